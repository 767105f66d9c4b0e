import type { Question } from '../questionnaire.ts'

export type Rule =
  /** No answers lead to it. */
  | 'unreachable'
  /** Its condition holds whatever is answered. */
  | 'always'
  /** A part of a condition that nothing can fulfil. */
  | 'dead-branch'
  /** A condition that names a question or a choice there is not. */
  | 'unknown-name'
  /** A condition about a question that is asked later, or about itself. */
  | 'later-question'
  | 'asked-twice'
  | 'missing-text'
  | 'not-plain'
  | 'too-long'
  | 'too-many-choices'
  | 'too-few-choices'
  | 'exclusive-choice'
  /** Typed words that mean two answers, or a word that always works. */
  | 'ambiguous-words'
  | 'id'
  | 'points'
  | 'bounds'
  | 'migration'

export interface Finding {
  rule: Rule
  /** The question, section or choice it is about; '' for the questionnaire as a whole. */
  where: string
  /** What is wrong, for the person who writes questionnaires. */
  says: string
}

/** A sentence that a questionnaire needs. */
export type Slot =
  | { kind: 'title' | 'intro' }
  | { kind: 'section'; section: string }
  | { kind: 'ask' | 'short' | 'help' | 'why'; question: Question }
  | { kind: 'choice'; question: Question; choice: string }
  | { kind: 'unit'; question: Question; unit: string }

/** The texts of one language. */
export interface Wording {
  locale: string
  said(slot: Slot): string | undefined
  /** What may be typed for an answer, its label first. */
  words(question: Question, choice: string): readonly string[]
  /** What always works in a chat (相談, ヘルプ), whatever was asked. */
  reserved: readonly string[]
  /** What keeps a text from being understood at once; nothing where the language has no such gate. */
  faultsIn(text: string): readonly string[]
}
