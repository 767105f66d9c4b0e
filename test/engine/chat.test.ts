import { describe, expect, test } from 'vitest'
import {
  chatStateOf,
  type Focus,
  focusedOn,
  folded,
  isOccupied,
  isSameFocus,
  meansOneOf,
  NEW_CHAT,
  numberTyped,
  optionsMeant,
  type Question,
  standingAfter,
  withoutFocus,
} from '#engine/chat.ts'
import type { Text } from '#engine/message.ts'

const question: Question = {
  asked: { key: 'notice.fallback' },
  askedAt: 0,
  options: [
    { label: { key: 'notice.answer.done' }, token: 'token-done' },
    { label: { key: 'notice.answer.cannot' }, token: 'token-cannot' },
    { label: { key: 'notice.answer.busy' }, token: 'token-busy' },
    { label: { key: 'notice.answer.what' }, token: 'token-what' },
  ],
}
const WORDS: Record<string, string[]> = {
  'notice.answer.done': ['できた', 'できました'],
  'notice.answer.cannot': ['できない'],
  'notice.answer.busy': ['忙しい'],
  'notice.answer.what': ['これは？'],
}
const wordsOf = (label: Text): string[] => ('key' in label ? (WORDS[label.key] ?? []) : [])
const meant = (typed: string) => optionsMeant(question, typed, wordsOf)[0]?.token

describe('an answer that was typed', () => {
  test.each([
    ['1', 'token-done'],
    ['１', 'token-done'],
    ['一', 'token-done'],
    ['①', 'token-done'],
    ['2番', 'token-cannot'],
    ['３です', 'token-busy'],
    ['4.', 'token-what'],
    ['できた', 'token-done'],
    [' できました。', 'token-done'],
    ['これは?', 'token-what'],
    ['これは', 'token-what'],
    ['忙 しい', 'token-busy'],
  ])('%j is understood', (typed, token) => {
    expect(meant(typed)).toBe(token)
  })

  test.each(['', '5', '0', '12', '十', '一つもできない', 'できたかもしれない', '１２', '番', '-1', '1.5'])(
    '%j is not',
    (typed) => {
      expect(meant(typed)).toBeUndefined()
    },
  )
})

describe('of a question about several things at once', () => {
  const about = (number: number) => ({ key: `kinds.${number}` })
  const several: Question = {
    asked: { key: 'digest' },
    askedAt: 0,
    options: [1, 2].flatMap((number) => [
      { label: { key: 'notice.answer.done' }, token: `done-${number}`, about: about(number) },
      { label: { key: 'notice.answer.what' }, token: `what-${number}`, about: about(number) },
    ]),
  }
  const tokens = (typed: string, asked: Question = several) =>
    optionsMeant(asked, typed, wordsOf).map(({ token }) => token)

  test('a word may be any of them, and a number is none', () => {
    expect(tokens('できた')).toEqual(['done-1', 'done-2'])
    expect(tokens('1')).toEqual([])
    expect(tokens('できない')).toEqual([])
  })

  test('the buttons of what stood alone before are meant beside them, and not those of the week before', () => {
    const standing = standingAfter(question, several)
    expect(tokens('できた', standing)).toEqual(['done-1', 'done-2', 'token-done'])
    expect(tokens('忙しい', standing)).toEqual(['token-busy'])
    expect(standingAfter(standing, several)).toEqual(several)
    expect(standingAfter(several, question)).toEqual(question)
  })
})

test('a number is a number however it is written', () => {
  expect(['9', '九', '⑨', '９番目'].map(numberTyped)).toEqual([9, 9, 9, 9])
})

test('words are compared without width, case, spaces and marks', () => {
  expect(folded(' ＹＥＳ！ ')).toBe('yes')
  expect(meansOneOf('はい。', 'はい|yes')).toBe(true)
  expect(meansOneOf('？', 'help|?')).toBe(true)
  expect(meansOneOf('', 'はい|yes')).toBe(false)
  expect(meansOneOf('。', 'はい|?')).toBe(false)
})

test.each([null, undefined, 'text', 7, {}, { version: 2, enrolment: {} }])(
  'a stored state we do not know (%j) is forgotten',
  (stored) => {
    expect(chatStateOf(stored)).toEqual(NEW_CHAT)
  },
)

describe('questionnaires that come between each other', () => {
  const of = (questionnaire: string, rest: Partial<Focus> = {}): Focus => ({
    ...{ regionId: 'region', firmId: 'firm', questionnaire, personId: '', mark: questionnaire },
    ...{ isPaused: false, number: 1, total: 25, ...rest },
  })
  const named = ({ dialogue, interrupted }: ReturnType<typeof focusedOn>) =>
    [dialogue, ...interrupted].map((focus) => focus?.questionnaire ?? '-').join(' > ')
  const over = (stack: ReturnType<typeof focusedOn>, questionnaire: string) =>
    withoutFocus(stack, (focus) => isSameFocus(focus, of(questionnaire)))
  const led = (...way: Focus[]) => way.reduce(focusedOn, NEW_CHAT as ReturnType<typeof focusedOn>)

  test.each([
    ['one is alone', [of('office')], 'office'],
    ['the next word of the same one', [of('office'), of('office', { number: 2 })], 'office'],
    ['one comes between', [of('office'), of('star')], 'star > office'],
    ['two come between', [of('office'), of('star'), of('setup')], 'setup > star > office'],
    ['a third is too deep', [of('office'), of('star'), of('setup'), of('survey')], 'survey > setup > star'],
    ['back by name', [of('office'), of('star'), of('office')], 'office > star'],
    ['what was left on purpose does not wait', [of('office', { isPaused: true }), of('star')], 'star'],
    ['another firm’s is another', [of('office'), of('office', { firmId: 'other' })], 'office > office'],
  ])('%s', (_case, way, expected) => {
    expect(named(led(...way))).toBe(expected)
  })

  test.each([
    ['the one in hand', 'star', 'office'],
    ['the one beneath', 'office', 'star'],
    ['one that is not there', 'setup', 'star > office'],
  ])('%s is over', (_case, questionnaire, expected) => {
    expect(named(over(led(of('office'), of('star')), questionnaire))).toBe(expected)
  })

  test('the last one is over', () => {
    expect(over(led(of('office')), 'office')).toEqual({ dialogue: null, interrupted: [] })
  })
})

const NOON = 1_000
const FOCUS: Focus = {
  ...{ regionId: 'iwate', firmId: 'sasaki', questionnaire: 'office', personId: '' },
  ...{ mark: 'abcdef', isPaused: false, number: 2, total: 25 },
}

const HALF_HOUR_MS = 30 * 60_000
const talk = { id: 'c1', firmId: 'sasaki', matter: 'consult', isHeld: false } as const

test.each([
  ['nothing', {}, false],
  ['a questionnaire', { dialogue: FOCUS }, true],
  ['one that was put aside', { dialogue: { ...FOCUS, isPaused: true } }, false],
  ['a call that was made just now', { consultation: { ...talk, since: NOON } }, true],
  ['one that nobody has taken for a while', { consultation: { ...talk, since: NOON - HALF_HOUR_MS } }, false],
  ['one that a person holds', { consultation: { ...talk, since: NOON - HALF_HOUR_MS, isHeld: true } }, true],
  ['words that were asked for', { writing: { firmId: 'sasaki', about: 'number', until: NOON + 1 } }, true],
  ['joining', { enrolment: { step: 'confirm' } as never }, true],
])('a chat in the middle of %s', (_, state, expected) => {
  expect(isOccupied({ ...NEW_CHAT, ...state }, NOON)).toBe(expected)
})
