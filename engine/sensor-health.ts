import { HOUR_MS } from './detect/limits.ts'
import type { HealthEvent, SensorEvent } from './event.ts'

/**
 * How much of the traffic a sensor lost, by the hour. Of each hour so much is kept that readings may come in any order,
 * repeated and cut as they like, and joining what was kept gives the same hour: no sums, only readings.
 */
export interface HealthHour {
  /** Hours since 1970. */
  hour: number
  /** Counters that grow from a program's start: the first and the last reading of each run within the hour. */
  runs: Run[]
  /** Counters of intervals, by who counted what. */
  intervals: Record<string, Reading[]>
}

interface Run {
  reporter: string
  startedAt: number
  first: Reading
  last: Reading
}

type Reading = readonly [at: number, total: number, lost: number]

/** Above this share of an hour's traffic, what was found in it may be only a part of what there was. */
export const INCOMPLETE_ABOVE = 0.01
/** Of fewer, a single lost packet would be more than one in a hundred. */
const COUNTED_MIN = 100
/** A program that starts over and over keeps its latest runs. */
const RUNS_MAX = 8
/** Each five minutes, by twenty programs of one sensor. */
const READINGS_MAX = 240
/** 400 days: of a log that claims more, the first that came are kept. */
const HOURS_MAX = 9_600

export const hourOf = (at: number): number => Math.floor(at / HOUR_MS)

/** Gathers what a sensor says of itself. */
export interface HealthLog {
  /** What is said of times before `from` is not kept. */
  note(events: readonly SensorEvent[], from?: number): void
  /** In order of time. */
  hours(): HealthHour[]
}

export function createHealthLog(): HealthLog {
  const hours = new Map<number, HealthHour[]>()
  function keep(event: HealthEvent): void {
    const said = hourFrom(event)
    const known = hours.get(said.hour)
    if (!known && hours.size < HOURS_MAX) hours.set(said.hour, [said])
    else if (known && known.push(said) >= PARTS_MAX) hours.set(said.hour, [joined(known)])
  }
  return {
    note(events, from = 0) {
      for (const event of events) if (event.type === 'health' && event.at >= from) keep(event)
    },
    hours: () => [...hours.values()].map(joined).sort((one, other) => one.hour - other.hour),
  }
}
/** Joined at once: one by one, a million lines would take minutes. */
const PARTS_MAX = 512

function hourFrom({ at, startedAt, isSinceStart, reporter, counted, total, lost }: HealthEvent): HealthHour {
  const reading: Reading = [Math.floor(at), total, lost]
  const hour = hourOf(at)
  return isSinceStart
    ? { hour, runs: [{ reporter, startedAt, first: reading, last: reading }], intervals: {} }
    : { hour, runs: [], intervals: { [`${counted} ${reporter}`]: [reading] } }
}

/** What is known of one hour from all parts, in any order, and as often as one likes. */
export const joined = (parts: readonly HealthHour[]): HealthHour => ({
  hour: parts[0]?.hour ?? 0,
  runs: joinedRuns(parts.flatMap(({ runs }) => runs)),
  intervals: joinedIntervals(parts.flatMap(({ intervals }) => Object.entries(intervals))),
})

function joinedRuns(runs: readonly Run[]): Run[] {
  const byStart = Map.groupBy(runs, ({ reporter, startedAt }) => `${startedAt} ${reporter}`)
  return [...byStart.values()]
    .map((parts) => parts.reduce(longer))
    .sort((one, other) => other.startedAt - one.startedAt || (one.reporter < other.reporter ? -1 : 1))
    .slice(0, RUNS_MAX)
}

const longer = (one: Run, other: Run): Run => ({
  ...one,
  first: isBefore(other.first, one.first) ? other.first : one.first,
  last: isBefore(one.last, other.last) ? other.last : one.last,
})

const isBefore = (one: Reading, other: Reading): boolean => inOrder(one, other) < 0

const inOrder = (one: Reading, other: Reading): number => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]

function joinedIntervals(said: readonly [name: string, readings: Reading[]][]): HealthHour['intervals'] {
  const byName = Map.groupBy(said, ([name]) => name)
  let room = READINGS_MAX
  return Object.fromEntries(
    [...byName.keys()].sort().flatMap((name) => {
      const readings = eachOnce((byName.get(name) ?? []).flatMap(([, some]) => some)).slice(0, room)
      room -= readings.length
      return readings.length > 0 ? [[name, readings]] : []
    }),
  )
}

/** Of two that ended at the same moment, the one that counted more. */
function eachOnce(readings: Reading[]): Reading[] {
  const sorted = readings.sort(inOrder)
  return sorted.filter(([at], place) => sorted[place + 1]?.[0] !== at)
}

/** The share that was lost in this hour, by whichever count is worse; null where too little was counted to tell. */
export function lostShare(hour: HealthHour, before?: HealthHour): number | null {
  const intervals = Object.entries(hour.intervals)
  const of = (counted: HealthEvent['counted']): Reading[] =>
    intervals.flatMap(([name, readings]) => (name.startsWith(`${counted} `) ? readings : []))
  const grown = hour.runs.map((run) => growthOf(run, hour.hour, before))
  const shares = [shareOf([...grown, ...of('packets')]), shareOf(of('acknowledgements'))]
  const known = shares.filter((share) => share !== null)
  return known.length > 0 ? Math.max(...known) : null
}

/** The hours, in order of time, in which more was lost than may be. */
export function hoursAbove(hours: readonly HealthHour[]): { hour: number; share: number }[] {
  return hours.flatMap((hour, place) => {
    const before = hours[place - 1]
    const share = lostShare(hour, before?.hour === hour.hour - 1 ? before : undefined)
    return share !== null && share > INCOMPLETE_ABOVE ? [{ hour: hour.hour, share }] : []
  })
}

/** What a run counted since its last reading of the hour before, or since its start, or since its first reading of this hour. */
function growthOf({ reporter, startedAt, first, last }: Run, hour: number, before: HealthHour | undefined): Reading {
  const earlier = before?.runs.find((run) => run.startedAt === startedAt && run.reporter === reporter)
  const isYoung = hourOf(startedAt) >= hour - 1
  const from = earlier?.last ?? (isYoung ? NOTHING : first)
  // Without its start told, a program that began anew is known by counting less than before.
  const [, total, lost] = from[1] > last[1] ? NOTHING : from
  return [last[0], last[1] - total, Math.max(0, last[2] - lost)]
}
const NOTHING: Reading = [0, 0, 0]

function shareOf(readings: readonly Reading[]): number | null {
  const total = readings.reduce((sum, reading) => sum + reading[1], 0)
  const lost = readings.reduce((sum, reading) => sum + reading[2], 0)
  return total < COUNTED_MIN ? null : Math.min(1, Math.ceil((lost * SHARE_STEPS) / total) / SHARE_STEPS)
}
/** A tenth of a hundredth is fine enough, and rounding up hides nothing: what moves less does not change what is said. */
const SHARE_STEPS = 1_000
