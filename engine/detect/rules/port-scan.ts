import type { Alert } from '#engine/alert.ts'
import type { FlowEvent } from '#engine/event.ts'
import { alertOf } from '../alert-of.ts'
import { addDistinct, countDistinct, countUnion, type Distinct, noneDistinct } from '../distinct.ts'
import { hashNumber, hashText, spread } from '../hash.ts'
import { MINUTE_MS } from '../limits.ts'
import type { Rule, Surroundings, Watch } from '../rule.ts'
import { noSightings, type Sightings, shownSightings, sight } from '../sightings.ts'
import { createTable, type StoredTable } from '../table.ts'
import {
  type Bucket,
  bucketOf,
  countInto,
  dayOf,
  dayStart,
  emptyBucket,
  extentOf,
  hotBuckets,
  ofDay,
  sumOf,
} from '../window.ts'

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
    windowMs: 15 * MINUTE_MS,
    bucketMs: 5 * MINUTE_MS,
    /** A scanner inside the firm is a computer that obeys somebody else; the internet knocks all day. */
    manyDoorsMin: 1_000,
  },
  watch: watchPortScan,
}

/** Knocking outwards on these is what browsers and phones do when a network is half broken. */
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 853, 5228, 8080, 8443])

const isExempt = ({ protocol, outcome, isMidway }: FlowEvent): boolean =>
  protocol !== 'tcp' || outcome === 'answered' || isMidway

interface Sweep {
  source: string
  /** What its doors have in common, for those going outwards. */
  scope: 'any' | 'host' | 'port'
  buckets: SweepBucket[]
  days: SweepDay[]
}

interface SweepBucket extends Bucket {
  doors: Distinct
}

interface SweepDay {
  day: number
  doors: Distinct
  hosts: Distinct
  ports: Distinct
  /** One of the targets; the only one while `hosts` counts one. */
  target: string
  sightings: Sightings
}

function watchPortScan({ isInside, limits }: Surroundings, stored?: unknown): Watch {
  const sweeps = createTable<Sweep>(limits.subjectsMax, stored as StoredTable<Sweep> | undefined)
  const changed = new Map<string, Sweep>()

  function sweepOf(key: string, source: string, scope: Sweep['scope']): Sweep {
    const known = sweeps.get(key)
    if (known) return known
    const made: Sweep = { source, scope, buckets: [], days: [] }
    sweeps.set(key, made)
    return made
  }

  function knock(key: string, scope: Sweep['scope'], event: FlowEvent): void {
    const sweep = sweepOf(key, event.source, scope)
    const day = measure(sweep, event)
    if (mayBeScan(day.doors, scope) || sweep.days.length > 1) changed.set(key, sweep)
  }

  return {
    flow(event) {
      if (isExempt(event)) return
      const { source, target, targetPort } = event
      if (!isInside(source) || isInside(target)) return knock(source, 'any', event)
      knock(`${source} ${target}`, 'host', event)
      if (!WEB_PORTS.has(targetPort)) knock(`${source} :${targetPort}`, 'port', event)
    },
    collect() {
      const alerts = [...changed].flatMap(([key, sweep]) =>
        sweep.days.flatMap((day) => verdict(key, sweep, day, isInside)),
      )
      changed.clear()
      return alerts
    },
    forget(before) {
      for (const [key, sweep] of sweeps.entries()) {
        sweep.days = sweep.days.filter(({ day }) => day >= before)
        sweep.buckets = sweep.buckets.filter(({ index }) => dayOf(index * bucketMs) >= before)
        if (sweep.days.length === 0) sweeps.delete(key)
      }
    },
    subjects: sweeps.size,
    evicted: sweeps.evicted,
    stored: sweeps.stored,
  }
}

const { doorsMin = 0, slowDoorsMin = 0, outwardPortsMin = 0, outwardHostsMin = 0 } = portScan.knobs
const { windowMs = 0, bucketMs = 1, manyDoorsMin = 0 } = portScan.knobs

const leastDoors = (scope: Sweep['scope']): number =>
  scope === 'any' ? doorsMin : scope === 'host' ? outwardPortsMin : outwardHostsMin

/** Cheap enough for every event; a window may hold part of one day and part of the next. */
const mayBeScan = ({ exact, registers }: Distinct, scope: Sweep['scope']): boolean =>
  registers.length > 0 || exact.length >= leastDoors(scope)

function measure(sweep: Sweep, event: FlowEvent): SweepDay {
  const host = spread(hashText(event.target))
  const door = spread(hashNumber(host, event.targetPort))
  const index = Math.floor(event.at / bucketMs)
  const bucket = bucketOf(sweep.buckets, index, (at) => ({ ...emptyBucket(at), doors: noneDistinct() }))
  countInto(bucket, event)
  addDistinct(bucket.doors, door)
  const day = dayIn(sweep.days, dayOf(index * bucketMs), event.target)
  addDistinct(day.doors, door)
  addDistinct(day.hosts, host)
  addDistinct(day.ports, spread(event.targetPort))
  sight(day.sightings, event, event.outcome)
  return day
}

function dayIn(days: SweepDay[], day: number, target: string): SweepDay {
  const known = days.find((one) => one.day === day)
  if (known) return known
  const [doors, hosts, ports] = [noneDistinct(), noneDistinct(), noneDistinct()]
  const made: SweepDay = { day, doors, hosts, ports, target, sightings: noSightings() }
  days.push(made)
  return made
}

function verdict(key: string, sweep: Sweep, day: SweepDay, isInside: (address: string) => boolean): Alert[] {
  const hot = knockedIn(sweep, day)
  if (hot.length === 0) return []
  const { source, scope } = sweep
  const doors = countDistinct(day.doors)
  // Estimates of their own: together they must not contradict each other.
  const hosts = Math.min(doors, countDistinct(day.hosts))
  const ports = hosts === 1 ? doors : Math.min(doors, countDistinct(day.ports))
  const target = hosts === 1 ? day.target : ''
  const isOurs = isInside(source)
  return [
    alertOf({
      kind: 'port-scan',
      stage: 'reconnaissance',
      severity: isOurs ? (doors >= manyDoorsMin ? 'high' : 'medium') : 'low',
      subject: key,
      windowStart: dayStart(day.day),
      ...extentOf(hot),
      source,
      target,
      device: isOurs ? source : isInside(target) ? target : '',
      count: sumOf(hot),
      evidence: {
        windowMs,
        threshold: leastDoors(scope),
        events: shownSightings(day.sightings),
        shape: hosts === 1 ? 'vertical' : ports <= 2 ? 'horizontal' : 'mixed',
        doors,
        hosts,
        ports,
      },
      reason: `${source} tried ${doors} different host:port (${hosts} hosts, ${ports} ports) that did not answer or refused; ${leastDoors(scope)} within ${windowMs / MINUTE_MS} min are a scan`,
    }),
  ]
}

/** All of the day when the day's sum is slow scanning, else what lies within a window over the threshold. */
function knockedIn(sweep: Sweep, day: SweepDay): SweepBucket[] {
  const isSlow = sweep.scope === 'any' && countDistinct(day.doors) >= slowDoorsMin
  const hot = isSlow ? sweep.buckets : hotBuckets(sweep.buckets, windowOf(sweep.scope))
  return ofDay(hot, day.day, bucketMs)
}

const windowOf = (scope: Sweep['scope']) => ({
  span: windowMs / bucketMs,
  min: leastDoors(scope),
  measure: (window: readonly SweepBucket[]) => countUnion(window.map(({ doors }) => doors)),
})
