import type { Role } from './enrolment.ts'
import { readsFirmResult } from './permission.ts'

/** What is sent to a firm once a month unasked. When, `recurrence.ts` says. */
export interface MonthlyStanding {
  hasGraveCase: boolean
  /** They are in the middle of something else. */
  isOccupied: boolean
}

/** `wait`: on one of the next days. `leave`: in one of the next months. */
export type MonthlyDecision<Left extends string> =
  | { kind: 'go' }
  | { kind: 'wait'; reason: 'grave-case' | 'occupied' }
  | { kind: 'leave'; reason: Left }

/** `left` is why it is not to be this month, whatever the day. */
export function decideMonthly<Left extends string>(
  { hasGraveCase, isOccupied }: MonthlyStanding,
  left: Left | undefined,
): MonthlyDecision<Left> {
  if (left) return { kind: 'leave', reason: left }
  if (hasGraveCase) return { kind: 'wait', reason: 'grave-case' }
  return isOccupied ? { kind: 'wait', reason: 'occupied' } : { kind: 'go' }
}

/** Of those who can be reached: who answers for the firm, otherwise the first of those who lead it. */
export const whomToAsk = <One extends { personId: string; role: Role }>(
  reachable: readonly One[],
  responsible: string | undefined,
): One | undefined =>
  reachable.find(({ personId }) => personId === responsible) ?? reachable.find(({ role }) => readsFirmResult(role))
