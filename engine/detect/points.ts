import { type Bucket, dayOf, emptyBucket, type Threshold } from './window.ts'

/**
 * Evidence of different weight, each different thing counted once and with the most that was ever said of it. A bucket that
 * reaches the threshold alone makes every window around it hot, so what it holds no longer matters and is let go.
 */
export interface PointBucket extends Bucket {
  /** 32 bits of the thing and four of its points, in one number. */
  marks: number[]
  /** Of the marks; at least the threshold once they were let go. */
  sum: number
}

/** Of one thing. */
export const POINTS_EACH_MAX = 15
const EACH = POINTS_EACH_MAX + 1

export const emptyPointBucket = (index: number): PointBucket => ({ ...emptyBucket(index), marks: [], sum: 0 })

export function addPoints(bucket: PointBucket, thing: number, points: number, enough: number): void {
  if (bucket.sum >= enough) return
  const place = bucket.marks.findIndex((mark) => thingIn(mark) === thing)
  const before = place < 0 ? 0 : pointsIn(bucket.marks[place] ?? 0)
  if (points <= before) return
  bucket.marks[place < 0 ? bucket.marks.length : place] = thing * EACH + points
  bucket.sum += points - before
  if (bucket.sum >= enough) bucket.marks = []
}

const thingIn = (mark: number): number => Math.floor(mark / EACH)
const pointsIn = (mark: number): number => mark % EACH

/** The threshold by which `hotBuckets` judges. */
export const enoughPoints = (min: number, span: number): Threshold<PointBucket> => ({
  min,
  span,
  measure: (window) => pointsOf(window, min),
})

/** What several buckets say together. */
export function pointsOf(buckets: readonly PointBucket[], enough: number): number {
  const [only] = buckets
  if (only && buckets.length === 1) return only.sum
  const most = new Map<number, number>()
  for (const { sum, marks } of buckets) {
    if (sum >= enough) return sum
    for (const mark of marks) most.set(thingIn(mark), Math.max(pointsIn(mark), most.get(thingIn(mark)) ?? 0))
  }
  return [...most.values()].reduce((sum, points) => sum + points, 0)
}

export const since = <B extends PointBucket>(buckets: readonly B[], before: number, bucketMs: number): B[] =>
  buckets.filter(({ index }) => dayOf(index * bucketMs) >= before)
