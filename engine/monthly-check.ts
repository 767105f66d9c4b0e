import { type Calendar, isOpen, nextOpen } from './calendar/calendar.ts'

/** How the monthly check of a firm is asked for; carried by its timer from one month to the next. */
export interface Asking {
  /** Since when this month's waits to be asked, epoch ms. */
  since: number
  /** Months in a row in which it was asked and nobody answered. */
  unanswered: number
}

export interface CheckStanding extends Asking {
  /** This month's was begun already, by whomever. */
  isBegun: boolean
  /** There is something to look after: a diagnosis is finished, or a sensor stands. */
  isConcerned: boolean
  /** Somebody can be reached. */
  hasAddressee: boolean
  hasGraveCase: boolean
  /** They are in the middle of something else. */
  isOccupied: boolean
}

/** `wait`: on one of the next days. `leave`: in one of the next months. */
export type CheckDecision = { next: Asking & { dueAt: number } } & (
  | { kind: 'ask' }
  | { kind: 'wait'; reason: 'closed' | 'grave-case' | 'occupied' }
  | { kind: 'leave'; reason: 'begun' | 'quiet' | 'not-concerned' | 'nobody' | 'too-late' }
)

/** After the health check of the month before, which is sent in its first days. */
const AFTER_DAY = 10
const HOUR = Temporal.PlainTime.from('10:00')
/** What could not be asked within a week is left to the next month. */
const WAIT_MS = 7 * 86_400_000
/** So many months without an answer, and a firm is left in peace until somebody begins by themselves. */
const UNANSWERED_MAX = 2

export function decideCheck(standing: CheckStanding, calendar: Calendar, now: number): CheckDecision {
  const { since, unanswered } = standing
  const month = nextCheckAt(calendar, now)
  const nextMonth: Asking & { dueAt: number } = { dueAt: month, since: month, unanswered }
  const left = reasonToLeave(standing, now)
  if (left) return { kind: 'leave', reason: left, next: nextMonth }
  const waited = reasonToWait(standing, calendar, now)
  if (!waited) return { kind: 'ask', next: { ...nextMonth, unanswered: unanswered + 1 } }
  const dueAt = morningFrom(calendar, dayOf(calendar, now).add({ days: 1 }))
  if (dueAt > since + WAIT_MS) return { kind: 'leave', reason: 'too-late', next: nextMonth }
  return { kind: 'wait', reason: waited, next: { dueAt, since, unanswered } }
}

function reasonToLeave({ isBegun, unanswered, since, isConcerned, hasAddressee }: CheckStanding, now: number) {
  if (isBegun) return 'begun'
  if (unanswered >= UNANSWERED_MAX) return 'quiet'
  if (now > since + WAIT_MS) return 'too-late'
  if (!isConcerned) return 'not-concerned'
  return hasAddressee ? undefined : 'nobody'
}

function reasonToWait({ hasGraveCase, isOccupied }: CheckStanding, calendar: Calendar, now: number) {
  if (!isOpen(calendar, now)) return 'closed'
  if (hasGraveCase) return 'grave-case'
  return isOccupied ? 'occupied' : undefined
}

/** 10:00 of the first business day after the 10th: this month's while it is still ahead, then the next month's. */
export function nextCheckAt(calendar: Calendar, now: number): number {
  const firstDay = dayOf(calendar, now).with({ day: AFTER_DAY + 1 })
  const ofThisMonth = morningFrom(calendar, firstDay)
  return ofThisMonth > now ? ofThisMonth : morningFrom(calendar, firstDay.add({ months: 1 }))
}

/** 10:00 of that day, or of the next that is open. */
function morningFrom(calendar: Calendar, day: Temporal.PlainDate): number {
  const open = nextOpen(calendar, hourOf(calendar, day))
  return nextOpen(calendar, Math.max(open, hourOf(calendar, dayOf(calendar, open))))
}

const hourOf = ({ timezone }: Calendar, day: Temporal.PlainDate): number =>
  day.toZonedDateTime({ timeZone: timezone, plainTime: HOUR }).epochMilliseconds

const dayOf = ({ timezone }: Calendar, at: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()

/** Of those who can be reached: who answers for the firm, otherwise the first of those who lead it. */
export const whomToAsk = <One extends { personId: string; role: string }>(
  reachable: readonly One[],
  responsible: string | undefined,
): One | undefined =>
  reachable.find(({ personId }) => personId === responsible) ??
  reachable.find(({ role }) => role === 'owner' || role === 'manager')
