import type { Content, Incoming, Media } from '#adapters/adapter.ts'
import { type Asked, type ChatState, numberTyped, optionsMeant, optionsSaid, type Question } from '#engine/chat.ts'
import { codeIn } from '#engine/enrolment.ts'
import { asksAboutPayment } from '#engine/insurance-question.ts'
import type { Text } from '#engine/message.ts'
import { ransomSign } from '#engine/ransom.ts'
import { isOfAsset } from '../asset/tokens.ts'
import { isOfSuggestion, type SuggestionIntent, suggestionMeant } from '../consultation/suggestion-tokens.ts'
import { isOfCase } from '../contractor/tokens.ts'
import { commandMeant, isOwnResult, isResult, isResume, isTodos } from '../dialogue/listener.ts'
import { type DialogueIntent, dialogueMeant, firmMark, isInDialogueToken } from '../dialogue/tokens.ts'
import type { MenuWord } from '../pictures/menu.ts'
import { type PlanIntent, planMeant } from '../plan/tokens.ts'
import { type RecruitingIntent, recruitingMeant } from '../recruiting/tokens.ts'
import type { Reader } from '../say.ts'
import { type SecurityActionIntent, securityActionMeant } from '../security-action/tokens.ts'
import { type RoundIntent, roundMeant } from '../survey/tokens.ts'
import { type StaffCommand, staffCommandMeant } from './staff-commands.ts'
import {
  GLOBAL_WORDS,
  type GlobalWord,
  globalWordMeant,
  questionnaireNamed,
  type ReplyWord,
  replyMeant,
  wordsFor,
} from './vocabulary.ts'

/** What a person wants, before anything is looked up or decided. */
export type Intent =
  | { kind: 'joined'; isReturning: boolean }
  | { kind: 'left' }
  | { kind: 'unsent'; messageId: string }
  | { kind: 'tap'; token: string; values?: Readonly<Record<string, string>> }
  | { kind: 'enrolment-reply'; reply: ReplyWord | 'other' }
  | { kind: 'code'; code: string }
  | { kind: 'word'; word: GlobalWord; firm?: string }
  /** A file does not open: held to ransom, or not? */
  | { kind: 'file-closed' }
  | { kind: 'join-command' }
  | StaffCommand
  | DialogueIntent
  | SecurityActionIntent
  | RoundIntent
  | RecruitingIntent
  | SuggestionIntent
  | PlanIntent
  /** The same words stand on several buttons. */
  | { kind: 'which'; options: readonly Asked[] }
  /** The firm's, or one's own of work at home. */
  | { kind: 'result'; isOwn: boolean }
  | { kind: 'todos'; firm?: string }
  /** What the budget allows, or everything. */
  | { kind: 'plans'; isAll: boolean; firm?: string }
  /** A device's name, or where it stands. */
  | { kind: 'asset-written'; about: string; text: string }
  /** What a contractor did about a case. */
  | { kind: 'contractor-written'; about: string; text: string }
  | { kind: 'media'; media: Media }
  /** A file in a thread of the staff's, and what is left of the files of a message there. */
  | { kind: 'file-posted'; media: Media; threadId: string }
  | { kind: 'files-left'; messageId: string; files: readonly string[] }
  | { kind: 'chatter'; text: string }
  | { kind: 'nothing' }

export function intentOf(incoming: Incoming, state: ChatState, reader: Reader): Intent {
  const { content } = incoming
  switch (content.type) {
    case 'joined':
      return { kind: 'joined', isReturning: content.isReturning }
    case 'left':
      return { kind: 'left' }
    case 'unsent':
      return { kind: 'unsent', messageId: content.messageId }
    case 'media':
      return mediaMeant(incoming, content)
    case 'tap':
      return saidBy(content.token) ?? { kind: 'tap', token: content.token }
    case 'form-submitted':
      return { kind: 'tap', token: content.token, values: content.values }
    case 'command':
      // What is no command is told how it works.
      return staffCommandMeant(content.text) ?? { kind: 'join-command' }
    case 'text':
      // What people write to each other in a channel or a group is none of our business.
      return incoming.chat.kind === 'direct' ? textMeant(content.text, state, reader) : { kind: 'nothing' }
    case 'message-deleted':
      return { kind: 'files-left', messageId: content.messageId, files: [] }
    case 'message-edited':
      return { kind: 'files-left', messageId: content.messageId, files: content.files }
    // A changed form is answered inside the call, and nothing of it is kept.
    case 'form-changed':
    case 'form-closed':
    case 'other':
      return { kind: 'nothing' }
  }
}

