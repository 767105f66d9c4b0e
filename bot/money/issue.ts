import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { namesOf } from '#db/firms.ts'
import { addInvoice, lockInvoice, markCredited, type StoredInvoice } from '#db/invoices.ts'
import { enterCharge, entriesOn, nextInvoiceNumber, putOnInvoice, type StoredEntry, uninvoiced } from '#db/money.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { vendorPeople } from '#db/vendors.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import { type Bill, billsOf, creditNoteFor, type Invoice, type Issuing, invoiceOf, issuerIn } from '#engine/invoice.ts'
import { reversalOf } from '#engine/money.ts'
import { mayAtAll } from '#engine/permission.ts'
import type { FlowContext } from '../flow.ts'
import { sayText } from '../say.ts'
import { invoiceMessage, lineText, severalText } from './messages.ts'

/** What issuing needs of the world. */
export type Desk = Pick<FlowContext, 'now' | 'newId' | 'newUuid' | 'link'> & { region: Region; by: string }

/**
 * What anybody of the region owes up to that month to whoever issues invoices, or what one firm owes; whoever leads a firm hears
 * of its own on LINE, and a vendor's people of what is billed in its name. System scope.
 */
export async function issueInvoices(
  tx: Tx,
  desk: Desk,
  { month, firmId, issuing }: { month: string; firmId: string | null; issuing: readonly Issuing[] },
): Promise<StoredInvoice[]> {
  const { region } = desk
  const owed = await uninvoiced(tx, { regionId: region.id, month, firmId })
  const bills = billsOf(firmId === null ? owed : owed.filter(({ payer }) => payer.kind === 'firm'), issuing)
  const firms = await namesOf(
    tx,
    bills.map(({ payer }) => payer.id),
  )
  const given: StoredInvoice[] = []
  for (const { by, payer, entries } of bills) {
    const to = payer.kind === 'firm' ? firms.get(payer.id) : nameOf(payer, issuing, region)
    // Erased before it was billed: the book keeps what it owed, and nobody is left to ask.
    if (to === undefined) continue
    const number = await nextInvoiceNumber(tx, region.id, by.party)
    const lines = linesOf(entries, region)
    const issuedOn = dayOf(region, desk.now).toString()
    const invoice = invoiceOf({ number, issuer: by.issuer, to, month, issuedOn, lines })
    const parties = { payer: payer.kind, payee: by.party, firmId: payer.kind === 'firm' ? payer.id : null }
    const stored = await give(tx, desk, { ...parties, invoice })
    await putOnInvoice(
      tx,
      stored.id,
      entries.map((entry) => entry.id),
    )
    given.push(stored)
  }
  return given
}

/** As it calls itself on its own invoices; a chamber that issues none goes by the region's name. */
const nameOf = (payer: Bill<StoredEntry>['payer'], issuing: readonly Issuing[], region: Region): string =>
  issuerIn(issuing, payer)?.name ??
  (payer.kind === 'chamber' ? region.name : sayText({ key: `money.statement.party.${payer.kind}` }, region))

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
  const number = await nextInvoiceNumber(tx, stored.regionId, stored.payee)
  const issuedOn = dayOf(desk.region, desk.now).toString()
  const { payer, payee, firmId, invoice } = stored
  const given = await give(tx, desk, { payer, payee, firmId, invoice: creditNoteFor(invoice, { number, issuedOn }) })
  await markCredited(tx, id, given.id)
  for (const entry of await entriesOn(tx, id)) {
    const back = reversalOf(entry, { id: desk.newId('entry'), month: issuedOn.slice(0, 7), on: issuedOn })
    const entered = { id: back.id, regionId: stored.regionId, by: desk.by, at: desk.now }
    await enterCharge(tx, entered, { ...back, source: `back:${entry.id}` })
  }
  return given
}

type Given = Pick<StoredInvoice, 'payer' | 'payee' | 'firmId' | 'invoice'>

async function give(tx: Tx, desk: Desk, given: Given): Promise<StoredInvoice> {
  const { now, region, by } = desk
  const { invoice } = given
  const place = { regionId: region.id, firmId: given.firmId }
  const stored = { id: desk.newId('invoice'), regionId: region.id, ...given, issuedAt: now }
  await addInvoice(tx, stored)
  const what = invoice.kind === 'invoice' ? 'invoice-issued' : 'invoice-credited'
  const params = { number: invoice.number, total: invoice.total }
  await note(tx, { ...place, subject: `invoice:${stored.id}`, at: now, actor: by, what, params, reason: null })
  const whole = { ...stored, paidOn: null, creditedBy: null }
  await enqueue(
    tx,
    (await readersOf(tx, given)).map(
      ({ platform, account, userId }): OutboxEntry => ({
        ...{ id: desk.newUuid(), ...place, subject: `invoice:${stored.id}`, locale: region.locale },
        ...{ to: { platform, account, address: userId }, priority: 'notice' },
        message: invoiceMessage(desk, whole),
      }),
    ),
  )
  return whole
}

/** Whoever leads the firm that is billed, and the people of the vendor that bills. */
async function readersOf(tx: Tx, { firmId, payee }: Given): Promise<Contact[]> {
  if (payee.kind === 'vendor') return vendorPeople(tx, [payee.id])
  if (firmId === null) return []
  return (await contactsOf(tx, firmId)).filter((one) => isOnLine(one) && readsFees(one))
}

const readsFees = ({ role }: { role: Parameters<typeof mayAtAll>[0] }): boolean =>
  mayAtAll(role, { verb: 'read', datum: 'fees' })

/** As they stand on the paper from now on: what is said of many firms alike is one line. */
function linesOf(entries: readonly StoredEntry[], region: Region): Invoice['lines'] {
  const alike = Map.groupBy(entries, (entry) => [entry.on, entry.rate, sayText(lineText(entry), region)].join('\n'))
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const says = others.length === 0 ? lineText(first) : severalText(first, others.length + 1)
    const yen = others.reduce((sum, other) => sum + other.yen, first.yen)
    return [{ on: first.on, yen, rate: first.rate, says: sayText(says, region) }]
  })
}
