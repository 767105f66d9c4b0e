import { type Command, list, OF_FIRM, segment, withQuery } from '../command.ts'

const MONTH = { value: 'YYYY-MM', says: 'of this month' }

/** Monthly health checks. */
export const HEALTH_COMMANDS: readonly Command[] = [
  list(
    'health-check',
    'monthly health checks, the latest first; for a chamber those that their firms show',
    ['id', 'firmId', 'month', 'letter', 'reason', 'state', 'coverage', 'sentAt'],
    { firm: OF_FIRM, month: MONTH, state: { value: 'STATE', says: 'draft, approved, sent, read or shared' } },
  ),
  {
    words: 'health-check show',
    operand: 'CHECK',
    options: {},
    says: 'a health check as it was counted',
    request: ({ operand }) => ({ method: 'GET', path: `/health-checks/${segment(operand)}` }),
  },
  {
    words: 'health-check dry-run',
    operand: 'FIRM',
    options: { month: { ...MONTH, says: 'which month (the last one that is over)' } },
    says: 'what a firm’s health check would be, counted now; nothing is kept or sent',
    request: ({ operand, options: { month } }) => ({
      method: 'GET',
      path: withQuery(`/firms/${segment(operand)}/health-check`, { month }),
    }),
  },
]
