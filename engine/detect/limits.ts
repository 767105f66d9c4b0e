/**
 * What a detector may keep, per firm. Every table has a capacity; what it had to let go is counted (`evicted`) and shown.
 *
 * What a restart forgets: nothing within these limits, because the state is a snapshot plus the batches after it. Beyond
 * them, the subjects seen longest ago go first; a slow attack behind a flood of made-up senders can be lost that way.
 */
export interface Limits {
  /** Senders, pairs or devices a rule remembers; a few hundred bytes each when little was seen of them. */
  subjectsMax: number
  /** Senders whose every try is told from the others: of a log-in, of a made-up name; about 4 kB each. */
  costlyMax: number
  /** Events remembered against repeats in re-cut batches, in each of two generations; 16 bytes each. */
  repeatsMax: number
  /** A subject's past is kept until its day has been over for this long; later events open the day anew. */
  lateMs: number
  /** What ended so long ago has wholly come: what is judged as a whole may be judged. */
  settledMs: number
}

export const HOUR_MS = 3_600_000
export const MINUTE_MS = 60_000
export const SECOND_MS = 1_000

export const LIMITS: Limits = {
  subjectsMax: 8_192,
  costlyMax: 2_048,
  repeatsMax: 32_768,
  lateMs: 6 * HOUR_MS,
  settledMs: 30 * MINUTE_MS,
}

/** For a file read once, which may begin anew with every log in it: nothing grows old, only the capacity bounds it. */
export const FILE_LIMITS: Limits = {
  subjectsMax: 262_144,
  costlyMax: 65_536,
  repeatsMax: 32_768,
  lateMs: Number.POSITIVE_INFINITY,
  settledMs: Number.POSITIVE_INFINITY,
}

/** A sensor's clock may be ahead of ours by this much; what claims to be later is refused and counted. */
export const FUTURE_MS = 5 * MINUTE_MS

/** Hashes and evidence: the earliest and the latest events of an alert. */
export const EVIDENCE_FIRST_MAX = 20
export const EVIDENCE_LAST_MAX = 10

/** Different things are counted exactly up to here, then estimated within about 3 %. */
export const EXACT_MAX = 64
