import { describe, expect, test } from 'vitest'
import { readAnswer } from '#engine/dialogue/answer.ts'
import type { Question } from '#engine/dialogue/questionnaire.ts'
import { listening } from './sample.ts'

const COMMON = { isRequired: true, sensitivity: 'open', kind: 'text' } as const
const ID: Question = {
  ...COMMON,
  id: 'id',
  topic: 'id',
  shape: 'digits',
  lengthMin: 11,
  lengthMax: 11,
  startsWith: '5',
}
const PHONE: Question = {
  ...COMMON,
  id: 'phone',
  topic: 'phone',
  shape: 'digits',
  lengthMin: 10,
  lengthMax: 11,
  startsWith: '0',
}

const read = (question: Question, typed: string): string => {
  const reading = readAnswer(question, typed, listening())
  if (reading.kind === 'refused') return reading.reason
  return reading.kind === 'value' && reading.value.kind === 'text' ? reading.value.text : reading.kind
}

describe('the ID of a declaration', () => {
  test.each([
    ['50000012345', '50000012345'],
    ['５００００ ０１２３４５', '50000012345'],
    ['40000012345', 'bad-shape'],
    ['5000001234', 'bad-shape'],
    ['500000123456', 'too-long'],
    ['5000001234A', 'no-digits'],
    ['😀', 'not-understood'],
  ])('%s is %s', (typed, expected) => {
    expect(read(ID, typed)).toBe(expected)
  })
})

describe('a phone number', () => {
  test.each([
    ['0192-00-0001', '0192000001'],
    ['０１９２ー００ー０００１', '0192000001'],
    ['(0192) 00−0001', '0192000001'],
    ['192-00-0001', 'bad-shape'],
    ['1192-00-0001', 'bad-shape'],
    ['でんわ', 'no-digits'],
  ])('%s is %s', (typed, expected) => {
    expect(read(PHONE, typed)).toBe(expected)
  })
})
