import type { Condition } from '#engine/dialogue/questionnaire.ts'

/** Which questionnaire the answers to another one lead to. */
interface Following {
  after: string
  is: Condition
  next: string
  /** Nobody else sees it: work at home is asked about only where there is some. */
  isGate: boolean
}

/** 取引先 「求められつつある」, and whoever says so wants to be shown the way. */
export const ASKED_BY_PARTNERS: Condition = {
  all: [
    { question: 's10', is: ['asked', 'becoming'] },
    { question: 'scs-guide', is: 'yes' },
  ],
}

export const FOLLOWING: readonly Following[] = [
  { after: 'office', is: { question: 'b-telework', is: 'yes' }, next: 'telework', isGate: true },
  { after: 'office', is: { question: 'b-wish', is: ['one', 'two'] }, next: 'security-action', isGate: false },
  { after: 'survey', is: ASKED_BY_PARTNERS, next: 'security-action', isGate: false },
]
