import type { Condition } from '#engine/dialogue/questionnaire.ts'

/** Which questionnaire the answers to another one lead to. */
interface Following {
  after: string
  is: Condition
  next: string
  /** Nobody else sees it: work at home is asked about only where there is some. */
  isGate: boolean
}

export const FOLLOWING: readonly Following[] = [
  { after: 'office', is: { question: 'b-telework', is: 'yes' }, next: 'telework', isGate: true },
  { after: 'office', is: { question: 'b-wish', is: ['one', 'two'] }, next: 'security-action', isGate: false },
]
