import { type Alert, STAGE_OF } from '#engine/alert.ts'
import type { DnsEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { addDistinct, countDistinct, type Distinct, noneDistinct } from '../distinct.ts'
import { hashText, spread } from '../hash.ts'
import { MINUTE_MS } from '../limits.ts'
import { nameOf, takenApart } from '../name.ts'
import { payloadOf } from '../payload.ts'
import { addPoints, emptyPointBucket, enoughPoints, type PointBucket, since } from '../points.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { take } from '../take.ts'
import { TRUSTED_ZONES } from '../trusted-zones.ts'
import { bucketOf, countInto, DAY_MS, dayOf, dayStart, extentOf, hotBuckets, ofDay, sumOf } from '../window.ts'

/**
 * DNS tunnelling: a device carries data out (or commands in) as look-ups of ever new names below one registered name, or
 * below ever new ones.
 *
 * Fields: name and record type of questions and answers alike, because a sensor may see only one of the two. Each
 * different name counts once, with points for how much of it looks encoded and for a record type that browsing never asks
 * for. Exempt: reverse look-ups and lists of senders (numbers first), service records (`_dmarc`, `_sip`), names below a
 * name (a search suffix, lists of sites), the office's own top-level names, multicast, and zones whose owner answers for
 * each name (see trusted-zones.ts). Known false positives: a reputation service that is not in that list, measurements
 * that give each reader a name. Unseen: commands in the answers to one constant name, data spelled in words.
 * Source: RITA (unique names per registered name), ibHH of Ozery et al. 2023 (information over a day), Sigma.
 */
export const dnsTunneling: Rule = {
  name: 'dns-tunneling',
  raises: ['dns-tunneling'],
  knobs: {
    /** Points within the window: thirty names of 18 to 39 encoded bytes, six of 80, five of type NULL. */
    pointsMin: 60,
    windowMs: 10 * MINUTE_MS,
    bucketMs: 2 * MINUTE_MS,
    /** Within a day: 400 such names, or fifty that carry 80 bytes. */
    slowPointsMin: 400,
    /** Bytes below which a name says too little to follow it through ever new zones. */
    rovingBytesMin: 40,
    rovingPoints: 4,
  },
  watch: watchTunneling,
}

const { pointsMin = 0, windowMs = 0, bucketMs = 1, slowPointsMin = 0 } = dnsTunneling.knobs
const { rovingBytesMin = 0, rovingPoints = 0 } = dnsTunneling.knobs
const threshold = enoughPoints(pointsMin, windowMs / bucketMs)

/** Shorter than this nothing is carried: `www`, `mail`, `cdn1`. */
const BELOW_MIN = 4
const [MDNS_PORT, LLMNR_PORT] = [5353, 5355]

/** Top-level names that are never asked of the internet. */
const OWN_SUFFIXES: ReadonlySet<string> = new Set([
  ...['local', 'localdomain', 'localhost', 'lan', 'home', 'internal', 'intranet', 'private', 'corp', 'workgroup'],
  ...['in-addr.arpa', 'ip6.arpa', 'arpa', 'home.arpa', 'domain', 'invalid', 'wpad'],
])

/** Types that only tunnels use from a desk: they carry any bytes. By name, or by number where the sensor knows none. */
const RAW_TYPES: ReadonlySet<string> = new Set(['NULL', 'KEY', 'PRIVATE', '65399', 'TYPE65399', 'query-65399'])
const RAW_POINTS = 12
/** Of text records of one zone, however short the names. */
const TEXT_POINTS = 2
/** How much more an encoded name says when it is asked for by a type that browsers do not use. */
const FACTORS: ReadonlyMap<string, number> = new Map([
  ['TXT', 3],
  ['CNAME', 2],
  ['MX', 2],
  ['SRV', 2],
])
const POINTS_MAX = 10

/** Points by encoded bytes, the longest first. */
const STEPS: readonly (readonly [bytesMin: number, points: number])[] = [
  [80, 10],
  [40, 5],
  [18, 2],
  [1, 1],
]

/** A bare name under no top-level domain whose end is data itself (dnscat2 without a domain of its own). */
const ZONELESS_SUFFIX_MIN = 16
/** Where a device's names have no zone in common. */
const ANY_ZONE = '*'

interface Pair {
  source: string
  zone: string
  buckets: PointBucket[]
  days: PairDay[]
}

interface PairDay {
  day: number
  /** Different names by weight; together they are the day's points. */
  light: Distinct
  middle: Distinct
  heavy: Distinct
  bytesMax: number
  sightings: Sightings
}

interface Carried {
  zone: string
  thing: number
  points: number
  bytes: number
}

function watchTunneling({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const pairs = createTable<Pair>(limits.subjectsMax, stored as StoredTable<Pair> | undefined)
  const changed = new Map<string, Pair>()

  function follow(event: DnsEvent, { zone, thing, points, bytes }: Carried): void {
    const key = `${event.source} ${zone}`
    const pair = pairs.get(key) ?? { source: event.source, zone, buckets: [], days: [] }
    pairs.set(key, pair)
    const bucket = bucketOf(pair.buckets, Math.floor(event.at / bucketMs), emptyPointBucket)
    countInto(bucket, event)
    addPoints(bucket, thing, points, pointsMin)
    countDay(dayIn(pair.days, dayOf(bucket.index * bucketMs)), event, { zone, thing, points, bytes })
    changed.set(key, pair)
  }

  return {
    dns(event) {
      const carried = carriedBy(event)
      if (!carried) return
      follow(event, carried)
      if (carried.bytes < rovingBytesMin || carried.zone === ANY_ZONE) return
      follow(event, { ...carried, zone: ANY_ZONE, thing: spread(hashText(carried.zone)), points: rovingPoints })
    },
    collect: () => take(changed).flatMap(([key, pair]) => verdicts(key, pair, isInside)),
    forget(before) {
      for (const [key, pair] of pairs.entries()) {
        pair.buckets = since(pair.buckets, before, bucketMs)
        pair.days = pair.days.filter(({ day }) => day >= before)
        if (pair.buckets.length === 0) pairs.delete(key)
      }
    },
    subjects: () => pairs.size(),
    evicted: () => pairs.evicted(),
    stored: () => pairs.stored(),
  }
}

/** What one look-up may have carried, or nothing. Ordinary names leave at the first lines. */
function carriedBy({ name, recordType, targetPort }: DnsEvent): Carried | undefined {
  const { zone, below, suffix, suffixKind } = nameOf(name)
  if (suffixKind === 'unlisted' && isData(suffix)) return carried(ANY_ZONE, name, recordType)
  if (below.length < BELOW_MIN || targetPort === MDNS_PORT || targetPort === LLMNR_PORT) return undefined
  if (OWN_SUFFIXES.has(suffix) || TRUSTED_ZONES.has(zone)) return undefined
  return carried(zone, below, recordType)
}

const isData = (suffix: string): boolean =>
  suffix.length >= ZONELESS_SUFFIX_MIN && payloadOf(suffix).bytes > 0 && !suffix.startsWith('xn--')

function carried(zone: string, below: string, recordType: string): Carried | undefined {
  const { bytes, hash } = payloadOf(below)
  const points = pointsFor(bytes, recordType)
  if (points === 0 || isExemptShape(below, bytes)) return undefined
  return { zone, points, bytes, thing: spread(bytes > 0 ? hash : hashText(below)) }
}

function pointsFor(bytes: number, recordType: string): number {
  if (RAW_TYPES.has(recordType)) return RAW_POINTS
  if (bytes === 0) return recordType === 'TXT' ? TEXT_POINTS : 0
  const points = STEPS.find(([bytesMin]) => bytes >= bytesMin)?.[1] ?? 0
  return Math.min(POINTS_MAX, points * (FACTORS.get(recordType) ?? 1))
}

/** Encoded bytes beyond which no exemption by shape holds: whoever knows the shapes could hide in them. */
const EXEMPT_BYTES_MAX = 24
/** An address asked of a list: four numbers, or the sixteen and more digits of a newer address, one label each. */
const ADDRESS_FIRST = /^(?:(?:\d{1,3}\.){4}|(?:[0-9a-f]\.){16})|^(?:\d{1,3}\.){3}\d{1,3}$/
const SERVICE_LABEL = /(?:^|\.)_(?:[a-z][a-z-]*)(?:\.|$)/

const isExemptShape = (below: string, bytes: number): boolean =>
  ADDRESS_FIRST.test(below) || (bytes <= EXEMPT_BYTES_MAX && (SERVICE_LABEL.test(below) || isName(below)))

/**
 * A whole name of the internet below another: a search suffix was put behind it, or a list is asked about a site. Data right
 * before one label is no name, though the label may be a top-level one (`.cat`).
 */
function isName(below: string): boolean {
  const { zone, label, suffix, suffixKind } = takenApart(below)
  if (zone === '' || suffixKind === 'unlisted') return false
  return suffix.includes('.') || payloadOf(label).bytes === 0
}

function dayIn(days: PairDay[], day: number): PairDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const [light, middle, heavy] = [noneDistinct(), noneDistinct(), noneDistinct()]
  const made = { day, light, middle, heavy, bytesMax: 0, sightings: noSightings() }
  days.push(made)
  return made
}

const [MIDDLE_POINTS, HEAVY_POINTS] = [4, 8]
const NAME_SHOWN_MAX = 96

function countDay(day: PairDay, event: DnsEvent, { thing, points, bytes }: Carried): void {
  addDistinct(points >= HEAVY_POINTS ? day.heavy : points >= MIDDLE_POINTS ? day.middle : day.light, thing)
  if (bytes > day.bytesMax) day.bytesMax = bytes
  sight(day.sightings, event, `${event.recordType} ${event.name.slice(0, NAME_SHOWN_MAX)}`)
}

const slowPoints = ({ light, middle, heavy }: PairDay): number =>
  countDistinct(light) + MIDDLE_POINTS * countDistinct(middle) + HEAVY_POINTS * countDistinct(heavy)

function verdicts(key: string, pair: Pair, isInside: (address: string) => boolean): Alert[] {
  const hot = hotBuckets(pair.buckets, threshold)
  return pair.days.flatMap((day) => {
    const fast = ofDay(hot, day.day, bucketMs)
    const isSlow = slowPoints(day) >= slowPointsMin
    const counted = isSlow ? ofDay(pair.buckets, day.day, bucketMs) : fast
    return counted.length === 0
      ? []
      : [tunnelAlert(key, pair, day, { counted, isFast: fast.length > 0, isOurs: isInside(pair.source) })]
  })
}

interface Heat {
  counted: readonly PointBucket[]
  isFast: boolean
  isOurs: boolean
}

function tunnelAlert(key: string, { source, zone }: Pair, day: PairDay, { counted, isFast, isOurs }: Heat): Alert {
  const names = countDistinct(day.light) + countDistinct(day.middle) + countDistinct(day.heavy)
  const where = zone === ANY_ZONE ? 'below no common name' : `below ${zone}`
  return alertOf({
    kind: 'dns-tunneling',
    stage: STAGE_OF['dns-tunneling'],
    /** A slow one may be a service that nobody told us of. */
    severity: isFast ? 'high' : 'medium',
    subject: key,
    windowStart: dayStart(day.day),
    ...extentOf(counted),
    source,
    target: zone === ANY_ZONE ? '' : zone,
    device: isOurs ? source : '',
    count: sumOf(counted),
    evidence: {
      windowMs: isFast ? windowMs : DAY_MS,
      threshold: isFast ? pointsMin : slowPointsMin,
      unit: 'points',
      events: shownSightings(day.sightings),
      zone,
      names,
      dayPoints: slowPoints(day),
      longestBytes: day.bytesMax,
      pace: isFast ? 'fast' : 'slow',
    },
    reason: `${source} asked for ${names} different names ${where} that carry data (up to ${day.bytesMax} encoded bytes each)`,
  })
}
