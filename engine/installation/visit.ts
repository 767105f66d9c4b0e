import { type Calendar, nextOpening } from '../calendar/calendar.ts'

const HOUR_MS = 3_600_000
/** A vendor has to be found first, so it is never the next working day. */
const AHEAD = 2
/** Once in the morning and once after noon, counted from the opening. */
const AFTER_OPENING_MS = [1 * HOUR_MS, 5 * HOUR_MS]

/** Two moments for somebody to come, on two working days. */
export function visitDays(calendar: Calendar, now: number): number[] {
  const openings: number[] = []
  for (let at = now; openings.length < AHEAD + AFTER_OPENING_MS.length - 1; ) {
    at = nextOpening(calendar, at)
    openings.push(at)
  }
  return AFTER_OPENING_MS.map((after, place) => (openings[AHEAD - 1 + place] ?? now) + after)
}
