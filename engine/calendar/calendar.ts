/**
 * A business calendar: weekly opening hours, holidays, yearly closures and single days that differ, in the region's own
 * zone. Pure; all instants are epoch ms, all intervals half-open (at the closing minute it is closed).
 */
export interface Calendar {
  timezone: string
  /** Monday first; each day's intervals in minutes since midnight, in order, not touching: `[540, 1050]` is 9:00–17:30. */
  weekly: readonly (readonly Interval[])[]
  /** Days (`2026-11-23`) that are closed whatever the weekday: national holidays. */
  holidays: ReadonlySet<string>
  /** Closed every year, `MM-DD` to `MM-DD` inclusive; may run over New Year (`12-29` to `01-03`). */
  closures: readonly { from: string; to: string }[]
  /** Single days with hours of their own (`[]` is closed); stronger than everything above. */
  overrides: Readonly<Record<string, readonly Interval[]>>
}

export type Interval = readonly [fromMinute: number, toMinute: number]

/** Nothing of ours lies further ahead; a calendar that is closed for longer is a mistake in its data. */
const HORIZON_DAYS = 400

export function isOpen(calendar: Calendar, at: number): boolean {
  return spansOfDay(calendar, dayOf(calendar, at)).some(([from, to]) => at >= from && at < to)
}

/** `at` itself while open, otherwise the next opening. */
export function nextOpen(calendar: Calendar, at: number): number {
  for (const [from, to] of spansFrom(calendar, at)) if (at < to) return Math.max(from, at)
  throw new RangeError(`the calendar has no opening within ${HORIZON_DAYS} days`)
}

/** When it opens next; where it is open just now, that is another day. */
export function nextOpening(calendar: Calendar, at: number): number {
  for (const [from] of spansFrom(calendar, at)) if (from > at) return from
  throw new RangeError(`the calendar has no opening within ${HORIZON_DAYS} days`)
}

/**
 * The instant by which `durationMs` of open time has passed since `at`. With 0 it is the next open instant. A duration
 * that ends at closing time ends there, not at the next opening.
 */
export function addBusiness(calendar: Calendar, at: number, durationMs: number): number {
  if (durationMs < 0) throw new RangeError('business time runs forwards')
  if (durationMs === 0) return nextOpen(calendar, at)
  let left = durationMs
  for (const [from, to] of spansFrom(calendar, at)) {
    const begin = Math.max(from, at)
    if (to <= begin) continue
    if (begin + left <= to) return begin + left
    left -= to - begin
  }
  throw new RangeError(`the calendar has no ${durationMs} ms of open time within ${HORIZON_DAYS} days`)
}

/** Open time between two instants; 0 when `until` is not later. */
export function businessBetween(calendar: Calendar, since: number, until: number): number {
  let sum = 0
  for (const [from, to] of spansFrom(calendar, since, until))
    sum += Math.max(0, Math.min(to, until) - Math.max(from, since))
  return sum
}

type Span = readonly [from: number, to: number]

function* spansFrom(calendar: Calendar, at: number, until?: number): Generator<Span> {
  let day = dayOf(calendar, at)
  for (let count = 0; until === undefined ? count <= HORIZON_DAYS : startOf(calendar, day, 0) < until; count++) {
    yield* spansOfDay(calendar, day)
    day = day.add({ days: 1 })
  }
}

/** In the calendar's own zone. */
export const dayOf = (calendar: Pick<Calendar, 'timezone'>, at: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timezone).toPlainDate()

/** Its first instant, epoch ms. */
export const startOfDay = ({ timezone }: Pick<Calendar, 'timezone'>, day: Temporal.PlainDate): number =>
  day.toZonedDateTime(timezone).epochMilliseconds

/** The wall clock decides: on a day with a change of clocks an interval is as long as the clock says. */
function spansOfDay(calendar: Calendar, day: Temporal.PlainDate): Span[] {
  return hoursOf(calendar, day).map(([from, to]) => [startOf(calendar, day, from), startOf(calendar, day, to)])
}

function startOf({ timezone }: Calendar, day: Temporal.PlainDate, minute: number): number {
  const date = minute === 1440 ? day.add({ days: 1 }) : day
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60) % 24, minute: minute % 60 })
  return date.toZonedDateTime({ timeZone: timezone, plainTime: time }).epochMilliseconds
}

function hoursOf(calendar: Calendar, day: Temporal.PlainDate): readonly Interval[] {
  const date = day.toString()
  const own = calendar.overrides[date]
  if (own) return own
  if (calendar.holidays.has(date) || calendar.closures.some((closure) => isWithin(date.slice(5), closure))) return []
  return calendar.weekly[day.dayOfWeek - 1] ?? []
}

const isWithin = (monthDay: string, { from, to }: { from: string; to: string }): boolean =>
  from <= to ? from <= monthDay && monthDay <= to : monthDay >= from || monthDay <= to
