import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { STANDINGS, type Standing, type Step } from '#engine/security-action.ts'
import { countsOf, type ShownCounts, withoutSmallCells } from '#engine/security-action-counts.ts'

type Firm = Pick<Standing, 'wish' | 'step'>
const firms = (count: number, wish: Firm['wish'], step: Step): Firm[] => Array(count).fill({ wish, step })
const shown = (...groups: Firm[][]): ShownCounts => withoutSmallCells(countsOf(groups.flat()))

/** Every number by its name, the steps among them. */
const byName = ({ firms: all, wished, one, two, steps }: ShownCounts): Record<string, number | null> => ({
  ...{ all, wished, one, two },
  ...Object.fromEntries(steps.map(({ step, firms: count }) => [step, count])),
})

describe('a count that could point at a firm', () => {
  const told = (...groups: Firm[][]) =>
    Object.fromEntries(Object.entries(byName(shown(...groups))).filter(([, count]) => count !== 0))

  it('is hidden, and so is the next, from which it could be reckoned', () => {
    expect(
      told(firms(40, 'none', 'none'), firms(20, 'one', 'gbiz'), firms(9, 'one', 'id'), firms(2, 'one', 'done')),
    ).toEqual({ all: 71, wished: 31, one: 31, none: 40, gbiz: 20, id: null, done: null })
  })

  it('stays hidden when nearly everybody wishes a star', () => {
    expect(told(firms(2, 'none', 'none'), firms(30, 'one', 'gbiz'), firms(9, 'two', 'id'))).toEqual({
      ...{ all: 41, wished: null, one: 30, two: null },
      ...{ none: null, gbiz: 30, id: null },
    })
  })

  it.each([
    ['one firm for each number of stars', 8, 1, 1],
    ['three firms in all', 8, 2, 1],
    ['two firms among many that wish nothing', 30, 1, 1],
    ['five firms, where each of them would be known by the other’s number', 8, 2, 3],
  ])('hides who wishes nothing where the wishes are few: %s', (_, none, one, two) => {
    const all = told(firms(none, 'none', 'none'), firms(one, 'one', 'prepare'), firms(two, 'two', 'prepare'))
    expect(all).toEqual({ all: none + one + two, wished: null, one: null, two: null, none: null, prepare: null })
  })

  it('is told when it is large enough, and nothing of it is hidden', () => {
    expect(told(firms(6, 'none', 'none'), firms(5, 'one', 'gbiz'))).toEqual({
      ...{ all: 11, wished: 5, one: 5 },
      ...{ none: 6, gbiz: 5 },
    })
  })

  it('is not told of a region with four firms in all', () => {
    expect(new Set(Object.values(byName(shown(firms(3, 'none', 'none'), firms(1, 'one', 'gbiz')))))).toEqual(
      new Set([null]),
    )
  })
})

describe('what an inquisitive reader can make of all the numbers together', () => {
  type Table = Record<'none' | 'one' | 'two', number> & { steps: Record<string, number> }
  const WISHING = STANDINGS.filter((step) => step !== 'none')

  /** Every way to give what is left to places that have at least and at most so many. */
  function fillings(left: number, places: readonly { least: number; most: number }[]): number[][] {
    const [place, ...others] = places
    if (!place) return left === 0 ? [[]] : []
    const ways: number[][] = []
    const needed = others.reduce((sum, { least }) => sum + least, 0)
    for (let count = place.least; count <= Math.min(place.most, left - needed); count++)
      for (const rest of fillings(left - count, others)) ways.push([count, ...rest])
    return ways
  }

  /** A nought is hidden only where everything of its whole is, so what is hidden beside shown numbers has at least one. */
  function placesOf(counts: readonly (number | null)[], all: number) {
    const least = counts.every((count) => count === null) ? 0 : 1
    return counts.map((count) => (count === null ? { least, most: all } : { least: count, most: count }))
  }

  /** Every table that fits what is shown. Only who wishes two stars is ever at publishing. */
  function fitting({ firms: total, wished, one, two, steps }: ShownCounts): Table[] {
    const all = total ?? 0
    const none = steps.find(({ step }) => step === 'none')?.firms ?? null
    const wishing = WISHING.map((step) => steps.find((own) => own.step === step)?.firms ?? null)
    const wishes = fillings(all, placesOf([none, one, two], all))
    const places = none === null ? placesOf([none, ...wishing], all).slice(1) : placesOf(wishing, all)
    const atSteps = new Map<number, number[][]>()
    const atStepsOf = (sum: number): number[][] => atSteps.getOrInsertComputed(sum, () => fillings(sum, places))
    const leastNone = none === null && placesOf([none, ...wishing], all)[0]?.least
    return wishes
      .filter(([n = 0]) => (wished === null || all - n === wished) && n >= (leastNone || 0))
      .flatMap(([n = 0, a = 0, b = 0]) =>
        atStepsOf(all - n).map((own) => ({
          ...{ none: n, one: a, two: b },
          steps: Object.fromEntries(WISHING.map((step, place) => [step, own[place] ?? 0])),
        })),
      )
      .filter((table) => (table.steps.publish ?? 0) <= table.two)
  }

  const flat = ({ none, one, two, steps }: Table): Record<string, number> => ({
    ...{ wished: one + two, none, one, two },
    ...steps,
  })

  test('is no number that is hidden, nor whether it was small', () => {
    const few = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 7 }))
    const groups = fc.record({
      none: fc.oneof(few, fc.integer({ min: 5, max: 9 })),
      ...{ oneGbiz: few, oneDone: few, twoGbiz: few, twoId: few, publish: few },
    })
    fc.assert(
      fc.property(groups, ({ none, oneGbiz, oneDone, twoGbiz, twoId, publish }) => {
        const region = [
          ...[firms(none, 'none', 'none'), firms(oneGbiz, 'one', 'gbiz'), firms(oneDone, 'one', 'done')],
          ...[firms(twoGbiz, 'two', 'gbiz'), firms(twoId, 'two', 'id'), firms(publish, 'two', 'publish')],
        ]
        fc.pre(region.flat().length >= 5)
        const counts = shown(...region)
        const named = byName(counts)
        expect(Object.values(named).filter((count) => count !== null && count > 0 && count < 5)).toEqual([])
        const hidden = Object.keys(named).filter((name) => named[name] === null)
        if (hidden.length === 0) return
        const tables = fitting(counts).map(flat)
        for (const name of hidden) {
          // Where nobody wishes two stars, everybody knows that nobody publishes.
          if (name === 'publish' && counts.two === 0) continue
          const values = new Set(tables.map((table) => table[name] ?? 0))
          expect([name, values.size > 1, [...values].some((value) => value >= 5)]).toEqual([name, true, true])
        }
      }),
      { numRuns: 500 },
    )
  })
})
