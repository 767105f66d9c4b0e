import type { Matter } from './consultation.ts'
import type { Enrolment } from './enrolment.ts'
import type { Text } from './message.ts'
import type { SigningUp } from './sign-up.ts'

/** What a chat with one person remembers between two messages. Stored as JSON, so every form of it has a version. */
export interface ChatState {
  version: 1
  enrolment: Enrolment | null
  /** The question asked last, so that it can be answered by typing and asked again. */
  question: Question | null
  /** The question whose buttons stay (a notice's): whatever was asked since, its words are understood. */
  standing: Question | null
  /** Somebody who has just joined is asked what to call them; the next words are the name. */
  naming: { personId: string; asked: number } | null
  /** What is written goes to the desk, as long as this is open. */
  consultation: Relay | null
  /** The answer that was shown last to what they had asked, until they say whether it was one. */
  suggestion: Suggestion | null
  /** The next words are this, until then: the number of a declaration, or a section of the firm's policy. Epoch ms. */
  writing: { firmId: string; about: string; until: number } | null
  /** The questionnaire this chat is in the middle of: what is typed goes there unless it is a word for everything. */
  dialogue: Focus | null
  /** The questionnaires that it came between, the nearest first: each is gone back to when what is above it is over. */
  interrupted: readonly Focus[]
  /** They sign up to a meeting: what is typed is how many come, or of which company. */
  signUp: SigningUp | null
  /** A report could not be pushed: it is told of with the next answer, and shown to whoever asks. */
  hasReportWaiting: boolean
  /** The hours of the day at which they have answered for a firm lately (`usual-hour.ts`). */
  hours: readonly number[]
}

/** A consultation that a chat is in the middle of. */
export interface Relay {
  id: string
  firmId: string
  matter: Matter
  /** Since when, epoch ms: until the desk's record of it is written, this is all that is known of it. */
  since: number
  /** A person answers, and the bot is silent. */
  isHeld: boolean
}

export interface Suggestion {
  /** The showing, of which an answer's button is. */
  id: string
  answer: string
  /** What else it could be, the likest first. */
  others: readonly string[]
  /** What was asked, for the desk, if it must be; '' once it is taken back. */
  asked: { text: string; messageId: string }
}

export interface Focus {
  regionId: string
  firmId: string
  questionnaire: string
  /** Whose answers; '' where they are the firm's. */
  personId: string
  /** The end of the session's id, as its buttons carry it. */
  mark: string
  isPaused: boolean
  /** The question that is open: 12 of 25. */
  number: number
  total: number
}

/** Which questionnaire of whom, whatever its session. */
export type FocusKey = Pick<Focus, 'firmId' | 'questionnaire' | 'personId'>

export const isSameFocus = (one: FocusKey, other: FocusKey): boolean =>
  one.firmId === other.firmId && one.questionnaire === other.questionnaire && one.personId === other.personId

/** How many questionnaires wait beneath another: who is led further away has forgotten the first. */
const INTERRUPTED_MAX = 2

type Stack = Pick<ChatState, 'dialogue' | 'interrupted'>

/** What waits beneath this one, once the chat is in the middle of it. What was left on purpose does not wait. */
export function beneath({ dialogue, interrupted }: Stack, key: FocusKey): readonly Focus[] {
  const above = dialogue && !dialogue.isPaused ? [dialogue] : []
  return [...above, ...interrupted].filter((focus) => !isSameFocus(focus, key)).slice(0, INTERRUPTED_MAX)
}

/** The chat is in the middle of this one now. */
export const focusedOn = (stack: Stack, focus: Focus): Stack => ({
  dialogue: focus,
  interrupted: beneath(stack, focus),
})

/** What is over is left: the chat is in the middle of what it came between. */
export function withoutFocus({ dialogue, interrupted }: Stack, isOver: (focus: Focus) => boolean): Stack {
  const [next = null, ...rest] = [...(dialogue ? [dialogue] : []), ...interrupted].filter((focus) => !isOver(focus))
  return { dialogue: next, interrupted: rest }
}

