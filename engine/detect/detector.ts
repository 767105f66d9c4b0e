import type { DetectedAlert } from '#engine/alert.ts'
import { SENSOR_EVENT_TYPES, type SensorEvent, type SensorEventType } from '#engine/event.ts'
import type { TrafficCount } from '#engine/traffic.ts'
import { ofRule } from './alert-of.ts'
import { type Intelligence, NO_INTELLIGENCE } from './feed.ts'
import { LIMITS, type Limits } from './limits.ts'
import { createRepeats, type Repeats, type StoredRepeats } from './repeats.ts'
import type { Rule, Surroundings, Watch } from './rule.ts'
import { RULES } from './rules/index.ts'
import { createTraffic, type StoredTraffic, type Traffic } from './traffic/traffic.ts'
import { dayOf } from './window.ts'

/**
 * One firm's detector: a batch of events in, alerts out, at once and without looking at a clock. Alerts carry absolute
 * values and ids made of their content; how the events were cut into batches, and in which order they came, does not show
 * in what they finally say.
 */
export interface Detector {
  /** The alerts that this batch raised or changed. */
  detect(events: readonly SensorEvent[]): DetectedAlert[]
  /** Time has passed without events: what is over for good is forgotten. */
  advance(to: number): void
  /** Nothing more will come, as at the end of a file: the alerts that waited for the rest of an hour. */
  finish(): DetectedAlert[]
  /** Counts of traffic unlike the days before, as far as they appeared or changed since the last call. */
  traffic(): TrafficCount[]
  counts(): DetectorCounts
  snapshot(): Snapshot
}

export interface DetectorCounts {
  events: number
  repeats: number
  /** More than five minutes behind the newest; they count all the same. */
  late: number
  subjects: number
  evicted: number
}

/** Plain JSON. A snapshot of another version is not understood: the detector begins anew and says so. */
export interface Snapshot {
  version: typeof SNAPSHOT_VERSION
  newestAt: number
  counts: Pick<DetectorCounts, 'events' | 'repeats' | 'late'>
  repeats: StoredRepeats
  rules: Record<string, unknown>
  /** Absent in one that was stored before traffic was counted. */
  traffic?: StoredTraffic
}
export const SNAPSHOT_VERSION = 6

export interface DetectorOptions {
  isInside: (address: string) => boolean
  intelligence?: Partial<Intelligence>
  limits?: Limits
  rules?: readonly Rule[]
  snapshot?: Snapshot | undefined
}

const LATENESS_MS = 5 * 60_000

/** Whether a stored text may be continued from; anything else is begun anew. */
export const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' && value !== null && (value as Partial<Snapshot>).version === SNAPSHOT_VERSION

export function createDetector(options: DetectorOptions): Detector {
  const { isInside, intelligence, limits = LIMITS, rules = RULES, snapshot } = options
  const surroundings: Surroundings = { isInside, intelligence: { ...NO_INTELLIGENCE, ...intelligence }, limits }
  const watches = rules.map((rule) => ({ rule, watch: rule.watch(surroundings, snapshot?.rules[rule.name]) }))
  const traffic = createTraffic(surroundings, snapshot?.traffic)
  const observers = observersOf(
    watches.map(({ watch }) => watch),
    traffic,
  )
  const repeats = createRepeats(limits.repeatsMax, snapshot?.repeats)
  const counts = { events: 0, repeats: 0, late: 0, ...snapshot?.counts }
  let newestAt = snapshot?.newestAt ?? 0

  function moveTo(at: number): void {
    const [before, now] = [oldestDay(newestAt, limits), oldestDay(at, limits)]
    newestAt = Math.max(newestAt, at)
    if (now > before) for (const { watch } of watches) watch.forget(now)
    if (now > before) traffic.forget(now)
  }

  const settle = (before: number): void => {
    for (const { watch } of watches) watch.settle?.(before)
  }
  function collect(): DetectedAlert[] {
    const alerts: DetectedAlert[] = []
    for (const { rule, watch } of watches) for (const alert of watch.collect()) alerts.push(ofRule(rule.name, alert))
    return alerts
  }

  return {
    detect(events) {
      const newest = observe({ events, observers, repeats, counts, newestAt })
      settle(newest - limits.settledMs)
      const alerts = collect()
      moveTo(newest)
      return alerts
    },
    advance(to) {
      settle(to - limits.settledMs)
      moveTo(to)
    },
    finish() {
      settle(Number.POSITIVE_INFINITY)
      return collect()
    },
    traffic: traffic.collect,
    counts: () => ({
      ...counts,
      subjects: watches.reduce((sum, { watch }) => sum + watch.subjects(), traffic.subjects()),
      evicted: watches.reduce((sum, { watch }) => sum + watch.evicted(), traffic.evicted()),
    }),
    snapshot: () => ({
      version: SNAPSHOT_VERSION,
      newestAt,
      counts: { ...counts },
      repeats: repeats.stored(),
      rules: Object.fromEntries(watches.map(({ rule, watch }) => [rule.name, watch.stored()])),
      traffic: traffic.stored(),
    }),
  }
}

const oldestDay = (newestAt: number, { lateMs }: Limits): number => dayOf(newestAt - lateMs)

/** Who wants which type, found out once. */
type Observers = Record<SensorEventType, ((event: never) => void)[]>

function observersOf(watches: readonly Watch[], traffic: Traffic): Observers {
  const of = (type: SensorEventType): ((event: never) => void)[] =>
    watches.map((watch) => watch[type]).filter((observe) => observe !== undefined)
  // Each type has its entry.
  const observers = Object.fromEntries(SENSOR_EVENT_TYPES.map((type) => [type, of(type)])) as Observers
  observers.flow.push(traffic.flow)
  return observers
}

interface Run {
  events: readonly SensorEvent[]
  observers: Observers
  repeats: Repeats
  counts: { events: number; repeats: number; late: number }
  newestAt: number
}

/** The hot loop. A straight road on purpose: nothing is created here, and nobody waits. */
function observe({ events, observers, repeats, counts, newestAt }: Run): number {
  let newest = newestAt
  for (const event of events) {
    if (repeats.isRepeat(event)) {
      counts.repeats++
      continue
    }
    counts.events++
    if (event.at > newest) newest = event.at
    else if (event.at < newest - LATENESS_MS) counts.late++
    // The list of a type holds only observers of that type.
    const interested = observers[event.type] as ((event: SensorEvent) => void)[]
    for (const observer of interested) observer(event)
  }
  return newest
}
