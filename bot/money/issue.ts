import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { namesOf } from '#db/firms.ts'
import { addInvoice, lockInvoice, markCredited, type StoredInvoice } from '#db/invoices.ts'
import { enterCharge, entriesOn, nextInvoiceNumber, putOnInvoice, type StoredEntry, uninvoiced } from '#db/money.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import { creditNoteFor, type Invoice, type Issuer, invoiceOf } from '#engine/invoice.ts'
import { reversalOf } from '#engine/money.ts'
import { mayAtAll } from '#engine/permission.ts'
import type { FlowContext } from '../flow.ts'
import { sayText } from '../say.ts'
import { invoiceMessage, lineText } from './messages.ts'

/** What issuing needs of the world. */
export type Desk = Pick<FlowContext, 'now' | 'newId' | 'newUuid' | 'link'> & { region: Region; by: string }

/** One for each firm that owes the chamber something up to that month; whoever leads it hears of it on LINE. System scope. */
export async function issueInvoices(
  tx: Tx,
  desk: Desk,
  { month, firmId, issuer }: { month: string; firmId: string | null; issuer: Issuer },
): Promise<StoredInvoice[]> {
  const { region } = desk
  const owed = Map.groupBy(await uninvoiced(tx, { regionId: region.id, month, firmId }), (entry) => entry.firmId)
  const names = await namesOf(tx, [...owed.keys()])
  const given: StoredInvoice[] = []
  for (const [id, entries] of owed) {
    const to = names.get(id)
    // Erased before it was billed: the book keeps what it owed, and nobody is left to ask.
    if (to === undefined) continue
    const number = await nextInvoiceNumber(tx, region.id)
    const lines = entries.map((entry) => lineOf(entry, region))
    const issuedOn = dayOf(region, desk.now).toString()
    const invoice = invoiceOf({ number, issuer, to, month, issuedOn, lines })
    const stored = await give(tx, desk, id, invoice)
    await putOnInvoice(
      tx,
      stored.id,
      entries.map((entry) => entry.id),
    )
    given.push(stored)
  }
  return given
}

/** Undefined where there is no such invoice; a word where it cannot be. System scope. */
export async function creditInvoice(
  tx: Tx,
  desk: Desk,
  id: string,
): Promise<StoredInvoice | 'is-a-note' | 'credited-before' | undefined> {
  const stored = await lockInvoice(tx, id)
  if (!stored || stored.regionId !== desk.region.id) return undefined
  if (stored.invoice.kind === 'credit-note') return 'is-a-note'
  if (stored.creditedBy !== null) return 'credited-before'
  const number = await nextInvoiceNumber(tx, stored.regionId)
  const issuedOn = dayOf(desk.region, desk.now).toString()
  const given = await give(tx, desk, stored.firmId, creditNoteFor(stored.invoice, { number, issuedOn }))
  await markCredited(tx, id, given.id)
  for (const entry of await entriesOn(tx, id)) {
    const back = reversalOf(entry, { id: desk.newId('entry'), month: issuedOn.slice(0, 7), on: issuedOn })
    const entered = { id: back.id, regionId: stored.regionId, by: desk.by, at: desk.now }
    await enterCharge(tx, entered, { ...back, source: `back:${entry.id}` })
  }
  return given
}

async function give(tx: Tx, desk: Desk, firmId: string, invoice: Invoice): Promise<StoredInvoice> {
  const { now, region, by } = desk
  const place = { regionId: region.id, firmId }
  const stored = { id: desk.newId('invoice'), ...place, invoice, issuedAt: now }
  await addInvoice(tx, stored)
  const what = invoice.kind === 'invoice' ? 'invoice-issued' : 'invoice-credited'
  const params = { number: invoice.number, total: invoice.total }
  await note(tx, { ...place, subject: `invoice:${stored.id}`, at: now, actor: by, what, params, reason: null })
  const whole = { ...stored, paidOn: null, creditedBy: null }
  const leaders = (await contactsOf(tx, firmId)).filter((one) => isOnLine(one) && readsFees(one))
  await enqueue(
    tx,
    leaders.map(
      ({ platform, account, userId }): OutboxEntry => ({
        ...{ id: desk.newUuid(), ...place, subject: `invoice:${stored.id}`, locale: region.locale },
        ...{ to: { platform, account, address: userId }, priority: 'notice' },
        message: invoiceMessage(desk, whole),
      }),
    ),
  )
  return whole
}

const readsFees = ({ role }: { role: Parameters<typeof mayAtAll>[0] }): boolean =>
  mayAtAll(role, { verb: 'read', datum: 'fees' })

/** As it stands on the paper from now on. */
const lineOf = (entry: StoredEntry, region: Region): Invoice['lines'][number] => ({
  ...{ on: entry.on, yen: entry.yen, rate: entry.rate },
  says: sayText(lineText(entry), region),
})
