import { HOUR_MS } from './limits.ts'

/**
 * Windows in buckets of event time. A bucket is *hot* when some run of neighbouring buckets around it, as long as the
 * window, reaches the rule's threshold. That depends on what was seen and never on the order in which it came, and more
 * events only make more buckets hot: an alert grows and is never taken back.
 */
export interface Bucket {
  index: number
  count: number
  /** When the earliest of its events began and the latest ended. */
  first: number
  last: number
}

export const emptyBucket = (index: number): Bucket => ({
  index,
  count: 0,
  first: Number.MAX_SAFE_INTEGER,
  last: 0,
})

/** The bucket of an index in a list sorted by index; the newest is nearly always the one. */
export function bucketOf<B extends Pick<Bucket, 'index'>>(buckets: B[], index: number, make: (index: number) => B): B {
  let place = buckets.length - 1
  while (place >= 0) {
    const bucket = buckets[place]
    if (bucket === undefined || bucket.index < index) break
    if (bucket.index === index) return bucket
    place--
  }
  const made = make(index)
  buckets.splice(place + 1, 0, made)
  return made
}

export function countInto(bucket: Bucket, event: { startedAt: number; at: number }): void {
  bucket.count++
  if (event.startedAt < bucket.first) bucket.first = event.startedAt
  if (event.at > bucket.last) bucket.last = event.at
}

export function mergeInto(bucket: Bucket, { count, first, last }: Bucket): void {
  bucket.count += count
  bucket.first = Math.min(bucket.first, first)
  bucket.last = Math.max(bucket.last, last)
}

export interface Threshold<B> {
  /** How many buckets make a window. */
  span: number
  min: number
  measure: (window: readonly B[]) => number
}

/** The buckets within some window that reaches the threshold, in order. */
export function hotBuckets<B extends Bucket>(buckets: readonly B[], { span, min, measure }: Threshold<B>): B[] {
  const hot = new Set<B>()
  for (let begin = 0; begin < buckets.length; begin++) {
    const window = windowFrom(buckets, begin, span)
    if (measure(window) >= min) for (const bucket of window) hot.add(bucket)
  }
  return buckets.filter((bucket) => hot.has(bucket))
}

function windowFrom<B extends Bucket>(buckets: readonly B[], begin: number, span: number): B[] {
  const first = buckets[begin]?.index ?? 0
  let end = begin
  while (end < buckets.length && (buckets[end]?.index ?? 0) < first + span) end++
  return buckets.slice(begin, end)
}

export const sumOf = (buckets: readonly Bucket[]): number => buckets.reduce((sum, { count }) => sum + count, 0)

/**
 * An alert covers one day of its subject: its id must not depend on which event came first, so its window is a fixed one.
 * The day turns at four in the morning in Japan, when the fewest attacks and people are cut in two.
 */
export const DAY_MS = 24 * HOUR_MS
const DAY_TURNS_AT_UTC_MS = 19 * HOUR_MS

export const dayOf = (at: number): number => Math.floor((at - DAY_TURNS_AT_UTC_MS) / DAY_MS)
export const dayStart = (day: number): number => day * DAY_MS + DAY_TURNS_AT_UTC_MS

/** Of one day only. A bucket belongs to the day it begins in, and buckets divide the day evenly. */
export const ofDay = <B extends Bucket>(buckets: readonly B[], day: number, bucketMs: number): B[] =>
  buckets.filter(({ index }) => dayOf(index * bucketMs) === day)

/** When it all began and ended, in whole milliseconds. */
export const extentOf = (buckets: readonly Bucket[]): { firstSeenAt: number; lastSeenAt: number } => ({
  firstSeenAt: Math.floor(Math.min(...buckets.map(({ first }) => first))),
  lastSeenAt: Math.floor(Math.max(...buckets.map(({ last }) => last))),
})
