import { describe, expect, test } from 'vitest'
import {
  applicable,
  type Condition,
  choicesOf,
  chosenIn,
  holds,
  type Question,
  type Questionnaire,
  type Value,
} from '#engine/dialogue/questionnaire.ts'

const COMMON = { isRequired: true, sensitivity: 'open' } as const
const yesNo = (id: string, when?: Condition): Question => ({
  ...COMMON,
  id,
  topic: id,
  kind: 'yes-no',
  ...(when && { when }),
})
const one = (choice: string): Value => ({ kind: 'choice', choice })
const several = (...choices: string[]): Value => ({ kind: 'choices', choices })

describe('a condition', () => {
  const values = new Map<string, Value>([
    ['home', one('yes')],
    ['assets', several('personal', 'sales')],
    ['pcs', { kind: 'number', number: 3 }],
  ])
  const cases: [string, Condition | undefined, boolean][] = [
    ['none', undefined, true],
    ['the choice that was made', { question: 'home', is: 'yes' }, true],
    ['another choice', { question: 'home', is: 'no' }, false],
    ['one of several choices', { question: 'home', is: ['no', 'yes'] }, true],
    ['one of what was chosen together', { question: 'assets', is: 'sales' }, true],
    ['what was not chosen with it', { question: 'assets', is: ['none', 'technical'] }, false],
    ['a question without an answer', { question: 'web', is: 'yes' }, false],
    ['not, of a question without an answer', { not: { question: 'web', is: 'yes' } }, true],
    ['a number', { question: 'pcs', is: '3' }, false],
    [
      'all',
      {
        all: [
          { question: 'home', is: 'yes' },
          { question: 'assets', is: 'personal' },
        ],
      },
      true,
    ],
    [
      'all, with one that fails',
      {
        all: [
          { question: 'home', is: 'yes' },
          { question: 'home', is: 'no' },
        ],
      },
      false,
    ],
    ['all of nothing', { all: [] }, true],
    [
      'any',
      {
        any: [
          { question: 'home', is: 'no' },
          { question: 'assets', is: 'personal' },
        ],
      },
      true,
    ],
    ['any of nothing', { any: [] }, false],
  ]
  test.each(cases)('%s', (_name, condition, expected) => {
    expect(holds(condition, values)).toBe(expected)
  })
})

describe('the questions that apply', () => {
  const questionnaire: Questionnaire = {
    id: 'sample',
    version: '1',
    answeredBy: 'firm',
    sections: [
      { id: 'one', questions: [yesNo('a'), yesNo('b', { question: 'a', is: 'yes' })] },
      { id: 'two', questions: [yesNo('c', { question: 'b', is: 'yes' }), yesNo('d', { question: 'e', is: 'yes' })] },
      { id: 'three', questions: [yesNo('e')] },
    ],
  }
  const asked = (answers: Record<string, Value>): string[] =>
    applicable(questionnaire, new Map(Object.entries(answers))).map(({ id }) => id)

  test('are those whose conditions hold, in order, over all sections', () => {
    expect(asked({})).toEqual(['a', 'e'])
    expect(asked({ a: one('yes'), b: one('yes') })).toEqual(['a', 'b', 'c', 'e'])
  })

  test('are not opened by an answer that no longer counts', () => {
    expect(asked({ a: one('no'), b: one('yes') })).toEqual(['a', 'e'])
  })

  test('are not opened by what is asked later', () => {
    expect(asked({ e: one('yes') })).not.toContain('d')
  })
})

test('yes and no are choices, with points where there are any', () => {
  expect(choicesOf(yesNo('a'))).toEqual([{ id: 'yes' }, { id: 'no' }])
  expect(choicesOf({ ...COMMON, id: 'a', topic: 'a', kind: 'yes-no', points: { yes: 4, no: 0 } })).toEqual([
    { id: 'yes', points: 4 },
    { id: 'no', points: 0 },
  ])
  expect(choicesOf({ ...COMMON, id: 'a', topic: 'a', kind: 'photo' })).toEqual([])
})

test('words, numbers and moments choose nothing', () => {
  expect(chosenIn({ kind: 'text', text: 'yes' })).toEqual([])
  expect(chosenIn({ kind: 'moment', at: 0 })).toEqual([])
  expect(chosenIn(undefined)).toEqual([])
  expect(chosenIn(several('a', 'b'))).toEqual(['a', 'b'])
})
