import type { Calendar, Interval } from './calendar.ts'

const WEEKDAYS = 5
const week = (hours: Interval, days: number): Interval[][] =>
  Array.from({ length: 7 }, (_, day) => (day < days ? [hours] : []))

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
