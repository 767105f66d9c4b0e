import { beforeAll, describe, expect, test } from 'vitest'
import { chanceOf } from '../crash/chance.ts'
import { rangeCaptures } from './captures.ts'
import { dealt, isShort, judged } from './firm-months.ts'
import { type Comparison, compared, type Measured, ORDERS, together } from './triage.ts'

const captures = rangeCaptures()
const labelled = captures.filter(({ labels }) => labels.size > 0)

describe('what a label says is what a case is judged by', () => {
  test.each(labelled)('$name', (capture) => {
    const cases = judged('firm-0', [{ capture, at: Date.UTC(2026, 8, 10) }])
    expect(cases.map(({ verdict }) => verdict)).toEqual(cases.map(() => 'confirmed'))
    expect(new Set(cases.map(({ subject }) => subject.kind))).toEqual(
      new Set([...capture.labels].map((label) => label.slice(0, label.indexOf(' ')))),
    )
  })

  test('honest work by itself is never real', () => {
    for (const capture of captures.filter(({ isHonest }) => isHonest)) {
      const often = Array.from({ length: 48 }, (_, hour) => ({
        capture,
        at: Date.UTC(2026, 8, 10) + hour * 2 * 3_600_000,
      }))
      expect(judged('firm-0', often).filter(({ verdict }) => verdict !== 'false-alarm')).toEqual([])
    }
  })
})

test('no capture of a family is in two regions, and every one that fits is in one', () => {
  for (const seed of [1, 2, 3]) {
    const regions = dealt(captures.filter(isShort), chanceOf(seed))
    const families = regions.map((own) => new Set(own.map(({ family }) => family)))
    expect(families.reduce((sum, own) => sum + own.size, 0)).toBe(new Set(captures.map(({ family }) => family)).size)
    expect(regions.flat()).toHaveLength(captures.length)
  }
})

describe('the order of the queue, on recordings it was not taught with', () => {
  let found: Comparison
  beforeAll(() => {
    const regions = compared(captures, [1])
    found = Object.fromEntries(
      ORDERS.map((order): [string, Measured] => [order, together(regions, order)]),
    ) as Comparison
  })

  test('there is enough to put in order', () => {
    expect(found.plain.real).toBeGreaterThan(100)
    expect(found.plain.cases).toBeGreaterThan(3 * found.plain.real)
    expect(found.plain.mostAt10).toBeGreaterThan(0.9)
  })

  test('puts more real cases among the first ten than severity and count do', () => {
    expect(found.learned.precisionAt10).toBeGreaterThan(1.3 * found.plain.precisionAt10)
    expect(found.fresh.precisionAt10).toBeGreaterThan(1.2 * found.plain.precisionAt10)
    expect(found.learned.averagePrecision).toBeGreaterThan(1.3 * found.plain.averagePrecision)
  })

  test('needs fewer cards to be read until every real case was seen', () => {
    expect(found.learned.cardsPerFirmMonth).toBeLessThan(0.75 * found.plain.cardsPerFirmMonth)
  })

  test('is better for what was learned', () => {
    expect(found.learned.precisionAt10).toBeGreaterThan(found.fresh.precisionAt10)
    expect(found.learned.averagePrecision).toBeGreaterThan(found.fresh.averagePrecision)
  })
})
