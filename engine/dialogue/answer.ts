import { folded, numberTyped } from '../chat.ts'
import { momentIn } from './moment.ts'
import { numberIn } from './number.ts'
import { type Choice, choicesOf, type Question, type Value } from './questionnaire.ts'

/** What an answer turned out to be. `refused` is a clear answer that the question does not take, with the reason. */
export type Reading =
  | { kind: 'value'; value: Value }
  | { kind: 'refused'; reason: Refusal }
  | { kind: 'not-understood' }

export type Refusal =
  | 'not-alone'
  | 'too-small'
  | 'too-large'
  | 'too-long'
  | 'no-digits'
  | 'bad-shape'
  | 'no-time'
  | 'only-one'

/** What reading needs to know of the reader. */
export interface Listener {
  /** The words of a choice in the reader's language: its label and whatever else means the same. */
  wordsOf: (choice: Choice) => readonly string[]
  /** Epoch ms. */
  now: number
  timezone: string
}

export function readAnswer(question: Question, typed: string, listener: Listener): Reading {
  switch (question.kind) {
    case 'single':
    case 'scale':
    case 'band':
    case 'yes-no':
      return readOne(question, typed, listener)
    case 'multi':
      return readSeveral(question, typed, listener)
    case 'number':
      return readNumber(question, typed)
    case 'text':
      return readText(question, typed)
    case 'moment':
      return readMoment(question, typed, listener)
    case 'photo':
      return NOT_UNDERSTOOD
  }
}

const NOT_UNDERSTOOD: Reading = { kind: 'not-understood' }
const refused = (reason: Refusal): Reading => ({ kind: 'refused', reason })

function readOne(question: Question, typed: string, listener: Listener): Reading {
  const choices = choicesOf(question)
  const one = choiceMeant(choices, typed, listener)
  if (one) return { kind: 'value', value: { kind: 'choice', choice: one.id } }
  const several = choicesMeant(choices, typed, listener)
  return several && several.length > 1 ? refused('only-one') : NOT_UNDERSTOOD
}

function readSeveral(question: Question, typed: string, listener: Listener): Reading {
  const chosen = choicesMeant(choicesOf(question), typed, listener)
  return chosen ? severalOf(chosen) : NOT_UNDERSTOOD
}

/** „特にない“ beside something else is refused. */
export function severalOf(chosen: readonly Choice[]): Reading {
  if (chosen.length > 1 && chosen.some(({ isExclusive }) => isExclusive)) return refused('not-alone')
  return { kind: 'value', value: { kind: 'choices', choices: chosen.map(({ id }) => id) } }
}

/** A polite ending changes nothing: 「やっています」「1でお願いします」「はいです」. */
const ENDING =
  /(です|でした|だ|だよ|だね|ですね|かな|かも|と思います|だと思う|でお願いします|にします|をお願いします|になります)$/u

const bare = (typed: string): string => folded(typed).replace(ENDING, '')

function choiceMeant(choices: readonly Choice[], typed: string, { wordsOf }: Listener): Choice | undefined {
  const number = numberTyped(typed) ?? twoDigits(typed)
  if (number !== undefined) return choices[number - 1]
  const said = bare(typed)
  if (said === '') return undefined
  return choices.find((choice) => wordsOf(choice).some((word) => bare(word) === said))
}

/** 「10」 to 「13」: LINE shows as many as thirteen choices. */
function twoDigits(typed: string): number | undefined {
  const digits = /^1[0-9]$/u.exec(folded(typed).replace(/番$/u, ''))
  return digits ? Number(digits[0]) : undefined
}

/** Between the things that somebody lists. */
const BETWEEN = /\s*(?:[、。,，・･/／&＆+＋\n]|と(?=\s)|\s|および|それと|あと)\s*/u

/** Every choice that is named, in their order; undefined when something that was named is none of them. */
function choicesMeant(choices: readonly Choice[], typed: string, listener: Listener): Choice[] | undefined {
  const whole = choiceMeant(choices, typed, listener)
  if (whole) return [whole]
  const meant = piecesOf(choices, typed, listener).map((piece) => choiceMeant(choices, piece, listener))
  if (meant.length === 0 || meant.some((one) => one === undefined)) return undefined
  return choices.filter((choice) => meant.includes(choice))
}

/** 「1と3」「個人情報と技術情報」: 「と」 parts only where both sides are something, because it is in words too (「もと」). */
function piecesOf(choices: readonly Choice[], typed: string, listener: Listener): string[] {
  const pieces = typed
    .normalize('NFKC')
    .split(BETWEEN)
    .filter((piece) => piece !== '')
  return pieces.flatMap((piece) => {
    if (choiceMeant(choices, piece, listener)) return [piece]
    const parts = piece.split('と').filter((part) => part !== '')
    if (parts.length > 1 && parts.every((part) => choiceMeant(choices, part, listener))) return parts
    return /^[1-9]{2,}$/u.test(piece) ? [...piece] : [piece]
  })
}

function readNumber({ min, max }: Extract<Question, { kind: 'number' }>, typed: string): Reading {
  const number = numberIn(typed)
  if (number === undefined) return NOT_UNDERSTOOD
  if (number < min) return refused('too-small')
  return number > max ? refused('too-large') : { kind: 'value', value: { kind: 'number', number } }
}

function readText(question: Extract<Question, { kind: 'text' }>, typed: string): Reading {
  const { lengthMax, lengthMin = 1, shape, startsWith = '' } = question
  if (!/[\p{L}\p{N}]/u.test(typed)) return NOT_UNDERSTOOD
  const text = shape === 'digits' ? typed.normalize('NFKC').replace(SPACES_AND_DASHES, '') : typed.trim()
  if (shape === 'digits' && !/^\d+$/u.test(text)) return refused('no-digits')
  const length = [...text].length
  if (length > lengthMax) return refused('too-long')
  if (length < lengthMin || !text.startsWith(startsWith)) return refused('bad-shape')
  return { kind: 'value', value: { kind: 'text', text } }
}

/** People put them between the digits of a phone number, and an input method has many of them. */
const SPACES_AND_DASHES = /[\s()‐-―−ー-]/gu

function readMoment(
  { withTime }: Extract<Question, { kind: 'moment' }>,
  typed: string,
  { now, timezone }: Listener,
): Reading {
  const moment = momentIn(typed, now, timezone)
  if (!moment) return NOT_UNDERSTOOD
  return withTime && !moment.hasTime ? refused('no-time') : { kind: 'value', value: { kind: 'moment', at: moment.at } }
}
