import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { FlowEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { addDistinct, countDistinct, type Distinct, noneDistinct } from '../distinct.ts'
import { hashText, spread } from '../hash.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { take } from '../take.ts'
import { type Bucket, bucketOf, dayOf, dayStart, emptyBucket, extentOf, hotBuckets, ofDay, sumOf } from '../window.ts'

/**
 * SYN flood: connections to one door are begun by the thousand and never carried on, so that nobody else gets in.
 *
 * Fields: flow outcome, half-open, midway, packets, start, source, target and target port. A flow's row is written when it times
 * out, all of a flood at once, so rates go by when it began. TCP only. Exempt: what nobody was seen to open, which is the
 * backscatter of a flood elsewhere or a reflection. A scan knocks on each door once or twice, a crowd gets answers: neither
 * reaches the threshold. Outwards the answered are not counted, because no firm is a crowd.
 *
 * Known false positives: a program that tries a closed port again without a pause; a sensor that sees one direction only.
 * Source: Jung et al. 2002 on floods and flash crowds; rates of recorded floods (7,204/s and 22,150/s).
 */
export const synFlood: Rule = {
  name: 'syn-flood',
  raises: ['syn-flood'],
  knobs: {
    /** Begun and not carried on, within the window, at one door. */
    synsMin: 2_000,
    windowMs: 20_000,
    bucketMs: 10_000,
    /** Of all that came, how much was carried on: more is a crowd. */
    answeredPercentMax: 10,
    /** So many times what a usual window of the door's earlier days held. */
    usualTimesMin: 20,
    /** Different senders that nobody has: they are made up, or a whole botnet. */
    madeUpSourcesMin: 64,
    /** A SYN is tried again so often honestly; a flow that holds more of them is a flood by itself. */
    retriesMax: 10,
    doorsMax: 1_024,
    bucketsMax: 256,
  },
  watch: watchFloods,
}

const { synsMin = 1, windowMs = 1, bucketMs = 1, answeredPercentMax = 0, usualTimesMin = 0 } = synFlood.knobs
const { madeUpSourcesMin = 0, retriesMax = 0, doorsMax = 1, bucketsMax = 1 } = synFlood.knobs
const span = windowMs / bucketMs

interface DoorBucket extends Bucket {
  answered: number
}

interface Door {
  target: string
  port: number
  buckets: DoorBucket[]
  days: DoorDay[]
  /** The largest median of an earlier day's buckets. */
  usual: number
  /** A hot bucket whose neighbours were let go: it stays hot without them. */
  carried: number
  /** The most that a bucket ever held: a quiet door is not judged. */
  loudest: number
}

interface DoorDay {
  day: number
  sources: Distinct
  /** The only sender so far, or '*'. */
  source: string
  sightings: Sightings
  /** Hot buckets that were let go, as one. */
  past: Bucket
}

function watchFloods({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const subjectsMax = Math.min(doorsMax, limits.subjectsMax)
  const doors = createTable<Door>(subjectsMax, stored as StoredTable<Door> | undefined)
  const changed = new Set<Door>()
  let last: Door | undefined

  /** A flood's next packet is at the same door. Until another is asked for, none is let go. */
  function doorOf({ target, targetPort }: FlowEvent): Door {
    if (last?.port === targetPort && last.target === target) return last
    const key = `${targetPort} ${target}`
    last = doors.get(key) ?? { target, port: targetPort, buckets: [], days: [], usual: 0, carried: -1, loudest: 0 }
    doors.set(key, last)
    return last
  }

  return {
    flow(event) {
      if (event.protocol !== 'tcp' || event.isMidway) return
      const isUnfinished = event.isHalfOpen || event.outcome !== 'answered'
      if (!isUnfinished && !isInside(event.target)) return
      const door = doorOf(event)
      const bucket = bucketOf(door.buckets, Math.floor(event.startedAt / bucketMs), emptyDoorBucket)
      if (isUnfinished) countSyns(door, bucket, event)
      else bucket.answered++
      if (door.buckets.length > bucketsMax) letGo(door)
      if (bucket.count > door.loudest) door.loudest = bucket.count
      if (door.loudest >= synsMin / span) changed.add(door)
    },
    collect: () => take(changed).flatMap((door) => door.days.flatMap((day) => verdict(door, day, isInside))),
    forget(before) {
      last = undefined
      for (const [key, door] of doors.entries()) if (!keepDoor(door, before)) doors.delete(key)
    },
    subjects: () => doors.size(),
    evicted: () => doors.evicted(),
    stored: () => doors.stored(),
  }
}

const emptyDoorBucket = (index: number): DoorBucket => ({ ...emptyBucket(index), answered: 0 })

function countSyns(door: Door, bucket: DoorBucket, event: FlowEvent): void {
  bucket.count += synsOf(event)
  if (event.startedAt < bucket.first) bucket.first = event.startedAt
  if (event.startedAt > bucket.last) bucket.last = event.startedAt
  const day = dayIn(door, dayOf(bucket.index * bucketMs), event.source)
  if (day.source !== event.source) day.source = '*'
  addDistinct(day.sources, spread(hashText(event.source)))
  sight(day.sightings, event, event.outcome)
}

/** A flood from one port of one sender is a single flow of many packets; of a long one, a window's share counts. */
function synsOf({ packetsToTarget, startedAt, at }: FlowEvent): number {
  if (packetsToTarget <= retriesMax) return 1
  return Math.max(1, Math.round((packetsToTarget * windowMs) / Math.max(windowMs, at - startedAt)))
}

function dayIn({ days }: Door, day: number, source: string): DoorDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const made = { day, sources: noneDistinct(), source, sightings: noSightings(), past: emptyBucket(0) }
  days.push(made)
  return made
}

/** The older half of a door's buckets: what was hot in it is summed up. */
function letGo(door: Door): void {
  const hot = new Set(hotOf(door))
  const old = door.buckets.splice(0, bucketsMax / 2)
  for (const bucket of old.filter((one) => hot.has(one)))
    for (const { day, past } of door.days) if (day === dayOf(bucket.index * bucketMs)) absorb(past, bucket)
  const [next] = door.buckets
  door.carried = next && hot.has(next) ? next.index : -1
}

function absorb(past: Bucket, { count, first, last }: Bucket): void {
  past.count += count
  past.first = Math.min(past.first, first)
  past.last = Math.max(past.last, last)
}

function hotOf({ buckets, usual, carried }: Door): DoorBucket[] {
  const min = Math.max(synsMin, usual * usualTimesMin)
  const hot = hotBuckets(buckets, { min, span, measure: unansweredIn })
  const [first] = buckets
  return first && first.index === carried && !hot.includes(first) ? [first, ...hot] : hot
}

/** None while so many are carried on that it is a crowd. */
function unansweredIn(window: readonly DoorBucket[]): number {
  const syns = sumOf(window)
  const answered = window.reduce((sum, bucket) => sum + bucket.answered, 0)
  return answered * 100 < answeredPercentMax * (syns + answered) ? syns : 0
}

/** Drops the days before this one, of which the door's usual traffic is learned; says whether anything is left. */
function keepDoor(door: Door, before: number): boolean {
  const isOver = ({ index }: Bucket): boolean => dayOf(index * bucketMs) < before
  const hot = new Set(hotOf(door))
  const calm = door.buckets.filter((bucket) => isOver(bucket) && !hot.has(bucket)).map(({ count }) => count)
  door.usual = Math.max(door.usual, medianOf(calm))
  door.buckets = door.buckets.filter((bucket) => !isOver(bucket))
  door.days = door.days.filter(({ day }) => day >= before)
  return door.buckets.length > 0 || door.days.length > 0
}

const medianOf = (counts: number[]): number =>
  counts.sort((left, right) => left - right)[Math.floor(counts.length / 2)] ?? 0

function verdict(door: Door, day: DoorDay, isInside: (address: string) => boolean): Alert[] {
  const flooded: Bucket[] = ofDay(hotOf(door), day.day, bucketMs)
  if (day.past.count > 0) flooded.push(day.past)
  if (flooded.length === 0) return []
  const { target, port, usual } = door
  const source = day.source === '*' ? '' : day.source
  const syns = sumOf(flooded)
  const sources = Math.min(syns, countDistinct(day.sources))
  const peak = Math.max(...flooded.filter((one) => one !== day.past).map(({ count }) => count))
  const shape = source !== '' ? 'one-source' : sources >= madeUpSourcesMin ? 'made-up-sources' : 'few-sources'
  const device = isInside(target) ? target : source !== '' && isInside(source) ? source : ''
  return [
    alertOf({
      kind: 'syn-flood',
      stage: STAGE_OF['syn-flood'],
      severity: severityOf(shape, device !== '' && device === source),
      subject: `${target} ${port}`,
      windowStart: dayStart(day.day),
      ...extentOf(flooded),
      source,
      target,
      device,
      count: syns,
      evidence: {
        windowMs,
        threshold: synsMin,
        events: shownSightings(day.sightings),
        shape,
        sources,
        port,
        usual,
        ...(Number.isFinite(peak) ? { peakPerSecond: Math.round((peak * 1_000) / bucketMs) } : {}),
      },
      reason: `${syns} connections to ${target}:${port} begun and not carried on, from ${sources} senders (${shape}); ${synsMin} within ${windowMs / 1_000} s with less than ${answeredPercentMax} % carried on are a flood`,
    }),
  ]
}

/** One sender can be shut out; a thousand cannot, and one of the firm's own does somebody else's bidding. */
const severityOf = (shape: string, isOurs: boolean): Severity => (shape === 'one-source' && !isOurs ? 'medium' : 'high')
