import { type Calendar, isOpen, nextOpen } from './calendar/calendar.ts'
import type { Role } from './enrolment.ts'
import { readsFirmResult } from './permission.ts'

/** What is sent to a firm once a month unasked; `since` it waits in this month, epoch ms. */
export interface MonthlyStanding {
  since: number
  hasGraveCase: boolean
  /** They are in the middle of something else. */
  isOccupied: boolean
}

interface Next {
  since: number
  dueAt: number
}

/** `wait`: on one of the next days. `leave`: in one of the next months. */
export type MonthlyDecision<Left extends string> = { next: Next } & (
  | { kind: 'go' }
  | { kind: 'wait'; reason: 'closed' | 'grave-case' | 'occupied' }
  | { kind: 'leave'; reason: Left | 'too-late' }
)

const HOUR = Temporal.PlainTime.from('10:00')
/** What could not be sent within a week is left to the next month. */
const WAIT_MS = 7 * 86_400_000

export interface MonthlyTime {
  calendar: Calendar
  /** It is sent on the first business day after this day of the month. */
  afterDay: number
  now: number
}

/** `left` is why it is not to be this month, whatever the day. */
export function decideMonthly<Left extends string>(
  standing: MonthlyStanding,
  left: Left | undefined,
  { calendar, afterDay, now }: MonthlyTime,
): MonthlyDecision<Left> {
  const { since } = standing
  const month = nextMonthlyAt(calendar, afterDay, now)
  const nextMonth: Next = { dueAt: month, since: month }
  if (left) return { kind: 'leave', reason: left, next: nextMonth }
  if (now > since + WAIT_MS) return { kind: 'leave', reason: 'too-late', next: nextMonth }
  const waited = reasonToWait(standing, calendar, now)
  if (!waited) return { kind: 'go', next: nextMonth }
  const dueAt = morningFrom(calendar, dayOf(calendar, now).add({ days: 1 }))
  if (dueAt > since + WAIT_MS) return { kind: 'leave', reason: 'too-late', next: nextMonth }
  return { kind: 'wait', reason: waited, next: { dueAt, since } }
}

function reasonToWait({ hasGraveCase, isOccupied }: MonthlyStanding, calendar: Calendar, now: number) {
  if (!isOpen(calendar, now)) return 'closed'
  if (hasGraveCase) return 'grave-case'
  return isOccupied ? 'occupied' : undefined
}

/** That hour of the first business day after that day: this month's while it is still ahead, then the next month's. */
export function nextMonthlyAt(calendar: Calendar, afterDay: number, now: number, hour = HOUR): number {
  const firstDay = dayOf(calendar, now).with({ day: afterDay + 1 })
  const ofThisMonth = morningFrom(calendar, firstDay, hour)
  return ofThisMonth > now ? ofThisMonth : morningFrom(calendar, firstDay.add({ months: 1 }), hour)
}

/** That hour of that day, or of the next that is open. */
function morningFrom(calendar: Calendar, day: Temporal.PlainDate, hour = HOUR): number {
  const open = nextOpen(calendar, hourOf(calendar, day, hour))
  return nextOpen(calendar, Math.max(open, hourOf(calendar, dayOf(calendar, open), hour)))
}

const hourOf = ({ timezone }: Calendar, day: Temporal.PlainDate, hour: Temporal.PlainTime): number =>
  day.toZonedDateTime({ timeZone: timezone, plainTime: hour }).epochMilliseconds

const dayOf = ({ timezone }: Calendar, at: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()

/** Of those who can be reached: who answers for the firm, otherwise the first of those who lead it. */
export const whomToAsk = <One extends { personId: string; role: Role }>(
  reachable: readonly One[],
  responsible: string | undefined,
): One | undefined =>
  reachable.find(({ personId }) => personId === responsible) ?? reachable.find(({ role }) => readsFirmResult(role))
