import type { Calendar } from './calendar/calendar.ts'
import { decideMonthly, type MonthlyStanding, nextMonthlyAt } from './monthly.ts'

/** How a firm is sent an example a month; carried by its timer from one month to the next. */
export interface Sending {
  /** Since when this month's waits to be sent, epoch ms. */
  since: number
  /** 「いらない」 was said, and 「事例」 not since. */
  isUnwanted: boolean
}

export interface SendingStanding extends Sending, MonthlyStanding {
  /** One that is like this firm, and that it has not seen. */
  hasExample: boolean
  hasAddressee: boolean
}

/** Well after the monthly check, so that the two do not come together. */
const AFTER_DAY = 20

export function decideSending(standing: SendingStanding, calendar: Calendar, now: number) {
  const decided = decideMonthly(standing, reasonToLeave(standing), { calendar, afterDay: AFTER_DAY, now })
  return { ...decided, next: { ...decided.next, isUnwanted: standing.isUnwanted } }
}

function reasonToLeave({ isUnwanted, hasExample, hasAddressee }: SendingStanding) {
  if (isUnwanted) return 'unwanted'
  if (!hasExample) return 'none'
  return hasAddressee ? undefined : 'nobody'
}

export const nextSendingAt = (calendar: Calendar, now: number): number => nextMonthlyAt(calendar, AFTER_DAY, now)
