import { addDistinct, addFew, countFew, type Distinct, noneDistinct } from './distinct.ts'
import { hashNumber, hashText, spread } from './hash.ts'
import { noSightings, type Seen, type Sightings, sight } from './sightings.ts'
import { type Bucket, bucketOf, countInto, dayOf, emptyBucket, hotBuckets } from './window.ts'

/** Different doors (host and port) that something was seen at, in buckets and by day. Plain data. */
export interface Sweep {
  source: string
  buckets: SweepBucket[]
  days: SweepDay[]
}

export interface SweepBucket extends Bucket {
  /** As many as the threshold asks for; more do not make it hotter. */
  doors: number[]
}

export interface SweepDay {
  day: number
  doors: Distinct
  hosts: Distinct
  ports: Distinct
  /** One of the targets; the only one while `hosts` counts one. */
  target: string
  sightings: Sightings
}

export const emptySweep = (source: string): Sweep => ({ source, buckets: [], days: [] })

/** One event more. Returns the bucket it fell into. */
export function addDoor(
  { buckets }: Pick<Sweep, 'buckets'>,
  event: Seen,
  { bucketMs, doorsMax }: { bucketMs: number; doorsMax: number },
): SweepBucket {
  const index = Math.floor(event.at / bucketMs)
  const bucket = bucketOf(buckets, index, emptySweepBucket)
  countInto(bucket, event)
  addFew(bucket.doors, doorOf(event), doorsMax)
  return bucket
}

const emptySweepBucket = (index: number): SweepBucket => ({ ...emptyBucket(index), doors: [] })
const doorOf = ({ target, targetPort }: Seen): number => spread(hashNumber(hashText(target), targetPort))

/** The same event in the day's figures. */
export function addToDay({ days }: Sweep, day: number, event: Seen, note: string): SweepDay {
  const figures = dayIn(days, day, event.target)
  addDistinct(figures.doors, doorOf(event))
  addDistinct(figures.hosts, spread(hashText(event.target)))
  addDistinct(figures.ports, spread(event.targetPort))
  sight(figures.sightings, event, note)
  return figures
}

function dayIn(days: SweepDay[], day: number, target: string): SweepDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const [doors, hosts, ports] = [noneDistinct(), noneDistinct(), noneDistinct()]
  const made: SweepDay = { day, doors, hosts, ports, target, sightings: noSightings() }
  days.push(made)
  return made
}

/** The buckets within some window that saw at least `min` different doors. */
export const crowdedBuckets = (buckets: readonly SweepBucket[], { min, span }: { min: number; span: number }) =>
  hotBuckets(buckets, { min, span, measure: (window) => countFew(window.map(({ doors }) => doors)) })

/** Drops the days before this one; says whether anything is left. */
export function keepSweep(sweep: Sweep, before: number, bucketMs: number): boolean {
  sweep.days = sweep.days.filter(({ day }) => day >= before)
  sweep.buckets = sweep.buckets.filter(({ index }) => dayOf(index * bucketMs) >= before)
  return sweep.buckets.length > 0
}
