import type { Calendar, Interval } from './calendar.ts'

const WEEKDAYS = 5
const week = (hours: Interval, days: number): Interval[][] =>
  Array.from({ length: 7 }, (_, day) => (day < days ? [hours] : []))

/** What is a region's own of its hours. */
export interface RegionHours {
  timezone: string
  days: SpecialDays
}

/** Days with hours of their own, in the region's clock: `{ '2026-12-28': [], '2027-01-02': ['9:00-12:00'] }`; `[]` is closed. */
export type SpecialDays = Readonly<Record<string, readonly string[]>>

export interface Region {
  timezone: string
  holidays: ReadonlySet<string>
  overrides?: Calendar['overrides']
}

/** The consultation desk of the pilot: weekdays 9:00–17:30, closed on holidays, at the year's turn and at お盆. */
export const deskHours = ({ timezone, holidays, overrides = {} }: Region): Calendar => ({
  timezone,
  weekly: week([540, 1050], WEEKDAYS),
  holidays,
  closures: [
    { from: '12-29', to: '01-03' },
    { from: '08-13', to: '08-16' },
  ],
  overrides,
})

/** The hours in which an owner may be reminded: 9:00–20:00 of every day, holidays too, because shops are open then. */
export const reminderHours = (timezone: string): Calendar => ({
  timezone,
  weekly: week([540, 1200], 7),
  holidays: new Set(),
  closures: [],
  overrides: {},
})

/** Both, of any region that keeps these holidays. */
export const hoursWith =
  (holidays: ReadonlySet<string>) =>
  ({ timezone, days }: RegionHours): { calendar: Calendar; daytime: Calendar } => ({
    calendar: deskHours({ timezone, holidays, overrides: intervalsOf(days) }),
    daytime: reminderHours(timezone),
  })

const intervalsOf = (days: SpecialDays): Calendar['overrides'] =>
  Object.fromEntries(Object.entries(days).map(([day, hours]) => [day, hours.map(intervalOf)]))

function intervalOf(typed: string): Interval {
  const [from = 0, to = 0] = typed.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return hour * 60 + minute
  })
  return [from, to]
}

const TIME = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d`
const SPAN = new RegExp(`^${TIME}-(?:${TIME}|24:00)$`)

/** Whether these are hours of a day: each ends after it began, and begins after the one before has ended. */
export function areHours(typed: readonly string[]): boolean {
  if (!typed.every((one) => SPAN.test(one))) return false
  const moments = typed.flatMap(intervalOf)
  return moments.every((moment, place) => place === 0 || moment > (moments[place - 1] ?? 0))
}
