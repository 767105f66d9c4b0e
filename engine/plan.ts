import { FINDINGS, findingOf, PLACES, type SeenCase, type Watchable, type WatchedPlace } from './health-check.ts'

/** What a firm can take for money. Prices are in yen with tax, each month: whole, or for each PC. */
export const PRICED_PER = ['month', 'pc-month'] as const

export interface Plan {
  id: string
  name: string
  says: string
  yen: number
  per: (typeof PRICED_PER)[number]
  /** What it leaves out, so that nobody takes silence for safety. */
  unwatched: readonly Watchable[]
}

/** Whether a firm of whose plan this is left out is watched for that; `place` is null where nobody knows where it was. */
export const isWatched = (
  unwatched: readonly Watchable[],
  { place, ...seen }: Pick<SeenCase, 'kind' | 'isOurs'> & { place: WatchedPlace | null },
): boolean => !unwatched.includes(findingOf(seen)) && (place === null || !unwatched.includes(place))

/** A plan that leaves out every row, or every place, watches nothing. */
export const watchesNothing = (unwatched: readonly Watchable[]): boolean =>
  [FINDINGS, PLACES].some((parts) => parts.every((part) => unwatched.includes(part)))

/** A plan as it is for one firm. */
export interface Offer {
  plan: Plan
  /** Yen a month; null where it goes by the PC and nobody knows how many there are. */
  monthly: number | null
}

/** What may be spent in a month, so that twelve of them stay within the year's. */
export const monthlyLimit = (yearly: number): number => Math.floor(yearly / 12)

/** Each the cheapest first; what has no price yet comes last. Without a budget (`yearly` null) nothing is beyond it. */
export function offersFor(
  plans: readonly Plan[],
  { pcs, yearly }: { pcs: number | null; yearly: number | null },
): { within: Offer[]; beyond: Offer[] } {
  const offers = plans.map((plan) => ({ plan, monthly: monthlyOf(plan, pcs) })).sort(byPrice)
  const isWithin = ({ monthly }: Offer): boolean =>
    yearly === null || (monthly !== null && monthly <= monthlyLimit(yearly))
  return { within: offers.filter(isWithin), beyond: offers.filter((offer) => !isWithin(offer)) }
}

/** What is proposed of what the budget allows: what leaves least out, and of that the cheapest. Undefined where it allows nothing. */
export const proposedOf = (within: readonly Offer[]): Offer | undefined =>
  [...within].sort((one, other) => one.plan.unwatched.length - other.plan.unwatched.length || byPrice(one, other))[0]

/** Null where it goes by the PC, and nobody knows how many there are. */
export const monthlyOf = ({ yen, per }: Pick<Plan, 'yen' | 'per'>, pcs: number | null): number | null =>
  per === 'month' ? yen : pcs === null || pcs === 0 ? null : yen * pcs

const byPrice = (one: Offer, other: Offer): number =>
  (one.monthly ?? Number.POSITIVE_INFINITY) - (other.monthly ?? Number.POSITIVE_INFINITY) ||
  one.plan.name.localeCompare(other.plan.name, 'ja')
