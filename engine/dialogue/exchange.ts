import type { Refusal } from './answer.ts'
import type { Question, Value } from './questionnaire.ts'
import type { Place } from './session.ts'

/** Words that work at every point of a questionnaire. */
export const COMMANDS = ['back', 'later', 'stop', 'where', 'what', 'why', 'confirm'] as const
export type Command = (typeof COMMANDS)[number]

export type Input =
  /** 診断, つづき: ask, whatever the state. */
  | { kind: 'begin' }
  | { kind: 'tap'; question: string; choice: string }
  | { kind: 'typed'; text: string }
  | { kind: 'command'; command: Command }
  | { kind: 'reopen'; question: string }
  /** A photo that was sent for a question is here, or could not be taken. */
  | { kind: 'photo'; question: string; photoId: string }
  | { kind: 'photo-refused'; reason: PhotoRefusal }
  | { kind: 'media'; media: string }
  /** A page of a form: what it says of the questions on it, by the one who filled it. */
  | { kind: 'filled'; values: Readonly<Record<string, Value>> }
  /** Nobody has answered for a while: a timer's. */
  | { kind: 'nudge' }
  | { kind: 'park' }

/** `enough`: a question takes only a few. */
export type PhotoRefusal =
  | 'too-large'
  | 'no-picture'
  | 'other-format'
  | 'broken'
  | 'too-many-pixels'
  | 'gone'
  | 'not-fetched'
  | 'enough'

/** What is said back, in order; the words are the locales'. */
export type Said =
  | { kind: 'noted' | 'corrected'; question: Question; value: Value }
  | { kind: 'ask'; question: Question; place: Place; picked: readonly string[]; is: 'first' | 'next' | 'again' }
  | { kind: 'not-understood'; question: Question; how: 'plain' | 'example' | 'offer-human' | 'long' }
  | { kind: 'refused'; reason: Refusal; question: Question }
  | { kind: 'answered-by-other'; question: Question; name: string; value: Value }
  | { kind: 'photo-taken'; count: number }
  | { kind: 'photo-refused'; reason: PhotoRefusal }
  | { kind: 'help' | 'why'; question: Question }
  | { kind: 'where'; place: Place }
  | { kind: 'media'; media: string }
  | { kind: 'old-button' | 'no-longer-asked' | 'nothing-before' | 'no-such-number' | 'put-off' | 'welcome-back' }
  | { kind: 'paused' | 'nudge'; left: number }
  /** Everything that can be asked now has been; `left` are put off. */
  | { kind: 'rest'; left: number }
  | { kind: 'finished' }

/** What no person did. */
export const isOfTime = ({ kind }: Input): boolean => kind === 'nudge' || kind === 'park'
