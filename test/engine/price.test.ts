import { describe, expect, it } from 'vitest'
import { ASSUMED, breakEvenPrice, costPerFirm, firmsToBreakEven, sumOfCost } from '#engine/price.ts'

const NO_WORK = { contacts: 0, notices: 0, visits: 0 }

describe('what a firm costs a month', () => {
  it.each([
    ['nothing but its box and its insurance', NO_WORK, 1_800],
    ['20 minutes of the desk', { ...NO_WORK, contacts: 1 }, 1_800 + 4_000 / 3],
    ['an hour of an analyst', { ...NO_WORK, notices: 1 }, 5_800],
    ['a visit every ten months', { ...NO_WORK, visits: 0.1 }, 4_800],
  ])('%s', (_, work, yen) => {
    expect(sumOfCost(costPerFirm(work, ASSUMED))).toBeCloseTo(yen, 6)
  })
})

describe('where it pays for itself (R-151)', () => {
  it.each([
    [4_166, 1_800, 64],
    [1_801, 1_800, 150_000],
    [1_800, 1_800, null],
    [1_000, 1_800, null],
  ])('at %i yen, of which a firm costs %i', (price, each, firms) => {
    expect(firmsToBreakEven(price, each, ASSUMED)).toBe(firms)
  })

  it('is the same looked at from the price and from the number of firms', () => {
    for (const firms of [1, 10, 71, 150]) {
      const price = breakEvenPrice(firms, 1_800, ASSUMED)
      expect(firmsToBreakEven(price, 1_800, ASSUMED)).toBeLessThanOrEqual(firms)
      expect(firmsToBreakEven(price - 2, 1_800, ASSUMED) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(firms)
    }
  })
})