/** Whether something is talked about that nothing of less weight should come between. */
export const isOccupied = ({ dialogue, enrolment, consultation, writing }: ChatState, now: number): boolean =>
  (dialogue !== null && !dialogue.isPaused) ||
  enrolment !== null ||
  (consultation !== null && (consultation.isHeld || consultation.since + CONSULTATION_MS > now)) ||
  (writing !== null && writing.until > now)

export interface Question {
  asked: Text
  /** In the order they were shown: 1 is the first that is no aside. */
  options: { label: Text; token: string; isAside?: boolean; about?: Text }[]
  /** Epoch ms. */
  askedAt: number
}

export const NEW_CHAT: ChatState = {
  version: 1,
  enrolment: null,
  question: null,
  standing: null,
  naming: null,
  consultation: null,
  suggestion: null,
  writing: null,
  dialogue: null,
  interrupted: [],
  signUp: null,
  hasReportWaiting: false,
  hours: [],
}

/** How long after 相談 nothing of less weight should come between, even if nobody has taken it yet. */
const CONSULTATION_MS = 30 * 60_000

/** How long somebody may look for the words that they were asked for. */
export const WRITING_MS = 60 * 60_000

/** A state of an unknown version is forgotten: the person is asked afresh, which is better than a crash. */
export function chatStateOf(stored: unknown): ChatState {
  const isKnown = typeof stored === 'object' && stored !== null && (stored as { version?: unknown }).version === 1
  if (!isKnown) return NEW_CHAT
  const state = { ...NEW_CHAT, ...(stored as ChatState) }
  // Of before there was a record of it.
  return state.consultation?.id === undefined ? { ...state, consultation: null } : state
}

/** What was typed, so that it can be compared: one width, one case, no spaces, no closing marks. */
export function folded(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s、。,.!?！？「」『』()'’]+/gu, '')
}

const KANJI_DIGITS = '一二三四五六七八九'

/** 「2」「２」「二」「②」「2番」「2.」 is 2; anything else is no number. */
export function numberTyped(typed: string): number | undefined {
  const bare = folded(typed).replace(/(番目?|つ目)?(です|で|にします|でお願いします)?$/u, '')
  if (/^[1-9]$/.test(bare)) return Number(bare)
  return bare.length === 1 && KANJI_DIGITS.includes(bare) ? KANJI_DIGITS.indexOf(bare) + 1 : undefined
}

export type Asked = Question['options'][number]

/** Whether the question is put about several things at once: its buttons have no numbers, and the same words. */
export const isAboutSeveral = ({ options }: Question): boolean => options.some(({ about }) => about !== undefined)

/**
 * The options that somebody may have meant by typing: its number, or one of the words that stand for it. `wordsFor` gives
 * an option's words in the person's language. Several only of a question about several things.
 */
export function optionsMeant(
  question: Question,
  typed: string,
  wordsFor: (label: Text) => readonly string[],
): readonly Asked[] {
  const number = numberTyped(typed)
  if (number === undefined) return optionsSaid(question, typed, wordsFor)
  const numbered = isAboutSeveral(question) ? [] : question.options.filter(({ isAside }) => !isAside)
  return numbered.slice(number - 1, number)
}

/** The same by words alone: a number means the question asked last. */
export function optionsSaid(
  question: Question,
  typed: string,
  wordsFor: (label: Text) => readonly string[],
): readonly Asked[] {
  const said = folded(typed)
  const meant = question.options.filter(({ label }) => wordsFor(label).some((word) => folded(word) === said))
  return isAboutSeveral(question) ? meant : meant.slice(0, 1)
}

/** What buttons that stay are to be understood by from now on: beside several things, what stood alone before is still meant. */
export function standingAfter(before: Question | null, asked: Question): Question {
  if (!isAboutSeveral(asked) || !before || isAboutSeveral(before)) return asked
  return { ...asked, options: [...asked.options, ...before.options.map((one) => ({ ...one, about: before.asked }))] }
}

/** A row of words that mean the same, as `locales/` writes it: 「はい|ええ|yes」. */
export const meansOneOf = (typed: string, row: string): boolean => {
  const said = folded(typed) || typed.normalize('NFKC').trim()
  return row.split('|').some((word) => (folded(word) || word) === said)
}
