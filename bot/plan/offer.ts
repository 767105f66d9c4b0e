import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { plansOf } from '#db/plans.ts'
import { plansTaken } from '#db/subscriptions.ts'
import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { monthlyLimit, type Offer, offersFor } from '#engine/plan.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { proposal } from './messages.ts'
import { priceOf, unwatchedText } from './texts.ts'

const SHOWN_MAX = 8

export interface Offered {
  parts: Part[]
  asked: Option[]
}

interface Wanted {
  /** What it can spend in a year; null sets no limit. */
  yearly: number | null
  isAll: boolean
  /** Whoever reads it leads the firm: one of them is proposed, unless the firm has one or wishes for one. */
  mayTake: boolean
  now: number
}

/**
 * What a firm can take for money, the cheapest first: what its budget allows alone, and the rest behind a button.
 * Undefined where its region has nothing to offer.
 */
export async function offered(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string },
  { yearly, isAll, mayTake, now }: Wanted,
): Promise<Offered | undefined> {
  const plans = await plansOf(tx, regionId)
  if (plans.length === 0) return undefined
  const firm = await findFirm(tx, firmId)
  const pcs = firm?.pcs ?? null
  const { within, beyond } = offersFor(plans, { pcs, yearly: isAll ? null : yearly })
  const more: Option = { label: { key: 'plan.button.all' }, token: `say:all-plans:${firmMark(firmId)}` }
  const ask: Option = { label: { key: 'converse.button.consult' }, token: 'say:consult' }
  const isFree = mayTake && yearly !== null && !isAll && (await plansTaken(tx, firmId, now)).length === 0
  const proposed = isFree && firm ? proposal(within, firm) : { parts: [], asked: [] }
  return {
    parts: [
      ...proposed.parts,
      { kind: 'heading', text: { key: isAll || yearly === null ? 'plan.heading.all' : 'plan.heading.within' } },
      ...(isAll || yearly === null ? [] : [paragraph(budgetText(yearly, within.length))]),
      ...listed(within, pcs),
    ],
    asked: [...proposed.asked, ...(beyond.length > 0 ? [more] : []), ask],
  }
}

function budgetText(yearly: number, count: number): Text {
  if (yearly === 0) return { key: count > 0 ? 'plan.budget.free' : 'plan.budget.no-free' }
  return {
    key: count > 0 ? 'plan.budget.within' : 'plan.budget.none',
    params: { yearly, monthly: monthlyLimit(yearly) },
  }
}

function listed(offers: readonly Offer[], pcs: number | null): Part[] {
  if (offers.length === 0) return []
  const rows = offers.slice(0, SHOWN_MAX).map((offer) => ({
    label: { typed: offer.plan.name },
    value: lineText(offer, pcs),
  }))
  const left = offers.length - rows.length
  return [{ kind: 'facts', rows }, paragraph({ key: left > 0 ? 'plan.tax-more' : 'plan.tax', params: { count: left } })]
}

/** What a plan leaves out is said with its price, so that no silence is taken for safety. */
function lineText(offer: Offer, pcs: number | null): Text {
  const { says, unwatched } = offer.plan
  const params = { price: priceOf(offer.plan, pcs), says: { typed: says } }
  return unwatched.length === 0
    ? { key: 'plan.line', params }
    : { key: 'plan.line-part', params: { ...params, left: unwatchedText(unwatched) } }
}
