import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDistinct, addFew, countDistinct, countFew, noneDistinct } from '#engine/detect/distinct.ts'
import { hashText, spread } from '#engine/detect/hash.ts'
import { EXACT_MAX } from '#engine/detect/limits.ts'
import { proofRuns } from '#test/support/proof.ts'

const hashOf = (number: number): number => spread(hashText(`thing ${number}`))
function counting(numbers: Iterable<number>) {
  const distinct = noneDistinct()
  for (const number of numbers) addDistinct(distinct, hashOf(number))
  return distinct
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_, place) => place)

describe('how many different things', () => {
  test.each([0, 1, 2, 63, 64])('%i are counted exactly, repeats or not', (count) => {
    expect(countDistinct(counting([...upTo(count), ...upTo(count)]))).toBe(count)
  })

  test.each([65, 100, 1_000, 10_000, 200_000])('%i are estimated within a tenth', (count) => {
    const counted = countDistinct(counting(upTo(count)))
    expect(Math.abs(counted - count) / count).toBeLessThan(0.1)
  })

  test('the order does not matter, and JSON keeps it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 300 }), fc.nat(300), (numbers, cut) => {
        const straight = counting(numbers)
        const resumed = JSON.parse(JSON.stringify(counting(numbers.toReversed().slice(0, cut))))
        for (const number of numbers.toReversed().slice(cut)) addDistinct(resumed, hashOf(number))
        expect(countDistinct(resumed)).toBe(countDistinct(straight))
        expect(resumed.registers).toBe(straight.registers)
        expect(resumed.exact.toSorted()).toEqual(straight.exact.toSorted())
      }),
      { numRuns: proofRuns(100, 5_000) },
    )
  })

  test('a million things take no more room than two thousand', () => {
    const size = (count: number): number => JSON.stringify(counting(upTo(count))).length
    expect(size(proofRuns(100_000, 1_000_000))).toBe(size(2_000))
  })
})

describe('a few different things', () => {
  test('are exact up to the number asked for and full beyond it', () => {
    const few: number[] = []
    for (const number of [1, 2, 2, 3, 4, 5, 1]) addFew(few, hashOf(number), 4)
    expect(few).toHaveLength(4)
  })

  test('of several buckets count together, the common ones once', () => {
    expect(countFew([[1, 2, 3], [3, 4], []])).toBe(4)
    expect(countFew([[1, 2]])).toBe(2)
    expect(countFew([])).toBe(0)
  })
})

test('the exact part is no longer than the limits say', () => {
  expect(counting(upTo(EXACT_MAX)).exact).toHaveLength(EXACT_MAX)
  expect(counting(upTo(EXACT_MAX + 1)).exact).toEqual([])
})
