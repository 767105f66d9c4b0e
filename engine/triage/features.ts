import type { Alert, AlertKind, Severity } from '../alert.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '../network.ts'
import type { TrafficKind } from '../traffic.ts'

/**
 * What triage looks at: a handful of plain facts about a case, each one of a few values, so that what was learned of a
 * value can be counted and shown.
 */
export interface Features {
  kind: AlertKind
  severity: Severity
  /** Events, by the power of ten. */
  count: 'few' | 'tens' | 'hundreds' | 'thousands'
  /** Alerts folded into the case. */
  repetition: 'once' | 'several' | 'many'
  lasting: 'minutes' | 'hours' | 'a-day'
  rhythm: 'regular' | 'irregular' | 'unknown'
  direction: 'outward' | 'inward' | 'internal' | 'unknown'
  /** Whether an intelligence list names the other side. */
  listed: 'listed' | 'not-listed'
  /** How far it went beyond what its rule takes for ordinary. */
  distance: 'far' | 'clear' | 'near'
  /** What came of the last cases of this kind on this device. */
  past: 'none' | 'false-alarm' | 'false-alarms' | 'watched' | 'confirmed'
  /** What else the device did in those days that is unlike its firm's and its own days before. */
  unusual: 'nothing' | 'new-place' | 'off-hours' | 'large-upload' | 'several'
}
export type FeatureName = keyof Features

export type Verdict = 'confirmed' | 'watched' | 'false-alarm'
export const VERDICTS: readonly Verdict[] = ['confirmed', 'watched', 'false-alarm']

/** What triage keeps of a case: its features, and the two spans that its reason names. */
export interface Sight {
  features: Features
  lastedMs: number
  /** The beat of a regular one, or null. */
  everyMs: number | null
}

export interface SightedCase {
  kind: AlertKind
  device: string
  severity: Severity
  alertCount: number
  eventCount: number
  firstSeenAt: number
  lastSeenAt: number
}
export type SightedAlert = Pick<Alert, 'source' | 'target' | 'count' | 'evidence'>

export interface Background {
  /** The verdicts on earlier cases of this kind on this device, the newest first. */
  past: readonly Verdict[]
  /** What the device did unlike the days before. */
  traffic: readonly TrafficKind[]
}

export function sightOf(subject: SightedCase, alerts: readonly SightedAlert[], { past, traffic }: Background): Sight {
  const lastedMs = subject.lastSeenAt - subject.firstSeenAt
  const everyMs = beatOf(alerts)
  const features: Features = {
    kind: subject.kind,
    severity: subject.severity,
    count: countStep(subject.eventCount),
    repetition: subject.alertCount < 2 ? 'once' : subject.alertCount < 10 ? 'several' : 'many',
    lasting: lastedMs < HOUR_MS ? 'minutes' : lastedMs < 12 * HOUR_MS ? 'hours' : 'a-day',
    rhythm: everyMs === undefined ? 'unknown' : everyMs === null ? 'irregular' : 'regular',
    direction: directionOf(subject.device, alerts),
    listed: alerts.some(({ evidence }) => evidence.feed !== undefined) ? 'listed' : 'not-listed',
    distance: distanceOf(alerts),
    past: pastOf(past),
    unusual: unusualOf(traffic),
  }
  return { features, lastedMs, everyMs: everyMs ?? null }
}

const HOUR_MS = 3_600_000

const countStep = (count: number): Features['count'] =>
  count < 10 ? 'few' : count < 100 ? 'tens' : count < 1_000 ? 'hundreds' : 'thousands'

function pastOf([last, ...before]: readonly Verdict[]): Features['past'] {
  if (last === undefined) return 'none'
  if (last !== 'false-alarm') return last
  return before[0] === 'false-alarm' ? 'false-alarms' : 'false-alarm'
}

const PLACE_OF: Readonly<Record<TrafficKind, Exclude<Features['unusual'], 'nothing' | 'several'>>> = {
  'new-service': 'new-place',
  'new-country': 'new-place',
  'off-hours': 'off-hours',
  'large-upload': 'large-upload',
}

function unusualOf(traffic: readonly TrafficKind[]): Features['unusual'] {
  const [one = 'nothing', ...others] = new Set(traffic.map((kind) => PLACE_OF[kind]))
  return others.length > 0 ? 'several' : one
}

const isPrivate = insideOfNamed(PRIVATE_NETWORKS)

function directionOf(device: string, [first]: readonly SightedAlert[]): Features['direction'] {
  if (!first || device === '') return 'unknown'
  const other = first.source === device ? first.target : first.source
  if (isPrivate(device) && isPrivate(other)) return 'internal'
  return first.source === device ? 'outward' : first.target === device ? 'inward' : 'unknown'
}

/** How many times the threshold the greatest alert counts; a single sighting (no threshold to speak of) is clear. */
function distanceOf(alerts: readonly SightedAlert[]): Features['distance'] {
  const times = Math.max(0, ...alerts.map(({ count, evidence }) => count / Math.max(1, evidence.threshold)))
  return times >= 10 ? 'far' : times >= 2 ? 'clear' : 'near'
}

const BEATS_MIN = 6
/** Gaps that differ from the usual one by less than this share of it are a machine's. */
const WAVERING_MAX = 0.2
const BEAT_MS_MIN = 10_000

/** The usual gap between the sightings that are kept as evidence: null when there is none, undefined when too few are known. */
function beatOf(alerts: readonly SightedAlert[]): number | null | undefined {
  const times = alerts
    .flatMap(({ evidence }) => evidence.events.map(({ at }) => at))
    .toSorted((one, other) => one - other)
  const gaps = times.slice(1).map((at, place) => at - (times[place] ?? at))
  if (gaps.length < BEATS_MIN) return undefined
  const usual = medianOf(gaps)
  const wavering = medianOf(gaps.map((gap) => Math.abs(gap - usual)))
  return usual >= BEAT_MS_MIN && wavering <= WAVERING_MAX * usual ? usual : null
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
