import type { Interval } from '#engine/calendar/calendar.ts'
import { dateOf, dayNumber, holidaysOf, weekdayOf } from './japan.ts'

/**
 * The calendar built another way: every minute of seventeen years is painted open or closed, and questions are answered by
 * looking at the paint. Japan only, whose clocks never change.
 */
const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440
const JAPAN_MINUTES = 9 * 60
const FIRST_DAY = dayNumber(2018, 12, 1)
const LAST_DAY = dayNumber(2036, 12, 31)

export interface Plan {
  weekly: readonly (readonly Interval[])[]
  hasHolidays: boolean
  closures: readonly { from: string; to: string }[]
  overrides: Readonly<Record<string, readonly Interval[]>>
}

export function paint({ weekly, hasHolidays, closures, overrides }: Plan) {
  const minutes = (LAST_DAY - FIRST_DAY + 1) * DAY_MINUTES
  const open = new Uint8Array(minutes)
  const holidays = new Set(Array.from({ length: 18 }, (_, place) => holidaysOf(2019 + place)).flat())
  const isClosure = (date: string): boolean => closures.some(({ from, to }) => daysBetween(from, to).has(date.slice(5)))
  for (let day = FIRST_DAY; day <= LAST_DAY; day++) {
    const date = dateOf(day)
    const own = overrides[date]
    const isShut = own === undefined && ((hasHolidays && holidays.has(date)) || isClosure(date))
    const hours = own ?? (isShut ? [] : (weekly[weekdayOf(day)] ?? []))
    for (const [from, to] of hours)
      open.fill(1, (day - FIRST_DAY) * DAY_MINUTES + from, (day - FIRST_DAY) * DAY_MINUTES + to)
  }
  return questionsOf(open)
}

/** All days of a year's stretch, walked one by one over a leap year. */
function daysBetween(from: string, to: string): Set<string> {
  const days = new Set<string>()
  const [month = 1, date = 1] = from.split('-').map(Number)
  for (let day = dayNumber(2023, month, date); ; day++) {
    const name = dateOf(day).slice(5)
    days.add(name)
    if (name === to) return days
  }
}

function questionsOf(open: Uint8Array) {
  const passed = new Uint32Array(open.length + 1)
  for (let minute = 0; minute < open.length; minute++) passed[minute + 1] = (passed[minute] ?? 0) + (open[minute] ?? 0)
  const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS) + JAPAN_MINUTES - FIRST_DAY * DAY_MINUTES
  const momentOf = (minute: number): number => (minute - JAPAN_MINUTES + FIRST_DAY * DAY_MINUTES) * MINUTE_MS
  const isOpen = (at: number): boolean => open[minuteOf(at)] === 1
  /** Open milliseconds since the first day. */
  const openUntil = (at: number): number =>
    (passed[minuteOf(at)] ?? 0) * MINUTE_MS + (isOpen(at) ? at - momentOf(minuteOf(at)) : 0)

  return {
    isOpen,
    nextOpen(at: number): number {
      if (isOpen(at)) return at
      let minute = minuteOf(at)
      while (open[minute] === 0) minute++
      return momentOf(minute)
    },
    businessBetween: (since: number, until: number): number =>
      until <= since ? 0 : openUntil(until) - openUntil(since),
    /** The first moment by which so much open time has passed. */
    addBusiness(at: number, durationMs: number): number {
      if (durationMs === 0) return this.nextOpen(at)
      const wanted = openUntil(at) + durationMs
      let [low, high] = [minuteOf(at), open.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((passed[middle + 1] ?? 0) * MINUTE_MS >= wanted) high = middle
        else low = middle + 1
      }
      return momentOf(low) + wanted - (passed[low] ?? 0) * MINUTE_MS
    },
  }
}
