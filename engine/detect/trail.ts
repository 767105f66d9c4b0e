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

export interface Quest {
  min: number
  /** How many buckets back from a success. */
  span: number
  /** Failures that an earlier success takes back, where refusals are part of getting in. */
  excusedEach?: number
}

/** The successes of one trail, each held against the failures of some (its own, or those that may have been its own). */
export function found({ buckets }: Trail, failed: readonly Trail[], quest: Quest): Found[] {
  return buckets
    .filter(({ successes }) => successes > 0)
    .map((bucket) => ({ bucket, failuresBefore: failuresBefore(failed, bucket, quest) }))
    .filter(({ failuresBefore }) => failuresBefore >= quest.min)
    .map(({ bucket, failuresBefore }) => ({
      index: bucket.index,
      successes: bucket.successes,
      failuresBefore,
      firstAt: bucket.firstSuccess,
      lastAt: bucket.lastSuccess,
    }))
}

function failuresBefore(failed: readonly Trail[], success: TrailBucket, { span, excusedEach = 0 }: Quest): number {
  return failed
    .flatMap(({ buckets }) => buckets)
    .reduce((sum, { index, failures, early, successes }) => {
      if (index > success.index || index < success.index - span) return sum
      // In its own bucket the last success is the one that counts; what came before it may excuse.
      const isOwn = index === success.index
      const before = isOwn ? early.filter((at) => at <= success.lastSuccess).length : failures
      return sum + Math.max(0, before - excusedEach * (isOwn ? successes - 1 : successes))
    }, 0)
}
