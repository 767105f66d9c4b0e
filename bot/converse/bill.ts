import { enter } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { latestInvoices, unpaidIn } from '#db/invoices.ts'
import { findRegion } from '#db/regions.ts'
import { plansTaken, type Taken } from '#db/subscriptions.ts'
import { type Part, paragraph } from '#engine/message.ts'
import { may } from '#engine/permission.ts'
import { bookOf } from '../money/book.ts'
import { invoiceParts } from '../money/messages.ts'
import { priceOf, unwatchedText } from '../plan/texts.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** いくら？: what the firm's plan costs and leaves out, and what is still to be paid. */
export async function showBill(talk: Talk, chosen?: string): Promise<void> {
  const { tx, app, person } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('bill', firmId))
  if (!person) return
  const { regionId, firmId } = firm
  if (!may(person, { verb: 'read', datum: 'fees' }, { regionId, firmId }))
    return talk.say({ key: 'money.bill.for-leaders' })
  const region = await findRegion(tx, regionId)
  const known = await findFirm(tx, firmId)
  if (!region || !known) return
  const { issuer } = await bookOf(tx, regionId)
  await enter(tx, { kind: 'firm', regionId, firmId })
  const taken = await plansTaken(tx, firmId, app.now)
  const unpaid = await unpaidIn(tx, { regionId, firmId })
  const shown = unpaid[0] ?? (await latestInvoices(tx, firmId, 1))[0]
  await enter(tx, { kind: 'system' })
  if (taken.length === 0) talk.say({ key: 'money.bill.none', params: { firm: known.name } })
  talk.show(...taken.flatMap((one) => planParts(one, known, app.now)))
  if (unpaid.length === 0) talk.say({ key: 'money.bill.nothing' })
  if (shown) talk.show(...invoiceParts({ ...app, region }, shown))
  if (unpaid.length > 1) talk.say({ key: 'money.bill.more', params: { count: unpaid.length - 1 } })
  if (issuer) talk.say({ key: 'money.bill.who', params: { chamber: { typed: issuer.name } } })
}

function planParts(taken: Taken, firm: { name: string; pcs: number | null }, now: number): Part[] {
  const { startsAt, endsAt, unwatched } = taken
  const named = { plan: { typed: taken.name } }
  if (startsAt === null) return [paragraph({ key: 'money.bill.wish', params: named })]
  const params = {
    ...named,
    firm: firm.name,
    price: priceOf(taken, firm.pcs),
    day: { at: startsAt, show: 'date' } as const,
  }
  return [
    paragraph({ key: startsAt > now ? 'money.bill.soon' : 'money.bill.plan', params }),
    ...(endsAt === null ? [] : [paragraph({ key: 'money.bill.ends', params: { day: { at: endsAt, show: 'date' } } })]),
    ...(unwatched.length === 0
      ? []
      : [paragraph({ key: 'money.bill.left', params: { left: unwatchedText(unwatched) } })]),
  ]
}
