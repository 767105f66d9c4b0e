import { type Calendar, isOpen } from './calendar/calendar.ts'

/** A regional business that goes to firms (R-017): where, what for, and when. */
export interface Vendor {
  id: string
  name: string
  /** Municipalities that it covers, by their names: 久慈市. */
  areas: readonly string[]
  skills: readonly Skill[]
  hours: Hours
  /** While it is suspended nobody offers it anything. */
  isActive: boolean
}

export const SKILLS = ['incident', 'network', 'pc'] as const
/** 事故の対応, ネットワーク機器, パソコン. */
export type Skill = (typeof SKILLS)[number]

/** `days`: 0 is Monday; minutes since midnight, half-open. */
export interface Hours {
  days: readonly number[]
  from: number
  to: number
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const WRITTEN = /^([a-z]{3})(?:-([a-z]{3}))? +(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/

/** 「mon-fri 9:00-18:00」, or a single day; undefined when it is nothing of the kind. */
export function readHours(written: string): Hours | undefined {
  const [, first = '', last = first, fromHour, fromMinute, toHour, toMinute] =
    WRITTEN.exec(written.trim().toLowerCase()) ?? []
  const [begin, end] = [DAYS.indexOf(first), DAYS.indexOf(last)]
  const from = Number(fromHour) * 60 + Number(fromMinute)
  const to = Number(toHour) * 60 + Number(toMinute)
  const isRight = begin >= 0 && end >= begin && from < to && to <= 24 * 60 && [fromMinute, toMinute].every(isMinute)
  if (!isRight) return undefined
  return { days: DAYS.map((_, day) => day).filter((day) => day >= begin && day <= end), from, to }
}

const isMinute = (written: string | undefined): boolean => Number(written) < 60

export function writtenHours({ days, from, to }: Hours): string {
  const first = DAYS[days[0] ?? 0] ?? ''
  const last = DAYS[days.at(-1) ?? 0] ?? ''
  return `${first === last ? first : `${first}-${last}`} ${clock(from)}-${clock(to)}`
}

const clock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

export const hoursOf = ({ days, from, to }: Hours, timezone: string): Calendar => ({
  timezone,
  weekly: DAYS.map((_, day) => (days.includes(day) ? [[from, to]] : [])),
  ...{ holidays: new Set(), closures: [], overrides: {} },
})

export interface Wanted {
  municipality: string
  skill: Skill
}

/** 「久慈市」, however wide it was typed. */
export const areaName = (typed: string): string => typed.normalize('NFKC').replace(/\s+/gu, '')

export const canHelp = ({ areas, skills, isActive }: Vendor, { municipality, skill }: Wanted): boolean =>
  isActive && skills.includes(skill) && areas.some((area) => areaName(area) === areaName(municipality))

/**
 * Who is asked, one ring after the other: first those who are at work now, then the others who cover the place and know
 * the matter. Nobody else is ever asked.
 */
export function ringsOf(vendors: readonly Vendor[], wanted: Wanted, at: { now: number; timezone: string }): string[][] {
  const able = vendors.filter((vendor) => canHelp(vendor, wanted))
  const isAtWork = ({ hours }: Vendor): boolean => isOpen(hoursOf(hours, at.timezone), at.now)
  const rings = [able.filter(isAtWork), able.filter((vendor) => !isAtWork(vendor))]
  return rings.filter((ring) => ring.length > 0).map((ring) => ring.map(({ id }) => id))
}

const HOUR_MS = 3_600_000
const HORIZON_HOURS = 14 * 24
const APART_MS = 3 * HOUR_MS
const DATES_OFFERED = 6

/** Full hours at which somebody could come: within their hours, with an hour left of them, not close to each other. */
export function datesFrom(
  hours: Hours,
  { now, timezone, isUrgent }: { now: number; timezone: string; isUrgent: boolean },
) {
  const calendar = hoursOf(hours, timezone)
  const first = Math.ceil((now + HOUR_MS) / HOUR_MS) * HOUR_MS
  // Whoever has said yes to an incident outside their hours goes outside them.
  const dates = isUrgent ? [first] : []
  for (let hour = 0; hour < HORIZON_HOURS && dates.length < DATES_OFFERED; hour++) {
    const at = first + hour * HOUR_MS
    if (at - (dates.at(-1) ?? 0) < APART_MS) continue
    if (isOpen(calendar, at) && isOpen(calendar, at + HOUR_MS - 1)) dates.push(at)
  }
  return dates
}
