import type { Period } from './health-check.ts'

/** Which month a health check is of. */

const monthAt = (at: number, timezone: string): Temporal.PlainYearMonth =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toPlainYearMonth()

/** The last month that is over: `2026-11`. */
export const monthBefore = (now: number, timezone: string): string =>
  monthAt(now, timezone).subtract({ months: 1 }).toString()

/** Its first day and its last. */
export function daysOf(month: string): { from: string; until: string } {
  const of = Temporal.PlainYearMonth.from(month)
  const day = (number: number): string => of.toPlainDate({ day: number }).toString()
  return { from: day(1), until: day(of.daysInMonth) }
}

export function periodOf(month: string, timezone: string): Period {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  const startOf = (day: Temporal.PlainDate): number => day.toZonedDateTime(timezone).epochMilliseconds
  return { from: startOf(first), until: startOf(first.add({ months: 1 })) }
}
