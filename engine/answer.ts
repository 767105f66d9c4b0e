import type { PersonRef } from './case.ts'

/**
 * What the desk has solved, kept for whoever asks the same: it is answered to others only after a human has
 * approved that very draft.
 */
export interface Answer {
  state: AnswerState
  question: string
  answer: string
  /** Counts the drafts: whoever approves one approves what they have seen. */
  draft: number
  proposedBy: PersonRef
  approvedBy: PersonRef | null
  /** When the question had been solved, epoch ms. */
  solvedAt: number
  movedAt: number
}

export const ANSWER_STATES = ['proposed', 'approved', 'dropped'] as const
export type AnswerState = (typeof ANSWER_STATES)[number]

export const OUTCOMES = ['helped', 'wrong'] as const
/** What whoever was shown an answer said of it. */
export type Outcome = (typeof OUTCOMES)[number]

export type AnswerRefusal = 'changed' | 'own'

/** Somebody else looks at it; whoever is alone at the desk looks at it twice. */
export function approvalRefusal(
  { state, draft, proposedBy }: Answer,
  seen: { draft: number; by: PersonRef; isAlone: boolean },
): AnswerRefusal | undefined {
  if (state !== 'proposed' || draft !== seen.draft) return 'changed'
  return proposedBy.personId === seen.by.personId && !seen.isAlone ? 'own' : undefined
}
