import type { Calendar } from './calendar/calendar.ts'
import { decideMonthly, type MonthlyStanding, nextMonthlyAt } from './monthly.ts'

/** How the monthly check of a firm is asked for; carried by its timer from one month to the next. */
export interface Asking {
  /** Since when this month's waits to be asked, epoch ms. */
  since: number
  /** Months in a row in which it was asked and nobody answered. */
  unanswered: number
}

export interface CheckStanding extends Asking, MonthlyStanding {
  /** This month's was begun already, by whomever. */
  isBegun: boolean
  /** There is something to look after: a diagnosis is finished, or a sensor stands. */
  isConcerned: boolean
  /** Somebody can be reached. */
  hasAddressee: boolean
}

/** After the health check of the month before, which is sent in its first days. */
const AFTER_DAY = 10
/** So many months without an answer, and a firm is left in peace until somebody begins by themselves. */
const UNANSWERED_MAX = 2

export function decideCheck(standing: CheckStanding, calendar: Calendar, now: number) {
  const { unanswered } = standing
  const decided = decideMonthly(standing, reasonToLeave(standing), { calendar, afterDay: AFTER_DAY, now })
  return { ...decided, next: { ...decided.next, unanswered: decided.kind === 'go' ? unanswered + 1 : unanswered } }
}

function reasonToLeave({ isBegun, unanswered, isConcerned, hasAddressee }: CheckStanding) {
  if (isBegun) return 'begun'
  if (unanswered >= UNANSWERED_MAX) return 'quiet'
  if (!isConcerned) return 'not-concerned'
  return hasAddressee ? undefined : 'nobody'
}

export const nextCheckAt = (calendar: Calendar, now: number): number => nextMonthlyAt(calendar, AFTER_DAY, now)
