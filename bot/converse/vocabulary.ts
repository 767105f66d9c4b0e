import { folded, meansOneOf } from '#engine/chat.ts'
import type { Text } from '#engine/message.ts'
import { QUESTIONNAIRES } from '../content/questionnaires/index.ts'
import { type Reader, sayText } from '../say.ts'

/** What typed words mean, in any of the reader's ways of putting them (`converse.words`, `converse.answers`). */
export const GLOBAL_WORDS = [
  'diagnosis',
  'consult',
  'status',
  'assets',
  'report',
  'help',
  'remote',
  'visit',
  'what',
  'goal',
  'safe',
  'plans',
  'bill',
  'notebook',
  'example',
  'withdraw-example',
  'warning',
  'no-check',
  'contractor',
  'member',
  'emergency',
  'insurance',
  'leak',
  'order',
  'box',
  'lost-box',
  'leave',
  'firm-data',
  'own-record',
  'own-erase',
  'own-erase-sure',
  'wiring',
  'trouble',
  'stage',
  'home',
] as const
export type GlobalWord = (typeof GLOBAL_WORDS)[number]

const REPLY_WORDS = ['yes', 'no', 'agree', 'decline'] as const
export type ReplyWord = (typeof REPLY_WORDS)[number]

const rowOf = (word: GlobalWord | ReplyWord, reader: Reader): string =>
  sayText({ key: `converse.words.${word}` }, reader)

export const globalWordMeant = (typed: string, reader: Reader): GlobalWord | undefined =>
  GLOBAL_WORDS.find((word) => meansOneOf(typed, rowOf(word, reader)))

export const replyMeant = (typed: string, expected: readonly ReplyWord[], reader: Reader): ReplyWord | undefined =>
  expected.find((word) => meansOneOf(typed, rowOf(word, reader)))

const NAMES = [...new Set(QUESTIONNAIRES.map(({ id }) => id))]

/** The questionnaires are begun by their names; 診断 is one of the six words of the menu, too. */
export const questionnaireNamed = (typed: string, reader: Reader): string | undefined =>
  NAMES.find((name) => meansOneOf(typed, sayText({ key: `converse.questionnaires.${name}` }, reader)))

const ANSWERS = [
  ...['start', 'decline', 'undo'],
  'done',
  'cannot',
  'busy',
  'what',
  'search',
  ...['maintenance', 'nine'],
  'later',
  'human',
  'all',
  'hour',
  'evening',
  'morning',
  ...['begin', 'not-now'],
]

/** A button's own label, and the other words for what its key ends in (`notice.answer.done` → できました, 終わった …). */
export function wordsFor(label: Text, reader: Reader): string[] {
  const own = sayText(label, reader)
  const answer = 'key' in label ? label.key.slice(label.key.lastIndexOf('.') + 1) : ''
  const others = ANSWERS.includes(answer) ? sayText({ key: `converse.answers.${answer}` }, reader).split('|') : []
  return [own, ...others].filter((word) => folded(word) !== '')
}
