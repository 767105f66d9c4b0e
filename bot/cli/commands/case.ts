import { type Command, list, OF_FIRM, segment, withQuery } from '../command.ts'

/** What was found: alerts, cases, and what is kept quiet. */
export const CASE_COMMANDS: readonly Command[] = [
  list('alert', 'alerts', ['lastSeenAt', 'kind', 'severity', 'source', 'target', 'count', 'firmId', 'caseId'], {
    firm: OF_FIRM,
  }),
  list(
    'case',
    'cases',
    ['id', 'firstSeenAt', 'kind', 'state', 'followUp', 'severity', 'alertCount', 'firmId', 'claimedBy'],
    {
      firm: OF_FIRM,
    },
  ),
  {
    ...list(
      'case',
      '',
      ['id', 'triage', 'kind', 'device', 'state', 'severity', 'eventCount', 'firmId', 'claimedBy', 'quietBy'],
      {
        firm: OF_FIRM,
      },
    ),
    words: 'case queue',
    says: 'cases that wait for an analyst, the likeliest first, and why',
    request: ({ options: { firm, ...rest } }) => ({
      method: 'GET',
      path: withQuery('/queue', { firmId: firm, ...rest }),
    }),
  },
  {
    ...list('case', '', ['firstSeenAt', 'severity', 'kind', 'step', 'owner', 'firmId', 'caseId'], { firm: OF_FIRM }),
    words: 'case owners',
    says: 'what has to be done next about each case that is not over, and who must do it',
    request: ({ options: { firm, ...rest } }) => ({
      method: 'GET',
      path: withQuery('/next-steps', { firmId: firm, ...rest }),
    }),
  },
  list(
    'suppression',
    'what analysts keep quiet for a while, and how many cases made no card',
    ['id', 'kind', 'firmId', 'device', 'counterpart', 'quiet', 'acceptedBy', 'expiresAt', 'endedAt'],
    { firm: OF_FIRM },
  ),
  {
    words: 'suppression end',
    operand: 'SUPPRESSION',
    options: {},
    says: 'end what is kept quiet: its cases get their cards',
    request: ({ operand }) => ({ method: 'POST', path: `/suppressions/${segment(operand)}/end` }),
  },
]
