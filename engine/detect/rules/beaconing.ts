import { type Alert, type Severity, STAGE_OF } from '#engine/alert.ts'
import type { DnsEvent, FlowEvent, HttpEvent, TlsEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { createHeardNames, type HeardName, type StoredNames } from '../heard-names.ts'
import { EVIDENCE_FIRST_MAX, EVIDENCE_LAST_MAX, HOUR_MS, MINUTE_MS, SECOND_MS } from '../limits.ts'
import { type BeatKnobs, isBeat, type Rhythm, rhythmOf } from '../rhythm.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import type { Seen } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import { take } from '../take.ts'
import { type Bucket, bucketOf, countInto, DAY_MS, dayOf, dayStart, emptyBucket, extentOf } from '../window.ts'

const beat: BeatKnobs = {
  gapsMin: 12,
  durationMs: HOUR_MS,
  /** How many of the gaps must lie within a quarter of the median. */
  steadyPercentMin: 75,
  /** When there is more of it, sooner and with more jitter: half of the time by chance keeps 60 % steady. */
  manyGapsMin: 30,
  manyDurationMs: 20 * MINUTE_MS,
  manySteadyPercentMin: 60,
  periodMinMs: 4 * SECOND_MS,
  periodMaxMs: 6 * HOUR_MS,
}

/**
 * Beaconing: a device calls the same place outside again and again, as by a clock, or holds one connection there for an hour
 * and more, and something about the place is odd:
 * nobody asked for its name, or it has one that malware's servers have, its port is no usual one, it never answers there, or it
 * is told things openly. That is how malware asks for orders, whether or not a list knows the server. What is held must have
 * both an odd port and an odd name or none, and little may pass: alone each is common, and what carries much is work. What many
 * devices of the firm call is some service's, unless malware's name is not all that is odd about it, or it has an odd port and
 * an odd name or none and nobody called it in the days before: then several devices have caught the same.
 *
 * Fields: TCP flow start, end, outcome, midway, bytes; HTTP host and time; TLS server name; DNS answers. An hour is judged when
 * all of it has come, because a calm that is broken later is no beat. Exempt: UDP, tunnels' and time's ports, places that
 * makers of systems and programs own. Where the sensor tells no names at all,
 * none is missed. Known false positives: a program that reports to an address written into it; a camera's or a till's
 * service at a port of its own, or at a dynamic name; a service that was switched off; a tunnel to an address and a port of
 * the firm's choice, while nobody works through it. Not seen: malware that gives itself a maker's name in a request or in
 * TLS; a held connection before it ends, which is when sensors tell of it; several devices that had caught the same before the
 * firm was watched, where their master has no name. Source: RITA's interval dispersion (median
 * absolute deviation), and MITRE ATT&CK T1071 and T1571.
 */
export const beaconing: Rule = {
  name: 'beaconing',
  raises: ['known-c2'],
  knobs: {
    ...beat,
    unansweredPercentMin: 80,
    heldMinMs: HOUR_MS,
    heldBytesMax: 20_000_000,
    /** More of the firm's devices than this call there: it seems to be a service. */
    devicesMax: 2,
    /** But not in the first days in which it is called at all, where the firm was watched for so many before. */
    newDays: 3,
    learningDays: 3,
    callsMax: 180,
    /** What calls by a clock is never the one seen longest ago, so few are enough however many places there are. */
    pairsMax: 8_192,
  },
  watch: watchBeacons,
}

const { unansweredPercentMin = 0, heldMinMs = 0, heldBytesMax = 0 } = beaconing.knobs
const { devicesMax = 0, newDays = 0, learningDays = 0, callsMax = 0, pairsMax = 1 } = beaconing.knobs
const { gapsMin, durationMs } = beat

/** A device and a place outside, for a day. */
interface Pair {
  day: number
  device: string
  target: string
  port: number
  /** By the hour in which the calls ended. */
  hours: CallHour[]
  /** As it was when an hour was last judged to hold a beat. */
  found: Beat | undefined
}

interface CallHour extends Bucket {
  /** When calls began, in seconds; the earliest `callsMax`. */
  starts: number[]
  unanswered: number
  openly: number
  /** The longest connection that ended in it. */
  heldMs: number
}

interface Beat extends Rhythm {
  /** The longest connection; it matters only where there is no rhythm. */
  heldMs: number
  isRhythmic: boolean
  signs: Sign[]
  /** How many of the firm's devices had called there by then. */
  callers: number
  /** Some of the earliest and latest seconds at which calls began. */
  starts: number[]
  count: number
  firstSeenAt: number
  lastSeenAt: number
}

/** What is odd about a place. */
type Sign = 'nobody asked for its name' | 'an odd name' | 'an odd port' | 'no answer' | 'openly'

interface Stored {
  pairs: StoredTable<Pair>
  firstDays: StoredTable<number>
  beganAt: number
  names: StoredNames
  judged: number
}

function watchBeacons({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const subjectsMax = Math.min(pairsMax, limits.subjectsMax)
  const pairs = createTable<Pair>(subjectsMax, past?.pairs)
  const names = createHeardNames(subjectsMax, isInside, past?.names)
  /** On which day a place with an odd port was first called, and when anything was first seen. */
  const firstDays = createTable<number>(subjectsMax, past?.firstDays)
  let beganAt = past?.beganAt ?? Number.MAX_SAFE_INTEGER
  /** Hours before this one have been judged. */
  let judged = past?.judged ?? 0
  const changed = new Set<Pair>()

  function call(event: Seen, isUnanswered: boolean, isOpen: boolean, heldMs: number): void {
    const hour = Math.floor(event.at / HOUR_MS)
    const pair = pairOf(event)
    const calls = bucketOf(pair.hours, hour, emptyHour)
    countInto(calls, event)
    if (isUnanswered) calls.unanswered++
    if (isOpen) calls.openly++
    if (heldMs > calls.heldMs) calls.heldMs = heldMs
    addStart(calls.starts, Math.floor(event.startedAt / SECOND_MS))
  }

  function pairOf({ at, source, target, targetPort }: Seen): Pair {
    const day = dayOf(at)
    const key = `${day} ${source} ${targetPort} ${target}`
    const known = pairs.get(key)
    if (known) return known
    const made: Pair = { day, device: source, target, port: targetPort, hours: [], found: undefined }
    pairs.set(key, made)
    if (!USUAL_PORTS.has(targetPort)) noteFirstDay(placeOf(made), day)
    return made
  }

  const noteFirstDay = (place: string, day: number): void =>
    firstDays.set(place, Math.min(day, firstDays.get(place) ?? day))

  /** Nothing could be odd about it, so that it need not be remembered. */
  function isOrdinary({ targetPort, at }: Seen, known: HeardName | undefined, isOpen: boolean): boolean {
    if (known === undefined) return false
    return known.vendorAt <= at || (!isOpen && known.plainAt <= at && USUAL_PORTS.has(targetPort))
  }

  const isOutward = (source: string, target: string): boolean => isInside(source) && !isInside(target)

  function judge(pair: Pair, until: number, devicesAt: (place: string) => number): void {
    const hours = pair.hours.filter(({ index }) => index < until)
    const calls = hours.flatMap(({ starts }) => starts)
    const rhythm = rhythmOf(calls)
    const isRhythmic = isBeat(rhythm, beat)
    const heldMs = Math.max(...hours.map((hour) => hour.heldMs))
    // What was once said of its beat is more than can be said of one connection.
    if (!isRhythmic && (heldMs < heldMinMs || pair.found?.isRhythmic)) return
    const signs = signsOf(pair, hours, until * HOUR_MS)
    if (signs.length === 0 || (!isRhythmic && !isHiding(signs))) return
    const callers = devicesAt(placeOf(pair))
    if (callers > devicesMax && !isCaughtBySeveral(pair, signs)) return
    const [starts, count] = [endsOf(calls), sum(hours, 'count')]
    pair.found = { ...rhythm, heldMs, isRhythmic, signs, callers, starts, count, ...extentOf(hours) }
    changed.add(pair)
  }

  /** What several devices call, and is no service. */
  function isCaughtBySeveral(pair: Pair, signs: readonly Sign[]): boolean {
    if (signs.includes('an odd name') && signs.length > 1) return true
    const firstDay = firstDays.get(placeOf(pair)) ?? pair.day
    return isHiding(signs) && firstDay - dayOf(beganAt) >= learningDays && pair.day - firstDay < newDays
  }

  function signsOf({ target, port }: Pair, hours: readonly CallHour[], until: number): Sign[] {
    const known = names.of(target)
    const isNamed = known !== undefined && known.at < until
    if (isNamed && known.vendorAt < until) return []
    const [calls, unanswered, openly] = [sum(hours, 'count'), sum(hours, 'unanswered'), sum(hours, 'openly')]
    const signs: Sign[] = []
    if (!isNamed && names.isAnyBefore(until)) signs.push('nobody asked for its name')
    if (isNamed && known.plainAt >= until) signs.push('an odd name')
    const isUsual = USUAL_PORTS.has(port)
    if (!isUsual) signs.push('an odd port')
    if (!(isNamed && isUsual) && unanswered * 100 >= unansweredPercentMin * calls) signs.push('no answer')
    if (openly * 2 >= calls) signs.push('openly')
    return signs
  }

  /** Judges the hours that have wholly come, pair by pair. */
  function settle(before: number): void {
    const hour = Math.floor(before / HOUR_MS)
    if (hour <= judged) return
    const all = [...pairs.entries()].map(([, pair]) => pair)
    for (const until of endsBetween(all, judged, hour)) {
      const devicesAt = devicesBefore(all, until)
      for (const pair of all) if (pair.hours.some(({ index }) => index + 1 === until)) judge(pair, until, devicesAt)
    }
    // Time may have been said to be over for good, which is no hour to go on from.
    judged = Number.isFinite(hour) ? hour : judged
  }

  return {
    flow(event: FlowEvent) {
      if (event.at < beganAt) beganAt = event.at
      if (event.protocol !== 'tcp' || event.isMidway || SILENT_PORTS.has(event.targetPort)) return
      const isOpen = event.service === 'http'
      if (isOrdinary(event, names.of(event.target), isOpen) || !isOutward(event.source, event.target)) return
      call(event, event.outcome !== 'answered', isOpen, heldMsOf(event))
    },
    http(event: HttpEvent) {
      const known = names.hear(event.target, event.host, event.at)
      if (!isOrdinary(event, known, true) && isOutward(event.source, event.target))
        call(event, event.status === 0, true, 0)
    },
    tls({ target, serverName, at }: TlsEvent) {
      names.hear(target, serverName, at)
    },
    dns({ name: asked, answers, at }: DnsEvent) {
      for (const answer of answers) names.hear(answer, asked, at)
    },
    settle,
    collect: () => take(changed).flatMap((pair) => (pair.found ? [verdict(pair, pair.found)] : [])),
    forget(before) {
      for (const [key, { day }] of pairs.entries()) if (day < before) pairs.delete(key)
    },
    subjects: () => pairs.size() + names.subjects() + firstDays.size(),
    evicted: () => pairs.evicted() + names.evicted() + firstDays.evicted(),
    stored: (): Stored => ({
      ...{ pairs: pairs.stored(), names: names.stored(), judged },
      ...{ firstDays: firstDays.stored(), beganAt },
    }),
  }
}

/** Tunnels keep themselves open, clocks ask the time, and names are asked for all day. */
const SILENT_PORTS: ReadonlySet<number> = new Set([53, 123, 500, 853, 1194, 1701, 1723, 4500, 51820])
/** The web's, mail's, files' and push services'. */
const USUAL_PORTS: ReadonlySet<number> = new Set([
  20, 21, 22, 25, 80, 110, 143, 443, 465, 587, 990, 993, 995, 1935, 3128, 3478, 5060, 5061, 5222, 5223, 5228, 5229,
  5230, 8000, 8080, 8443, 8883,
])

const emptyHour = (index: number): CallHour => ({
  ...emptyBucket(index),
  ...{ starts: [], unanswered: 0, openly: 0, heldMs: 0 },
})
const placeOf = ({ target, port }: Pair): string => `${target}:${port}`
const sum = (hours: readonly CallHour[], of: 'count' | 'unanswered' | 'openly'): number =>
  hours.reduce((total, hour) => total + hour[of], 0)

/** People hold connections to work at a distance. */
const HELD_BY_PEOPLE: ReadonlySet<string> = new Set(['rdp', 'ssh', 'rfb', 'telnet'])
/** Desktops at a distance, and tunnels within TLS where their makers put them. */
const REMOTE_WORK_PORTS: ReadonlySet<number> = new Set([
  992, 1494, 2598, 3389, 4172, 5900, 5901, 5938, 6568, 6783, 10443,
])

function heldMsOf({ outcome, service, targetPort, startedAt, at, ...flow }: FlowEvent): number {
  const isWork = HELD_BY_PEOPLE.has(service) || REMOTE_WORK_PORTS.has(targetPort)
  const isBusy = flow.bytesToTarget + flow.bytesToSource > heldBytesMax
  return outcome !== 'answered' || isWork || isBusy ? 0 : at - startedAt
}

const isHiding = (signs: readonly Sign[]): boolean =>
  signs.includes('an odd port') && (signs.includes('an odd name') || signs.includes('nobody asked for its name'))

/** Sorted, each second once, the earliest ones. */
function addStart(starts: number[], second: number): void {
  let place = starts.length
  while (place > 0 && (starts[place - 1] ?? 0) > second) place--
  if (starts[place - 1] === second) return
  starts.splice(place, 0, second)
  if (starts.length > callsMax) starts.pop()
}

/** A pair's other facts are the same in every call, so that moments are evidence enough. */
function endsOf(starts: readonly number[]): number[] {
  const sorted = starts.toSorted((left, right) => left - right)
  return [...sorted.slice(0, EVIDENCE_FIRST_MAX), ...sorted.slice(EVIDENCE_FIRST_MAX).slice(-EVIDENCE_LAST_MAX)]
}

/** The ends of the hours that hold calls, between two. */
function endsBetween(pairs: readonly Pair[], from: number, to: number): number[] {
  const ends = pairs.flatMap(({ hours }) => hours.map(({ index }) => index + 1))
  return [...new Set(ends)].filter((end) => end > from && end <= to).sort((left, right) => left - right)
}

function devicesBefore(pairs: readonly Pair[], until: number): (place: string) => number {
  const devices = new Map<string, Set<string>>()
  for (const pair of pairs)
    if (pair.hours.some(({ index }) => index < until)) {
      const place = placeOf(pair)
      devices.set(place, (devices.get(place) ?? new Set()).add(pair.device))
    }
  return (place) => devices.get(place)?.size ?? 0
}

/** An oddity alone may have its reason, and so may one connection, and what many do; plain reports to a named page are the weakest. */
function severityOf({ signs, isRhythmic, callers }: Beat): Severity {
  if (signs.length > 1) return isRhythmic && callers <= devicesMax ? 'high' : 'medium'
  return signs[0] === 'openly' ? 'low' : 'medium'
}

function verdict(pair: Pair, found: Beat): Alert {
  const { device, day, target, port } = pair
  const { signs, callers, starts, gaps, periodMs, heldMs, isRhythmic, steadyPercent, count } = found
  const { firstSeenAt, lastSeenAt } = found
  const place = placeOf(pair)
  return alertOf({
    kind: 'known-c2',
    stage: STAGE_OF['known-c2'],
    severity: severityOf(found),
    subject: `${device} ${place} beat`,
    windowStart: dayStart(day),
    firstSeenAt,
    lastSeenAt,
    source: device,
    target: place,
    device,
    count,
    evidence: {
      windowMs: DAY_MS,
      ...(isRhythmic ? { threshold: gapsMin } : { threshold: heldMinMs / MINUTE_MS, unit: 'minutes' }),
      events: starts.map((second) => ({
        at: second * SECOND_MS,
        source: device,
        sourcePort: 0,
        target,
        targetPort: port,
        note: 'called',
      })),
      signs,
      ...(callers > devicesMax && { callers }),
      ...(isRhythmic ? { gaps, periodMs, steadyPercent } : { heldMs }),
    },
    reason: (isRhythmic ? beatSaid : heldSaid)(device, place, found),
  })
}

const beatSaid = (device: string, place: string, { periodMs, steadyPercent, gaps, signs }: Beat): string =>
  `${device} called ${place} every ${Math.round(periodMs / SECOND_MS)} s, ${steadyPercent} % of ${gaps} gaps as long: ${signs.join(', ')}; ${gapsMin} gaps over ${durationMs / MINUTE_MS} min are a beat`

const heldSaid = (device: string, place: string, { heldMs, signs }: Beat): string =>
  `${device} held a connection to ${place} for ${Math.floor(heldMs / MINUTE_MS)} min: ${signs.join(', ')}; ${heldMinMs / MINUTE_MS} min at such a place are long`
