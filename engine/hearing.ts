import { businessBetween, type Calendar, isOpen } from './calendar/calendar.ts'
import type { PersonRef } from './case.ts'

/**
 * A talk with a firm by telephone or web meeting: booked, held or missed, and booked again. What happened is a list
 * of events that only grows; the hearing is what they add up to (`replay`), kept beside them.
 */
export interface Hearing {
  state: 'booked' | 'held' | 'missed' | 'cancelled'
  /** Epoch ms. */
  startsAt: number
  channel: Channel
  /** The number that is called, or the address of the meeting; '' is the firm's own number. */
  place: string
  /** Who telephones, then who did. */
  interviewer: PersonRef
  /** Whether the firm has said that the day suits, or asked for another. */
  answer: 'none' | 'suits' | 'another-day'
  /** How often a day was set, and how often nobody came: a button belongs to one setting. */
  bookings: number
  misses: number
  report: Report | null
  movedAt: number
  /** Events so far. */
  length: number
}

export const CHANNELS = ['phone', 'web'] as const
export type Channel = (typeof CHANNELS)[number]
/** Whether the tools that the firm was given are looked after, or were left as they came (「導入したまま」). */
export const OPERATIONS = ['operated', 'just-installed', 'unknown'] as const
export type Operation = (typeof OPERATIONS)[number]

export interface Report {
  minutes: number
  notes: string
  /** What the firm asked. */
  questions: string
  operation: Operation
  heldAt: number
}

export type Booking = Pick<Hearing, 'startsAt' | 'channel' | 'place' | 'interviewer'>

export type HearingEvent = { at: number; by: PersonRef } & (
  | ({ kind: 'booked' } & Booking)
  | { kind: 'suits' }
  | { kind: 'another-day' }
  | ({ kind: 'held' } & Omit<Report, 'heldAt'>)
  | { kind: 'missed' }
  | { kind: 'cancelled' }
)

/** A desk can hold it within this, so it is booked only where as much of the working day is left. */
export const HEARING_MINUTES_MAX = 45
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const AHEAD_MAX_MS = 180 * DAY_MS

export const isOver = ({ state }: Hearing): boolean => state === 'held' || state === 'cancelled'

export type BookingFault = 'past' | 'too-far' | 'closed' | 'no-address'

/** What is wrong with a day and a way of meeting; undefined when nothing is. */
export function bookingFault(
  { startsAt, channel, place }: Omit<Booking, 'interviewer'>,
  calendar: Calendar,
  now: number,
): BookingFault | undefined {
  if (startsAt <= now) return 'past'
  if (startsAt > now + AHEAD_MAX_MS) return 'too-far'
  const length = HEARING_MINUTES_MAX * MINUTE_MS
  if (businessBetween(calendar, startsAt, startsAt + length) < length) return 'closed'
  return channel === 'web' && !/^https:\/\/[\w.-]+\.[\x21-\x7e]+$/u.test(place) ? 'no-address' : undefined
}

/** Whether it is booked just so already. A firm that wished for another day has to hear that it is this one after all. */
export function isBookedSo(hearing: Hearing | undefined, { startsAt, channel, place, interviewer }: Booking): boolean {
  if (hearing?.state !== 'booked' || hearing.answer === 'another-day') return false
  const { personId, name } = hearing.interviewer
  const isSamePerson = personId === interviewer.personId && name === interviewer.name
  return isSamePerson && hearing.startsAt === startsAt && hearing.channel === channel && hearing.place === place
}

export type Refusal = 'nothing-booked' | 'over' | 'not-yet'

/** Why it cannot happen to this hearing; undefined when it can. A day set after the end begins a hearing of its own. */
export function refusalOf(hearing: Hearing | undefined, event: HearingEvent): Refusal | undefined {
  if (event.kind === 'booked') return undefined
  if (!hearing) return 'nothing-booked'
  if (isOver(hearing)) return 'over'
  if (event.kind === 'missed' && event.at < hearing.startsAt) return 'not-yet'
  // Whoever did not come may still ask for another day.
  const needsDay = event.kind === 'suits' || event.kind === 'missed'
  return needsDay && hearing.state !== 'booked' ? 'nothing-booked' : undefined
}

export function apply(before: Hearing | undefined, event: HearingEvent): Hearing {
  if (event.kind === 'booked') return booked(before, event)
  if (!before) throw new Error(`a hearing cannot begin with ${event.kind}`)
  const hearing = { ...before, length: before.length + 1, movedAt: event.at }
  switch (event.kind) {
    case 'suits':
    case 'another-day':
      return { ...hearing, answer: event.kind }
    case 'held': {
      const { minutes, notes, questions, operation, at, by } = event
      return {
        ...hearing,
        state: 'held',
        interviewer: by,
        report: { minutes, notes, questions, operation, heldAt: at },
      }
    }
    case 'missed':
      return { ...hearing, state: 'missed', misses: before.misses + 1 }
    case 'cancelled':
      return { ...hearing, state: 'cancelled' }
  }
}

function booked(before: Hearing | undefined, event: HearingEvent & { kind: 'booked' }): Hearing {
  const { startsAt, channel, place, interviewer, at } = event
  return {
    ...{ state: 'booked', startsAt, channel, place, interviewer, answer: 'none', movedAt: at },
    bookings: (before?.bookings ?? 0) + 1,
    misses: before?.misses ?? 0,
    report: null,
    length: (before?.length ?? 0) + 1,
  }
}

export const replay = (events: readonly HearingEvent[]): Hearing | undefined =>
  events.reduce<Hearing | undefined>(apply, undefined)

export type Reminder = 'day-before' | 'soon' | 'unrecorded'

const SOON_MS = 10 * MINUTE_MS
/** So long after the beginning somebody should have written down what became of it. */
const UNRECORDED_MS = 60 * MINUTE_MS
const DAY_BEFORE_HOUR = 15

/** What is still ahead of a hearing that is booked, the earliest first. */
export function remindersOf(
  { state, startsAt }: Hearing,
  calendar: Calendar,
  now: number,
): { what: Reminder; at: number }[] {
  if (state !== 'booked') return []
  const all = [
    { what: 'day-before', at: dayBefore(calendar, startsAt) },
    { what: 'soon', at: startsAt - SOON_MS },
    { what: 'unrecorded', at: startsAt + UNRECORDED_MS },
  ] as const
  return all.filter(({ at }) => at > now)
}

/** In the afternoon of the last working day before it. */
function dayBefore(calendar: Calendar, startsAt: number): number {
  const own = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(calendar.timezone)
  const hour = own.with({ hour: DAY_BEFORE_HOUR, minute: 0, second: 0, millisecond: 0 })
  for (let days = 1; days <= 31; days++) {
    const at = hour.subtract({ days }).epochMilliseconds
    if (isOpen(calendar, at)) return at
  }
  return hour.subtract({ days: 1 }).epochMilliseconds
}
