import type { AlertKind } from '#engine/alert.ts'
import { nameOf } from '#engine/detect/name.ts'
import type { FlowEvent, SensorEvent } from '#engine/event.ts'

/**
 * What other systems would say of the same events: their published thresholds, put in our terms. Only the thresholds are
 * theirs; reading the log, and seeing everything in order and whole, is done for them.
 */
export interface Peer {
  name: string
  /** `kind source` of whatever it would report. */
  findings(events: readonly SensorEvent[], isInside: (address: string) => boolean): Set<string>
}

type IsInside = (address: string) => boolean
const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000]

/** So many different things of one source within a length of time. */
interface Threshold {
  kind: AlertKind
  windowMs: number
  min: (source: string, isInside: IsInside) => number
  /** What is counted; undefined where the event is none. */
  thing: (event: SensorEvent, place: number) => string | undefined
}

const always = (min: number) => () => min
const isFailed = (event: SensorEvent): event is FlowEvent =>
  event.type === 'flow' && event.protocol === 'tcp' && event.outcome !== 'answered' && !event.isMidway
const failedAt = (service: string) => (event: SensorEvent, place: number) =>
  event.type === 'login' && event.service === service && event.outcome === 'failed' ? `${place}` : undefined
const isMissing = (event: SensorEvent): string | undefined =>
  event.type === 'dns' && event.resultCode === 'NXDOMAIN' ? event.name : undefined

const thresholds = (name: string, own: readonly Threshold[]): Peer => ({
  name,
  findings: (events, isInside) => new Set(own.flatMap((threshold) => [...reached(events, threshold, isInside)])),
})

function reached(events: readonly SensorEvent[], { kind, windowMs, min, thing }: Threshold, isInside: IsInside) {
  const found = new Set<string>()
  const seen = new Map<string, { at: number; what: string }[]>()
  events.forEach((event, place) => {
    const what = thing(event, place)
    if (what === undefined) return
    const recent = (seen.get(event.source) ?? []).filter(({ at }) => at > event.at - windowMs)
    recent.push({ at: event.at, what })
    seen.set(event.source, recent)
    if (found.has(`${kind} ${event.source}`)) return
    if (new Set(recent.map((one) => one.what)).size >= min(event.source, isInside)) found.add(`${kind} ${event.source}`)
  })
  return found
}

/** Zeek: simple-scan (remote 25, local 250 within 15 min), FTP 20 in 15 min, SSH 30 in 30 min. */
const ZEEK = thresholds('Zeek', [
  {
    kind: 'port-scan',
    windowMs: 15 * MINUTE,
    min: (source, isInside) => (isInside(source) ? 250 : 25),
    thing: (event) => (isFailed(event) ? `${event.target} ${event.targetPort}` : undefined),
  },
  { kind: 'brute-force-failure', windowMs: 15 * MINUTE, min: always(20), thing: failedAt('ftp') },
  { kind: 'brute-force-failure', windowMs: 30 * MINUTE, min: always(30), thing: failedAt('ssh') },
])

/** Slips: more than 5 ports or hosts, 9 SSH and 3 SMTP failures, 10 names that nobody has, each within an hour. */
const SLIPS = thresholds('Slips', [
  {
    kind: 'port-scan',
    windowMs: HOUR,
    min: always(6),
    thing: (event) => (isFailed(event) ? `${event.targetPort}` : undefined),
  },
  { kind: 'port-scan', windowMs: HOUR, min: always(6), thing: (event) => (isFailed(event) ? event.target : undefined) },
  { kind: 'brute-force-failure', windowMs: HOUR, min: always(9), thing: failedAt('ssh') },
  { kind: 'brute-force-failure', windowMs: HOUR, min: always(3), thing: failedAt('smtp') },
  { kind: 'dga-c2', windowMs: HOUR, min: always(10), thing: isMissing },
])

/** Wazuh: 8 refused log-ins in 120 s, 14 refusals of a web server in 90 s. */
const WAZUH = thresholds('Wazuh', [
  {
    kind: 'brute-force-failure',
    windowMs: 120 * SECOND,
    min: always(8),
    thing: (event, place) => (event.type === 'login' && event.outcome === 'failed' ? `${place}` : undefined),
  },
  {
    kind: 'url-scan',
    windowMs: 90 * SECOND,
    min: always(14),
    thing: (event, place) =>
      event.type === 'http' && event.status >= 400 && event.status < 500 ? `${place}` : undefined,
  },
])

/** RITA: 100 names below one domain in a day (its base), and beacons by the mean of its scores of intervals and of sizes. */
const RITA: Peer = {
  name: 'RITA',
  findings: (events, isInside) => new Set([...tunnels(events), ...beacons(events, isInside)]),
}
const NAMES_MIN = 100
const [CALLS_MIN, SCORE_MIN] = [4, 0.9]
const [INTERVAL_SCALE_S, SIZE_SCALE_BYTES] = [30, 32]

function tunnels(events: readonly SensorEvent[]): string[] {
  const names = new Map<string, Set<string>>()
  for (const event of events) {
    if (event.type !== 'dns') continue
    const { zone } = nameOf(event.name)
    const key = `${event.source} ${zone}`
    if (zone !== '') names.set(key, (names.get(key) ?? new Set()).add(event.name))
  }
  return [...names]
    .filter(([, below]) => below.size >= NAMES_MIN)
    .map(([key]) => `dns-tunneling ${key.split(' ', 1)[0]}`)
}

function beacons(events: readonly SensorEvent[], isInside: IsInside): string[] {
  const calls = events.filter(
    (event): event is FlowEvent => event.type === 'flow' && isInside(event.source) && !isInside(event.target),
  )
  const pairs = Map.groupBy(calls, ({ source, target }) => `${source} ${target}`)
  return [...pairs]
    .filter(([, flows]) => flows.length > CALLS_MIN && scoreOf(flows) >= SCORE_MIN)
    .map(([key]) => `known-c2 ${key.split(' ', 1)[0]}`)
}

function scoreOf(flows: readonly FlowEvent[]): number {
  const starts = flows.map(({ startedAt }) => startedAt / SECOND).sort((left, right) => left - right)
  const gaps = starts.slice(1).map((start, place) => start - (starts[place] ?? 0))
  const sizes = flows.map(({ bytesToTarget }) => bytesToTarget)
  return (evenness(gaps, INTERVAL_SCALE_S) + evenness(sizes, SIZE_SCALE_BYTES)) / 2
}

/** Of Bowley's skewness and the median deviation, each from 0 to 1. */
function evenness(values: readonly number[], scale: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)]
  const skewness = high - low < 10 || middle === low || middle === high ? 0 : (low + high - 2 * middle) / (high - low)
  const deviations = sorted.map((value) => Math.abs(value - middle)).sort((left, right) => left - right)
  const deviation = deviations[Math.floor(deviations.length / 2)] ?? 0
  return (1 - Math.abs(skewness) + Math.max(0, 1 - deviation / scale)) / 2
}

export const PEERS: readonly Peer[] = [ZEEK, SLIPS, WAZUH, RITA]
