import type { PersonRef } from './case.ts'

/**
 * Who is on call: analysts in the order of their turns, each a day or a week long, handed over at one hour of the clock in
 * the region's zone. Days are ISO dates and name the day on which a night begins, so `2026-12-31` away is the whole night
 * into the new year.
 */
export interface Rota {
  people: readonly string[]
  turn: 'day' | 'week'
  /** `HH:MM`. */
  handOver: string
  /** The day on which the first of `people` begins the first turn. */
  since: string
  away: readonly { personId: string; from: string; until: string }[]
  /** Who takes a day in place of whoever's turn it is; the last one said counts. */
  standIns: readonly { personId: string; on: string }[]
  /** By which operations reaches them where nobody hears a message. */
  phones?: readonly { personId: string; phone: string }[] | undefined
  /** Whoever took a call is asked after so long whether they are at it. */
  holdMinutes?: number | undefined
}

export const HOLD_MINUTES = 30

/** Whom to call, in order: who is on call, then the next ones of the rota. */
export interface Turn<Person extends PersonRef = PersonRef> {
  /** The day that the turn at this instant belongs to. */
  day: string
  order: readonly Person[]
  /** Nobody of the rota is there: then it is every analyst, and somebody must mend it. */
  isHole: boolean
}

/** `staff` are the region's analysts in the order they are asked where there is no rota. */
export function turnAt<Person extends PersonRef>(
  rota: Rota | undefined,
  staff: readonly Person[],
  at: number,
  timezone: string,
): Turn<Person> {
  const day = dutyDay(rota?.handOver ?? '00:00', at, timezone)
  return rota ? turnOn(rota, staff, day) : { day, order: staff, isHole: false }
}

/** `day` is the day on which the duty begins. */
export function turnOn<Person extends PersonRef>(rota: Rota, staff: readonly Person[], day: string): Turn<Person> {
  const length = rota.turn === 'day' ? 1 : 7
  const turns = Math.floor(daysBetween(rota.since, day) / length)
  const first = ((turns % rota.people.length) + rota.people.length) % rota.people.length
  const rotated = [...rota.people.slice(first), ...rota.people.slice(0, first)]
  const standIns = rota.standIns.filter(({ on }) => on === day).map(({ personId }) => personId)
  const called = [...new Set([...standIns.reverse(), ...rotated])].filter((id) => !isAway(rota, id, day))
  const order = called.flatMap((id) => staff.find(({ personId }) => personId === id) ?? [])
  return order.length > 0 ? { day, order, isHole: false } : { day, order: staff, isHole: true }
}

/** Somebody takes the days in place of whoever's turn it is, or is not there. */
export interface RotaChange {
  kind: 'stand-in' | 'away'
  personId: string
  from: string
  until: string
}

/** What is past is dropped on the way; what cannot come any more, or ends before it begins, changes nothing. */
export function changed(
  rota: Rota,
  { kind, personId, from, until }: RotaChange,
  today: string,
): Rota | 'bad-day' | 'too-long' {
  if (!isDay(from) || !isDay(until) || from > until || until < today) return 'bad-day'
  const days = daysBetween(from, until) + 1
  if (days > DAYS_MAX) return 'too-long'
  const standIns = rota.standIns.filter(({ on }) => on >= today)
  const away = rota.away.filter((one) => one.until >= today)
  if (kind === 'away') {
    const others = away.filter((one) => !(one.personId === personId && one.from === from && one.until === until))
    return { ...rota, standIns, away: [...others, { personId, from, until }] }
  }
  const others = standIns.filter(({ on, personId: id }) => !(id === personId && from <= on && on <= until))
  return { ...rota, away, standIns: [...others, ...daysFrom(from, days).map((on) => ({ personId, on }))] }
}

/** Once somebody has left, telephone number and all. Undefined where nobody is left in it. */
export function withoutPerson(rota: Rota, personId: string): Rota | undefined {
  const others = <Entry extends { personId: string }>(entries: readonly Entry[]): Entry[] =>
    entries.filter((entry) => entry.personId !== personId)
  const people = rota.people.filter((id) => id !== personId)
  if (people.length === 0) return undefined
  const { away, standIns, phones } = rota
  return { ...rota, people, away: others(away), standIns: others(standIns), ...(phones && { phones: others(phones) }) }
}

const isAway = ({ away }: Rota, id: string, day: string): boolean =>
  away.some(({ personId, from, until }) => personId === id && from <= day && day <= until)

/** Before the hour of handing over, the day before is still on duty. */
export function dutyDay(handOver: string, at: number, timezone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)
  const isBefore = Temporal.PlainTime.compare(local.toPlainTime(), Temporal.PlainTime.from(handOver)) < 0
  return local
    .toPlainDate()
    .subtract({ days: isBefore ? 1 : 0 })
    .toString()
}

/** `count` days of duty, the first one `from`. */
export function daysFrom(from: string, count: number): string[] {
  const first = Temporal.PlainDate.from(from)
  return Array.from({ length: count }, (_, days) => first.add({ days }).toString())
}

const daysBetween = (from: string, until: string): number =>
  Temporal.PlainDate.from(from).until(until, { largestUnit: 'day' }).days

export const PEOPLE_MAX = 50
const ENTRIES_MAX = 500
/** Nobody stands in, or is away, for longer at once. */
const DAYS_MAX = 62

const HOLD_MAX = 24 * 60

export type RotaFault =
  | 'nobody'
  | 'unknown-person'
  | 'bad-hand-over'
  | 'bad-day'
  | 'too-long'
  | 'bad-phone'
  | 'bad-hold'

/** Checks what a person wrote; `staff` are the region's analysts. */
export function rotaFault(rota: Rota, staff: readonly PersonRef[]): RotaFault | undefined {
  const { people, away, standIns, phones = [], holdMinutes = HOLD_MINUTES } = rota
  if (people.length === 0) return 'nobody'
  if (people.length > PEOPLE_MAX || [away, standIns, phones].some(({ length }) => length > ENTRIES_MAX))
    return 'too-long'
  const named = [...people, ...[...away, ...standIns, ...phones].map(({ personId }) => personId)]
  if (named.some((id) => !staff.some(({ personId }) => personId === id))) return 'unknown-person'
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(rota.handOver)) return 'bad-hand-over'
  if (!phones.every(({ phone }) => /^\+?[\d-]{6,20}$/.test(phone))) return 'bad-phone'
  if (!Number.isInteger(holdMinutes) || holdMinutes < 5 || holdMinutes > HOLD_MAX) return 'bad-hold'
  const days = [rota.since, ...away.flatMap(({ from, until }) => [from, until]), ...standIns.map(({ on }) => on)]
  if (!days.every(isDay) || away.some(({ from, until }) => from > until)) return 'bad-day'
  return undefined
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}
