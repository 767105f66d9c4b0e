import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bucket, bucketOf, dayOf, dayStart, emptyBucket, hotBuckets, ofDay, sumOf } from '#engine/detect/window.ts'
import { proofRuns } from '#test/support/proof.ts'

const counted = (index: number, count: number): Bucket => ({ ...emptyBucket(index), count })
const buckets = fc
  .uniqueArray(fc.record({ index: fc.nat(40), count: fc.nat(12) }), { selector: ({ index }) => index, maxLength: 20 })
  .map((list) => list.sort((left, right) => left.index - right.index).map(({ index, count }) => counted(index, count)))

/** By the definition: some run of `span` neighbouring indices that holds the bucket reaches `min`. */
const isHot = (all: readonly Bucket[], { index }: Bucket, span: number, min: number): boolean =>
  Array.from({ length: span }, (_, back) => index - back).some(
    (first) => sumOf(all.filter((one) => one.index >= first && one.index < first + span)) >= min,
  )

describe('a bucket is hot when some window around it reaches the threshold', () => {
  test('as the definition says', () => {
    fc.assert(
      fc.property(buckets, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }), (all, span, min) => {
        // A window may begin before the first thing that was seen; it holds no more for that.
        const expected = all.filter((bucket) => isHot(all, bucket, span, min))
        expect(hotBuckets(all, { span, min, measure: sumOf })).toEqual(expected)
      }),
      { numRuns: proofRuns(300, 20_000) },
    )
  })

  test('one event more never cools anything', () => {
    fc.assert(
      fc.property(buckets, fc.nat(40), (all, index) => {
        const before = hotBuckets(all, { span: 3, min: 10, measure: sumOf }).map((bucket) => bucket.index)
        bucketOf(all, index, emptyBucket).count++
        const after = hotBuckets(all, { span: 3, min: 10, measure: sumOf }).map((bucket) => bucket.index)
        expect(after).toEqual(expect.arrayContaining(before))
      }),
      { numRuns: proofRuns(300, 20_000) },
    )
  })
})

test('buckets stand in order, each once, however they are asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 })), (indices) => {
      const all: Bucket[] = []
      for (const index of indices) bucketOf(all, index, emptyBucket).count++
      const expected = [...new Set(indices)].sort((left, right) => left - right)
      expect(all.map(({ index }) => index)).toEqual(expected)
      expect(sumOf(all)).toBe(indices.length)
    }),
  )
})

describe('a day turns at four in the morning in Japan', () => {
  test.each([
    ['the last moment of a day', Date.UTC(2026, 10, 23, 18, 59, 59, 999), Date.UTC(2026, 10, 22, 19)],
    ['the first moment of the next', Date.UTC(2026, 10, 23, 19), Date.UTC(2026, 10, 23, 19)],
    ['noon in Japan', Date.UTC(2026, 10, 24, 3), Date.UTC(2026, 10, 23, 19)],
    ['the beginning of time', 0, -5 * 3_600_000],
  ])('%s', (_name, at, start) => {
    expect(dayStart(dayOf(at))).toBe(start)
  })

  test('buckets of a neighbouring day are left to it', () => {
    const bucketMs = 300_000
    const index = dayStart(20_000) / bucketMs
    const [before, after] = [counted(index - 1, 1), counted(index, 1)]
    expect(ofDay([before, after], 20_000, bucketMs)).toEqual([after])
    expect(ofDay([before, after], 19_999, bucketMs)).toEqual([before])
  })
})
