/**
 * Failures and successes of one pair, in buckets, so that “a success after so many failures” can be judged whatever order
 * they came in. The look-back is whole buckets; within the success's own bucket moments decide, for which its earliest
 * failures are kept.
 */
export interface Trail {
  buckets: TrailBucket[]
}

interface TrailBucket {
  index: number
  failures: number
  /** Moments of the earliest failures, sorted. */
  early: number[]
  successes: number
  firstSuccess: number
  lastSuccess: number
}

/** As many as any threshold asks for. */
const EARLY_MAX = 32

export const emptyTrail = (): Trail => ({ buckets: [] })

export function addFailure({ buckets }: Trail, index: number, at: number): void {
  const bucket = trailBucket(buckets, index)
  bucket.failures++
  const { early } = bucket
  if (early.length === EARLY_MAX && at >= (early[EARLY_MAX - 1] ?? 0)) return
  early.splice(early.findLastIndex((earlier) => earlier <= at) + 1, 0, at)
  if (early.length > EARLY_MAX) early.pop()
}

export function addSuccess({ buckets }: Trail, index: number, at: number): void {
  const bucket = trailBucket(buckets, index)
  bucket.successes++
  bucket.firstSuccess = Math.min(bucket.firstSuccess, at)
  bucket.lastSuccess = Math.max(bucket.lastSuccess, at)
}

function trailBucket(buckets: TrailBucket[], index: number): TrailBucket {
  const place = buckets.findLastIndex((bucket) => bucket.index <= index)
  const known = buckets[place]
  if (known?.index === index) return known
  const made = { index, failures: 0, early: [], successes: 0, firstSuccess: Number.MAX_SAFE_INTEGER, lastSuccess: 0 }
  buckets.splice(place + 1, 0, made)
  return made
}

/** A bucket whose success came after enough failures. */
export interface Found {
  index: number
  successes: number
  failuresBefore: number
  firstAt: number
  lastAt: number
}

/** Looks back over `span` buckets from each success. */
export function found({ buckets }: Trail, { min, span }: { min: number; span: number }): Found[] {
  return buckets
    .filter(({ successes }) => successes > 0)
    .map((bucket) => ({ bucket, failuresBefore: failuresBefore(buckets, bucket, span) }))
    .filter(({ failuresBefore }) => failuresBefore >= min)
    .map(({ bucket, failuresBefore }) => ({
      index: bucket.index,
      successes: bucket.successes,
      failuresBefore,
      firstAt: bucket.firstSuccess,
      lastAt: bucket.lastSuccess,
    }))
}

function failuresBefore(buckets: readonly TrailBucket[], success: TrailBucket, span: number): number {
  const earlier = buckets.filter(({ index }) => index < success.index && index >= success.index - span)
  const within = success.early.filter((at) => at <= success.lastSuccess).length
  return earlier.reduce((sum, { failures }) => sum + failures, within)
}
