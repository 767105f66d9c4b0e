import { type Calendar, dayOf, isOpen } from './calendar/calendar.ts'

/**
 * The hour of the day at which somebody usually answers: a reminder that waits for it finds them. Known by when they wrote or
 * pressed something last, which of their words it was is not.
 */
const KEPT = 9
/** By fewer nobody is known. */
const KNOWN_MIN = 3

const hourOf = (at: number, { timezone }: Pick<Calendar, 'timezone'>): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).hour

/** The newest last. */
export const hoursWith = (hours: readonly number[], at: number, calendar: Pick<Calendar, 'timezone'>): number[] =>
  [...hours, hourOf(at, calendar)].slice(-KEPT)

/** `from`, or when it is their hour for the first time after that, if that is by day and before what comes next. */
export function atUsualHour(
  hours: readonly number[],
  { from, before }: { from: number; before: number },
  daytime: Calendar,
): number {
  const usual = middleOf(hours)
  if (usual === undefined || usual === hourOf(from, daytime)) return from
  const day = dayOf(daytime, from).add({ days: usual < hourOf(from, daytime) ? 1 : 0 })
  const then = day.toZonedDateTime({ timeZone: daytime.timezone, plainTime: { hour: usual } }).epochMilliseconds
  return then < before && isOpen(daytime, then) ? then : from
}

function middleOf(hours: readonly number[]): number | undefined {
  if (hours.length < KNOWN_MIN) return undefined
  return [...hours].sort((one, other) => one - other)[Math.floor(hours.length / 2)]
}
