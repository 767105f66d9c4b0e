import { type Alert, STAGE_OF } from '#engine/alert.ts'
import type { FlowEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { countDistinct, type Distinct } from '../distinct.ts'
import { MINUTE_MS } from '../limits.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { type Seen, seenOf, shownSightings } from '../sightings.ts'
import { addDoor, addToDay, crowdedBuckets, emptySweep, keepSweep, type Sweep, type SweepDay } from '../sweep.ts'
import { createTable, type StoredTable, type Table } from '../table.ts'
import { take } from '../take.ts'
import { type Bucket, dayOf, dayStart, extentOf, ofDay, sumOf } from '../window.ts'

/**
 * Port scan: one host knocks on many doors that do not open. Vertical (many ports of one host), horizontal (one port of
 * many hosts), mixed, and slow (over a day).
 *
 * Fields: flow outcome, source, target, target port. TCP only: one-way UDP is ordinary (syslog, discovery, late answers).
 * Known false positives: inventory tools and printer searches that sweep the office network; a client that retries passive
 * FTP through a firewall. Source: Zeek simple-scan (unique host:port that failed), Jung 2004, thresholds measured on
 * recorded days of one address, where no honest sender failed at more than two doors in fifteen minutes.
 */
export const portScan: Rule = {
  name: 'port-scan',
  raises: ['port-scan'],
  knobs: {
    /** Different host:port that failed within the window, from outside or between the firm's own hosts. */
    doorsMin: 10,
    /** The same over a day: somebody patient. */
    slowDoorsMin: 100,
    /** From the firm outwards much fails honestly (dead links, file sharing between strangers): only a pattern counts. */
    outwardPortsMin: 20,
    outwardHostsMin: 30,
    /** On ports that many strangers share honestly (web pages, file sharing): only a worm knocks on so many. */
    outwardBusyHostsMin: 300,
    windowMs: 15 * MINUTE_MS,
    bucketMs: 5 * MINUTE_MS,
    /** A scanner inside the firm is a computer that obeys somebody else; the internet knocks all day. */
    graveDoorsMin: 1_000,
  },
  watch: watchPortScan,
}

const { doorsMin = 0, slowDoorsMin = 0, outwardPortsMin = 0, outwardHostsMin = 0 } = portScan.knobs
const { outwardBusyHostsMin = 0 } = portScan.knobs
const { windowMs = 0, bucketMs = 1, graveDoorsMin = 0 } = portScan.knobs
const span = windowMs / bucketMs

/**
 * Knocking outwards on these is what browsers and phones do when a network is half broken, and what file sharing and its
 * like do all day among strangers who have switched off.
 */
const BUSY_PORTS: ReadonlySet<number> = new Set([
  ...[80, 443, 853, 5228, 8080, 8443],
  ...[6881, 6882, 6883, 6884, 6885, 6886, 6887, 6888, 6889, 6969, 16_881, 51_413, 4662, 6346, 8999],
  ...[8333, 9001, 9030, 4001, 22_000, 30_303],
])

const isExempt = ({ protocol, outcome, isMidway }: FlowEvent): boolean =>
  protocol !== 'tcp' || outcome === 'answered' || isMidway

/** What a host knocked on outwards that has one host or one port in common: a pattern, or none. */
interface Pattern extends Pick<Sweep, 'buckets'> {
  source: string
  min: number
}

/** Towards the firm or within it, any ten doors are a scan; outwards, only what lies in a pattern. */
interface Knocker extends Sweep {
  isOutward: boolean
  /** Outwards: the buckets that a pattern made hot. */
  hot: number[]
}

/** As much of a first knock as is remembered until a second comes, which of a flood's made-up senders it never does. */
interface Knock extends Seen {
  outcome: FlowEvent['outcome']
}

interface Stored {
  strangers: StoredTable<Knock>
  knockers: StoredTable<Knocker>
  patterns: StoredTable<Pattern>
}

function watchPortScan({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const past = stored as Stored | undefined
  const strangers = createTable<Knock>(limits.subjectsMax, past?.strangers)
  const knockers = createTable<Knocker>(limits.subjectsMax, past?.knockers)
  const patterns = createTable<Pattern>(limits.subjectsMax, past?.patterns)
  const changed = new Map<string, Knocker>()
  const changedPatterns = new Set<Pattern>()

  function knock(event: FlowEvent, isOutward: boolean): void {
    const key = isOutward ? outwardKey(event.source) : event.source
    const known = knockers.get(key)
    if (known) return add(key, known, event)
    const first = strangers.get(key)
    if (!first) return strangers.set(key, { ...seenOf(event), outcome: event.outcome })
    strangers.delete(key)
    const knocker = begin(knockers, key, { ...emptySweep(event.source), isOutward, hot: [] })
    add(key, knocker, first)
    add(key, knocker, event)
  }

  function add(key: string, knocker: Knocker, one: Knock): void {
    const { index } = addDoor(knocker, one, { bucketMs, doorsMax: doorsMin })
    const { doors } = addToDay(knocker, dayOf(index * bucketMs), one, one.outcome)
    if (reaches(doors, doorsMin) || knocker.days.length > 1) changed.set(key, knocker)
  }

  function follow(key: string, event: FlowEvent, min: number): void {
    const pattern = patterns.get(key) ?? begin(patterns, key, { source: event.source, min, buckets: [] })
    const { doors } = addDoor(pattern, event, { bucketMs, doorsMax: min })
    if (pattern.buckets.length > 1 || doors.length >= min) changedPatterns.add(pattern)
  }

  /** A pattern makes its time hot for whoever it belongs to. */
  function heat({ source, min, buckets }: Pattern): void {
    const key = outwardKey(source)
    const knocker = knockers.get(key)
    const fresh = crowdedBuckets(buckets, { min, span }).filter(({ index }) => !knocker?.hot.includes(index))
    if (!knocker || fresh.length === 0) return
    knocker.hot.push(...fresh.map(({ index }) => index))
    changed.set(key, knocker)
  }

  return {
    flow(event) {
      if (isExempt(event)) return
      const { source, target, targetPort } = event
      const isOutward = isInside(source) && !isInside(target)
      knock(event, isOutward)
      if (!isOutward) return
      follow(`${source} ${target}`, event, outwardPortsMin)
      follow(`${source} :${targetPort}`, event, BUSY_PORTS.has(targetPort) ? outwardBusyHostsMin : outwardHostsMin)
    },
    collect() {
      for (const pattern of take(changedPatterns)) heat(pattern)
      return take(changed).flatMap(([key, knocker]) =>
        knocker.days.flatMap((day) => verdict(key, knocker, day, isInside)),
      )
    },
    forget(before) {
      for (const [key, { at }] of strangers.entries()) if (dayOf(at) < before) strangers.delete(key)
      for (const [key, knocker] of knockers.entries()) if (!keepSweep(knocker, before, bucketMs)) knockers.delete(key)
      for (const [key, pattern] of patterns.entries()) {
        pattern.buckets = pattern.buckets.filter(({ index }) => dayOf(index * bucketMs) >= before)
        if (pattern.buckets.length === 0) patterns.delete(key)
      }
    },
    subjects: () => strangers.size() + knockers.size() + patterns.size(),
    evicted: () => strangers.evicted() + knockers.evicted() + patterns.evicted(),
    stored: (): Stored => ({
      strangers: strangers.stored(),
      knockers: knockers.stored(),
      patterns: patterns.stored(),
    }),
  }
}

const outwardKey = (source: string): string => `${source} outward`

function begin<Value>(table: Table<Value>, key: string, value: Value): Value {
  table.set(key, value)
  return value
}

/** Cheap enough for every event. */
const reaches = ({ exact, registers }: Distinct, min: number): boolean => registers !== '' || exact.length >= min

/** All of a day whose sum is slow scanning, else what lies within a window over the threshold. */
function knockedIn({ buckets, isOutward, hot }: Knocker, { day, doors }: SweepDay): Bucket[] {
  if (isOutward) return ofDay(buckets, day, bucketMs).filter(({ index }) => hot.includes(index))
  const isSlow = countDistinct(doors) >= slowDoorsMin
  return ofDay(isSlow ? buckets : crowdedBuckets(buckets, { min: doorsMin, span }), day, bucketMs)
}

function verdict(key: string, knocker: Knocker, day: SweepDay, isInside: (address: string) => boolean): Alert[] {
  const counted = knockedIn(knocker, day)
  if (counted.length === 0) return []
  const { source, isOutward } = knocker
  const { doors, hosts, ports } = figuresOf(day)
  const target = hosts === 1 ? day.target : ''
  const isOurs = isInside(source)
  const threshold = isOutward ? (ports > hosts ? outwardPortsMin : outwardHostsMin) : doorsMin
  return [
    alertOf({
      kind: 'port-scan',
      stage: STAGE_OF['port-scan'],
      severity: isOurs ? (doors >= graveDoorsMin ? 'high' : 'medium') : 'low',
      subject: key,
      windowStart: dayStart(day.day),
      ...extentOf(counted),
      source,
      target,
      device: isOurs ? source : isInside(target) ? target : '',
      count: sumOf(counted),
      evidence: {
        windowMs,
        threshold,
        events: shownSightings(day.sightings),
        shape: hosts === 1 ? 'vertical' : ports <= 2 ? 'horizontal' : 'mixed',
        doors,
        hosts,
        ports,
      },
      reason: `${source} tried ${doors} different host:port (${hosts} hosts, ${ports} ports) that did not answer or refused; ${threshold} within ${windowMs / MINUTE_MS} min are a scan`,
    }),
  ]
}

/** Estimates of their own, kept from contradicting each other. */
function figuresOf(day: SweepDay): { doors: number; hosts: number; ports: number } {
  const doors = countDistinct(day.doors)
  const hosts = Math.min(doors, countDistinct(day.hosts))
  return { doors, hosts, ports: hosts === 1 ? doors : Math.min(doors, countDistinct(day.ports)) }
}
