import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALERT_KINDS } from '#engine/alert.ts'
import { FINDINGS, WATCHABLE } from '#engine/health-check.ts'
import { isWatched, monthlyLimit, offersFor, type Plan, proposedOf, watchesNothing } from '#engine/plan.ts'

const plan = (name: string, yen: number, per: Plan['per'] = 'month'): Plan => ({
  ...{ id: name, name, says: '', yen, per },
  unwatched: [],
})
const PLANS = [plan('d', 9_900), plan('c', 4_167), plan('b', 4_166), plan('pc', 1_000, 'pc-month'), plan('a', 0)]
const names = (offers: { plan: Plan }[]): string => offers.map((one) => one.plan.name).join(' ')

describe('what a firm is offered for money', () => {
  it.each([
    { yearly: 50_000, pcs: 4, within: 'a pc b', beyond: 'c d' },
    { yearly: 50_000, pcs: 5, within: 'a b', beyond: 'c pc d' },
    { yearly: 0, pcs: 4, within: 'a', beyond: 'pc b c d' },
    { yearly: null, pcs: 4, within: 'a pc b c d', beyond: '' },
    // Nobody knows how many PCs: whether it fits is not guessed.
    { yearly: 50_000, pcs: null, within: 'a b', beyond: 'c d pc' },
    { yearly: 50_000, pcs: 0, within: 'a b', beyond: 'c d pc' },
    { yearly: null, pcs: null, within: 'a b c d pc', beyond: '' },
  ])('for $yearly a year and $pcs PCs: $within, then $beyond', ({ yearly, pcs, within, beyond }) => {
    const offers = offersFor(PLANS, { pcs, yearly })
    expect([names(offers.within), names(offers.beyond)]).toEqual([within, beyond])
  })

  it('is 4,166 yen a month at most for 50,000 a year (R-034), and twelve months stay within any year', () => {
    expect(monthlyLimit(50_000)).toBe(4_166)
    fc.assert(fc.property(fc.nat(10_000_000), (yearly) => monthlyLimit(yearly) * 12 <= yearly))
  })
})

it('of what the budget allows that is proposed which leaves least out, and of that the cheapest', () => {
  const narrow = (one: Plan, ...unwatched: Plan['unwatched']): Plan => ({ ...one, unwatched })
  const plans = [narrow(plan('narrow', 100), 'home'), plan('dear', 4_000), plan('fits', 3_000), plan('beyond', 9_000)]
  const proposed = (yearly: number) => proposedOf(offersFor(plans, { pcs: 4, yearly }).within)?.plan.id
  expect([proposed(50_000), proposed(24_000), proposed(0)]).toEqual(['fits', 'narrow', undefined])
})

describe('what a plan leaves out (R-121)', () => {
  it.each([
    ['everything is watched by a plan that leaves nothing out', [], 'port-scan', false, 'office', true],
    ['scans from outside', ['outside-attempt'], 'port-scan', false, 'office', false],
    ['a PC of the firm that scans is no outsider', ['outside-attempt'], 'port-scan', true, 'office', true],
    ['homes', ['home'], 'known-c2', true, 'home', false],
    ['but not the office', ['home'], 'known-c2', true, 'office', true],
    // Nobody knows where it was: what may be at the office is not thrown away.
    ['where nobody knows', ['home'], 'known-c2', true, null, true],
  ] as const)('%s', (_, unwatched, kind, isOurs, place, is) => {
    expect(isWatched(unwatched, { kind, isOurs, place })).toBe(is)
  })

  it('is never all of it: whatever is left, some kind of alert at some place is watched', () => {
    const places = ['office', 'home'] as const
    fc.assert(
      fc.property(fc.subarray([...WATCHABLE]), (unwatched) => {
        const kinds = [...ALERT_KINDS, 'internal-file-transfer', 'cleartext-credentials'] as const
        const others = ['privileged-account', 'unwanted-software'] as const
        const seen = [...kinds, ...others].some((kind) =>
          places.some((place) => isWatched(unwatched, { kind, isOurs: false, place })),
        )
        expect(watchesNothing(unwatched)).toBe(!seen)
      }),
    )
    expect(watchesNothing(FINDINGS)).toBe(true)
  })
})