function mediaMeant({ chat }: Incoming, { media, threadId }: Extract<Content, { type: 'media' }>): Intent {
  if (chat.kind === 'direct') return { kind: 'media', media }
  return threadId === undefined ? { kind: 'nothing' } : { kind: 'file-posted', media, threadId }
}

/** 「アンケート K7Q2-ABCD」, 「おたすけ …」 of a flyer, 「受付 …」 at a door, as a QR has written it: whatever the chat is in the middle of, this is no answer. */
const SCANNED = /^\s*(?:アンケート|あんけーと|survey|おたすけ|otasuke|受付|door)\s*(.+)$/iu

function textMeant(text: string, state: ChatState, reader: Reader): Intent {
  const scanned = codeIn(SCANNED.exec(text.normalize('NFKC'))?.[1] ?? '')
  if (scanned) return { kind: 'code', code: scanned }
  const reply = replyInEnrolment(text, state, reader)
  if (reply) return { kind: 'enrolment-reply', reply }
  const sign = ransomSign(text)
  if (sign === 'ransom' && state.consultation?.matter !== 'emergency') return { kind: 'word', word: 'emergency' }
  if (isInDialogue(state) && commandMeant(text, reader)) return { kind: 'dialogue', input: { kind: 'typed', text } }
  const [option, ...others] = optionsIn(text, state, reader)
  if (state.consultation?.isHeld && !option && !state.writing) return heldMeant(text, reader)
  if (option && others.length > 0) return { kind: 'which', options: [option, ...others] }
  if (option) return saidBy(option.token) ?? { kind: 'tap', token: option.token }
  const word = globalWordMeant(text, reader)
  if (isAskedForWords(state) && !(word && isNoAnswer(word, text)))
    return { kind: 'dialogue', input: { kind: 'typed', text } }
  if (asksAboutPayment(text)) return { kind: 'word', word: 'insurance' }
  if (sign === 'unclear' && !state.consultation) return { kind: 'file-closed' }
  const begun = questionnaireMeant(text, reader)
  if (begun) return begun
  if (word) return { kind: 'word', word }
  if (state.signUp) return { kind: 'sign-up-typed', text }
  if (state.writing) return writtenAbout(state.writing.about, text)
  if (isInDialogue(state)) return { kind: 'dialogue', input: { kind: 'typed', text } }
  const code = codeIn(text)
  if (code) return { kind: 'code', code }
  return state.enrolment ? { kind: 'enrolment-reply', reply: 'other' } : { kind: 'chatter', text }
}

function writtenAbout(about: string, text: string): Intent {
  if (isOfAsset(about)) return { kind: 'asset-written', about, text }
  if (isOfCase(about)) return { kind: 'contractor-written', about, text }
  return { kind: 'security-action', act: { kind: 'written', about, text } }
}

/** A person answers: but for the menu's words and the way back, everything is theirs. */
function heldMeant(text: string, reader: Reader): Intent {
  const word = globalWordMeant(text, reader)
  if (word && MENU_WORDS.includes(word)) return { kind: 'word', word }
  return isResume(text, reader)
    ? { kind: 'questionnaire', questionnaire: null, isAnew: false }
    : { kind: 'chatter', text }
}

const MENU_WORDS: readonly GlobalWord[] = [
  ...(['diagnosis', 'consult', 'status', 'assets', 'report', 'help'] satisfies MenuWord[]),
  ...(['remote', 'visit', 'emergency', 'leak', 'wiring', 'trouble', 'lost-box'] as const),
]

/** While somebody talks to the desk, their words are not answers; 「つづき」 and the buttons are the way back. */
const isInDialogue = ({ dialogue, consultation, writing, question }: ChatState): boolean =>
  dialogue !== null &&
  !dialogue.isPaused &&
  consultation === null &&
  writing === null &&
  (question === null || isOfDialogue(question))

