import { type Calendar, dayOf, isOpen, nextOpen, startOfDay } from './calendar/calendar.ts'
import type { Service } from './programme.ts'

/**
 * Everything that comes again by the calendar: whose it is, when it comes, and what becomes of it when nobody was there at
 * the time. All that anybody hears of comes in business hours only, so that whoever was down in the morning does not catch
 * up at night.
 */
export interface Recurrence {
  whose: 'service' | 'region' | 'firm'
  when: When
  missed: Missed
  /** Of which service of the programme it is: while that is switched off it is left out. */
  service?: Service
}

export type When =
  /** That hour of the first business day after this day of the month. */
  | { every: 'month'; afterDay: number; hour: Temporal.PlainTime }
  /** That hour of Monday, or of the first business day after it. */
  | { every: 'week'; hour: Temporal.PlainTime }
  /** That hour of every business day. */
  | { every: 'business-day'; hour: Temporal.PlainTime }
  /** That hour of every day, whether anybody works or not. */
  | { every: 'day'; hour: Temporal.PlainTime }
  /** A year after it was settled last. */
  | { every: 'year' }

export type Missed =
  /** Each of them comes, one after the other, however late. */
  | { policy: 'late' }
  /** What is older than this is left out. */
  | { policy: 'skip'; olderThanMs: number }
  /** However many there were, they come as one, the last of them. */
  | { policy: 'coalesce' }

const DAY_MS = 86_400_000
export const YEAR_MS = 365 * DAY_MS
const hour = (time: string): Temporal.PlainTime => Temporal.PlainTime.from(time)
/** What could not be sent within a week is left to the next month. */
const WITHIN_A_WEEK: Missed = { policy: 'skip', olderThanMs: 7 * DAY_MS }

/** By the kind of the inbox row that each becomes. */
export const RECURRENCES = {
  /** At night, when nobody waits for anything, what is kept no longer goes (`retention.ts`). */
  retention: { whose: 'service', when: { every: 'day', hour: hour('03:30') }, missed: { policy: 'coalesce' } },
  /** A month is drafted before anything else that a firm hears of once a month, and no month is left out. */
  'health-run': {
    service: 'sensor',
    whose: 'region',
    when: { every: 'month', afterDay: 0, hour: hour('09:00') },
    missed: { policy: 'late' },
  },
  /** What waits goes together, whenever that is. */
  'advisory-digest': {
    service: 'sensor',
    whose: 'firm',
    when: { every: 'week', hour: hour('09:00') },
    missed: { policy: 'coalesce' },
  },
  /** Once the day's work has begun, and what waits has been told; whose turn it is, `roll-call.ts` decides. */
  'roll-call': {
    service: 'sensor',
    whose: 'firm',
    when: { every: 'business-day', hour: hour('10:00') },
    missed: { policy: 'coalesce' },
  },
  /** Once that day's roll calls are out: who is to be telephoned instead, `whose-call.ts` decides. */
  'whose-calls': {
    service: 'sensor',
    whose: 'region',
    when: { every: 'business-day', hour: hour('10:15') },
    missed: { policy: 'coalesce' },
  },
  /** How far the month’s LINE messages will last: one forecast, however many weeks it was not told. */
  'quota-forecast': { whose: 'region', when: { every: 'week', hour: hour('09:30') }, missed: { policy: 'coalesce' } },
  /** After the health check of the month before, which is sent in its first days. */
  'monthly-check': {
    service: 'diagnosis',
    whose: 'firm',
    when: { every: 'month', afterDay: 10, hour: hour('10:00') },
    missed: WITHIN_A_WEEK,
  },
  /** Well after the monthly check, so that the two do not come together. */
  'example-read': { whose: 'firm', when: { every: 'month', afterDay: 20, hour: hour('10:00') }, missed: WITHIN_A_WEEK },
  /** What of the programme is late: once a day, however many days it was not told. */
  'programme-day': { whose: 'region', when: { every: 'day', hour: hour('09:15') }, missed: { policy: 'coalesce' } },
  /** What a month has owed is written down once it is over, and none is left out. */
  'month-close': {
    whose: 'region',
    when: { every: 'month', afterDay: 0, hour: hour('11:00') },
    missed: { policy: 'late' },
  },
  /** Once the month is closed and its health checks are on their way, the chamber has its report. */
  'month-report': {
    whose: 'region',
    when: { every: 'month', afterDay: 3, hour: hour('13:00') },
    missed: { policy: 'late' },
  },
  /** Which invoices are late: told once, however many days it was not. */
  'late-payments': {
    whose: 'region',
    when: { every: 'business-day', hour: hour('10:30') },
    missed: { policy: 'coalesce' },
  },
  /** Who answers for a firm is asked again. */
  responsible: { whose: 'firm', when: { every: 'year' }, missed: { policy: 'coalesce' } },
} as const satisfies Record<string, Recurrence>

