import { ENROLMENT_STATES } from '#engine/insurance.ts'
import { type Command, list, OF_FIRM, segment } from '../command.ts'

/** Insurance, what may become a claim, and leaks. */
export const INSURANCE_COMMANDS: readonly Command[] = [
  {
    words: 'insurance show',
    operand: 'FIRM',
    options: {},
    says: 'which floors of the insurance a firm has',
    request: ({ operand }) => ({ method: 'GET', path: `/firms/${segment(operand)}/insurance` }),
  },
  {
    words: 'insurance enrol',
    operand: 'FIRM',
    options: { state: { value: ENROLMENT_STATES.join('|'), says: 'on the second floor', isRequired: true } },
    says: 'say how a firm stands with the second floor（対象外・任意検討・加入・終了）; the first comes with the contract',
    request: ({ operand, options }) => ({
      method: 'PUT',
      path: `/firms/${segment(operand)}/insurance`,
      body: options,
    }),
  },
  list(
    'claim',
    'trigger records: the three conditions of a case, and what became of the claim',
    ['id', 'movedAt', 'state', 'detected', 'remoteDifficult', 'visitNeeded', 'shownItems', 'caseId', 'firmId'],
    { firm: OF_FIRM },
  ),
  list(
    'leak',
    'leaks of personal data that firms have asked about, with the days of their reports',
    ['id', 'begunAt', 'state', 'known', 'promptBy', 'finalBy', 'firmId'],
    { firm: OF_FIRM },
  ),
]