/** Of the question asked last: an incident's comes before a questionnaire's. */
const isOfDialogue = ({ options }: Question): boolean => options.every(({ token }) => isInDialogueToken(token))

/** What a person who holds the talk makes idle: their words are not typed answers to what was asked before. */
const isAnsweredBySelf = (question: Question): boolean =>
  isOfDialogue(question) || question.options.some(({ token }) => isOfSuggestion(token))

/** A question of a questionnaire that has no choices. */
const isAskedForWords = (state: ChatState): boolean =>
  isInDialogue(state) && state.question?.options.every(({ isAside }) => isAside) === true

/**
 * A person may be called 「星」, a router „report“, and all may be 「大丈夫」: where words are asked for, only what cannot be one of
 * them is a word for everything.
 */
const isNoAnswer = (word: GlobalWord, typed: string): boolean =>
  word === 'safe' ? /[?？]\s*$/u.test(typed) : ['consult', 'help', 'what', 'goal'].includes(word)

function questionnaireMeant(text: string, reader: Reader): Intent | undefined {
  if (isResult(text, reader)) return { kind: 'result', isOwn: false }
  if (isOwnResult(text, reader)) return { kind: 'result', isOwn: true }
  if (isTodos(text, reader)) return { kind: 'todos' }
  if (isResume(text, reader)) return { kind: 'questionnaire', questionnaire: null, isAnew: false }
  const questionnaire = questionnaireNamed(text, reader)
  return questionnaire === undefined ? undefined : { kind: 'questionnaire', questionnaire, isAnew: false }
}

function optionsIn(text: string, { question, standing, consultation }: ChatState, reader: Reader): readonly Asked[] {
  const words = (label: Text): string[] => wordsFor(label, reader)
  const isLeft = consultation?.isHeld === true && question !== null && isAnsweredBySelf(question)
  const meant = question && !isLeft ? optionsMeant(question, text, words) : []
  // 「人に相談」 stands on a notice, too: long after it is over, it is a word for everything.
  const isOpen = standing !== null && globalWordMeant(text, reader) === undefined
  const also = isOpen && meant.length !== 1 ? optionsSaid(standing, text, words) : []
  return [...meant, ...also.filter(({ token }) => meant.every((one) => one.token !== token))]
}

function replyInEnrolment(text: string, { enrolment }: ChatState, reader: Reader): ReplyWord | undefined {
  if (!enrolment) return undefined
  const expected = enrolment.step === 'confirm' ? (['yes', 'no'] as const) : (['agree', 'decline'] as const)
  const number = numberTyped(text)
  const numbered: readonly ReplyWord[] = expected
  return number === undefined ? replyMeant(text, expected, reader) : numbered[number - 1]
}

/**
 * Buttons that only save typing („はい“, „状況“) carry the word itself: they give no right that typing would not give, so
 * nothing needs to be looked up, and an old one does no more than an old word.
 */
export const sayToken = (word: ReplyWord | GlobalWord, firmId?: string): string =>
  firmId === undefined ? `say:${word}` : `say:${word}:${firmMark(firmId)}`

function saidBy(token: string): Intent | undefined {
  const inDialogue =
    dialogueMeant(token) ??
    securityActionMeant(token) ??
    roundMeant(token) ??
    suggestionMeant(token) ??
    recruitingMeant(token) ??
    planMeant(token)
  if (inDialogue) return inDialogue
  const [prefix, word, firm] = token.split(':')
  if (prefix !== 'say') return undefined
  switch (word) {
    case 'yes':
    case 'no':
    case 'agree':
    case 'decline':
      return { kind: 'enrolment-reply', reply: word }
    case 'own-result':
      return { kind: 'result', isOwn: true }
    case 'todos':
      return { kind: 'todos', ...(firm !== undefined && { firm }) }
    case 'all-plans':
      return { kind: 'plans', isAll: true, ...(firm !== undefined && { firm }) }
    default: {
      const named = GLOBAL_WORDS.find((one) => one === word)
      return named ? { kind: 'word', word: named, ...(firm !== undefined && { firm }) } : { kind: 'nothing' }
    }
  }
}