export type RecurrenceKind = keyof typeof RECURRENCES

export type DueDecision =
  /** `due` is the instant that it is of, which may lie far back; `next` may lie back as well, and then comes at once. */
  { kind: 'run'; due: number; next: number } | { kind: 'wait'; until: number } | { kind: 'skip'; next: number }

/** What becomes of a due now, epoch ms. */
export function decideDue(
  { when, missed }: Recurrence,
  { calendar, due, now }: { calendar: Calendar; due: number; now: number },
): DueDecision {
  if (isTooOld(missed, due, now)) return skip({ when, missed }, calendar, due, now)
  if (when.every !== 'day' && !isOpen(calendar, now)) return putOff({ when, missed }, { calendar, due, from: now, now })
  const settled = missed.policy === 'coalesce' ? lastDue(when, calendar, due, now) : due
  return { kind: 'run', due: settled, next: nextDue(when, calendar, settled) }
}

/** It cannot come today, and comes on the next morning while it is not too old by then. */
export function decideAgain(
  recurrence: Pick<Recurrence, 'when' | 'missed'>,
  { calendar, due, now }: { calendar: Calendar; due: number; now: number },
): Exclude<DueDecision, { kind: 'run' }> {
  const tomorrow = startOfDay(calendar, dayOf(calendar, now).add({ days: 1 }))
  return putOff(recurrence, { calendar, due, from: tomorrow, now })
}

type Timed = Pick<Recurrence, 'when' | 'missed'>

function putOff(
  { when, missed }: Timed,
  { calendar, due, from, now }: { calendar: Calendar; due: number; from: number; now: number },
): Exclude<DueDecision, { kind: 'run' }> {
  const until = openFrom(calendar, from, when)
  return isTooOld(missed, due, until) ? skip({ when, missed }, calendar, due, now) : { kind: 'wait', until }
}

function skip({ when, missed }: Timed, calendar: Calendar, due: number, now: number): DueDecision & { kind: 'skip' } {
  const since = missed.policy === 'skip' ? Math.max(due, now - missed.olderThanMs - 1) : due
  return { kind: 'skip', next: nextDue(when, calendar, since) }
}

const isTooOld = (missed: Missed, due: number, at: number): boolean =>
  missed.policy === 'skip' && at > due + missed.olderThanMs

function lastDue(when: When, calendar: Calendar, due: number, now: number): number {
  let last = due
  for (let next = nextDue(when, calendar, due); next <= now; next = nextDue(when, calendar, next)) last = next
  return last
}

/** The first instant after `after` at which it is due, epoch ms. */
export function nextDue(when: When, calendar: Calendar, after: number): number {
  if (when.every === 'year') return nextOpen(calendar, after + YEAR_MS)
  const today = dayOf(calendar, after)
  if (when.every === 'day') {
    const ofToday = hourOf(calendar, today, when.hour)
    return ofToday > after ? ofToday : hourOf(calendar, today.add({ days: 1 }), when.hour)
  }
  const [first, step] = turnOf(when, today)
  const dueFrom = (day: Temporal.PlainDate): number => openFrom(calendar, startOfDay(calendar, day), when)
  const ofThis = dueFrom(first)
  return ofThis > after ? ofThis : dueFrom(first.add(step))
}

/** The day from which this turn comes, and how far it is to the next. */
function turnOf(
  when: Extract<When, { every: 'month' | 'week' | 'business-day' }>,
  today: Temporal.PlainDate,
): [Temporal.PlainDate, Temporal.DurationLike] {
  if (when.every === 'month') return [today.with({ day: when.afterDay + 1 }), { months: 1 }]
  if (when.every === 'business-day') return [today, { days: 1 }]
  return [today.subtract({ days: today.dayOfWeek - 1 }), { weeks: 1 }]
}

/** From then on, the first moment that is open and not before the hour. */
function openFrom(calendar: Calendar, at: number, when: When): number {
  const open = nextOpen(calendar, at)
  if (when.every === 'year') return open
  return nextOpen(calendar, Math.max(open, hourOf(calendar, dayOf(calendar, open), when.hour)))
}

const hourOf = ({ timezone }: Calendar, day: Temporal.PlainDate, plainTime: Temporal.PlainTime): number =>
  day.toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds
