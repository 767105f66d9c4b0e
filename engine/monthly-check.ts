import { decideMonthly, type MonthlyStanding } from './monthly.ts'

export interface CheckStanding extends MonthlyStanding {
  /** Months in a row in which it was asked and nobody answered; carried by its timer from one month to the next. */
  unanswered: number
  /** This month's was begun already, by whomever. */
  isBegun: boolean
  /** There is something to look after: a diagnosis is finished, or a sensor stands. */
  isConcerned: boolean
  /** Somebody can be reached. */
  hasAddressee: boolean
}

/** So many months without an answer, and a firm is left in peace until somebody begins by themselves. */
export const UNANSWERED_MAX = 2

/** Whether a firm is asked for its monthly check. */
export function decideCheck(standing: CheckStanding) {
  const { unanswered } = standing
  const decided = decideMonthly(standing, reasonToLeave(standing))
  return { ...decided, unanswered: decided.kind === 'go' ? unanswered + 1 : unanswered }
}

function reasonToLeave({ isBegun, unanswered, isConcerned, hasAddressee }: CheckStanding) {
  if (isBegun) return 'begun'
  if (unanswered >= UNANSWERED_MAX) return 'quiet'
  if (!isConcerned) return 'not-concerned'
  return hasAddressee ? undefined : 'nobody'
}
