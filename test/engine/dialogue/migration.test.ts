import { describe, expect, test } from 'vitest'
import { type Change, carriedOver, comparable, type Migration, pathOf } from '#engine/dialogue/migration.ts'
import type { Question, Questionnaire, Value } from '#engine/dialogue/questionnaire.ts'

const one = (choice: string): Value => ({ kind: 'choice', choice })
const carried = (change: Change, value: Value): Record<string, Value> =>
  Object.fromEntries(carriedOver(change, 'q3', value))

describe('an answer to an old version', () => {
  test('stays with its question when that is kept, also with other points', () => {
    expect(carried({ kind: 'kept' }, one('done'))).toEqual({ q3: one('done') })
    expect(carried({ kind: 'rescored' }, { kind: 'number', number: 8 })).toEqual({ q3: { kind: 'number', number: 8 } })
  })

  test('moves to the new name, its choices with it', () => {
    const change: Change = { kind: 'renamed', to: 'q3-pass', choices: { done: 'always' } }
    expect(carried(change, one('done'))).toEqual({ 'q3-pass': one('always') })
    expect(carried(change, one('not'))).toEqual({ 'q3-pass': one('not') })
    expect(carried(change, { kind: 'choices', choices: ['done', 'not'] })).toEqual({
      'q3-pass': { kind: 'choices', choices: ['always', 'not'] },
    })
    expect(carried({ kind: 'renamed', to: 'boss' }, { kind: 'text', text: '佐々木' })).toEqual({
      boss: { kind: 'text', text: '佐々木' },
    })
  })

  test('answers of the new questions only what it says about them', () => {
    const change: Change = {
      kind: 'split',
      into: { 'q3-pass': { done: 'done', not: 'not' }, 'q3-mfa': { not: 'not' } },
    }
    expect(carried(change, one('done'))).toEqual({ 'q3-pass': one('done') })
    expect(carried(change, one('not'))).toEqual({ 'q3-pass': one('not'), 'q3-mfa': one('not') })
    expect(carried(change, one('part'))).toEqual({})
    expect(carried(change, { kind: 'text', text: 'done' })).toEqual({})
  })

  test('goes nowhere when its question is gone', () => {
    expect(carried({ kind: 'removed' }, one('done'))).toEqual({})
  })
})

describe('the way from a version to the newest', () => {
  const step = (from: string, to: string, questionnaire = 'office'): Migration => ({
    questionnaire,
    from,
    to,
    questions: {},
  })
  const all = [step('2', '3'), step('1', '2'), step('1', '9', 'survey')]

  test('goes step by step, each questionnaire its own', () => {
    expect(pathOf(all, 'office', '1').map(({ to }) => to)).toEqual(['2', '3'])
    expect(pathOf(all, 'survey', '1').map(({ to }) => to)).toEqual(['9'])
    expect(pathOf(all, 'office', '3')).toEqual([])
  })
})

test('two scores are compared over what both versions ask with the same points', () => {
  const question = (id: string): Question => ({
    id,
    topic: id,
    kind: 'yes-no',
    isRequired: true,
    sensitivity: 'open',
  })
  const version = (name: string, ...ids: string[]): Questionnaire => ({
    id: 'office',
    version: name,
    answeredBy: 'firm',
    sections: [{ id: 'all', questions: ids.map(question) }],
  })
  const migration: Migration = {
    questionnaire: 'office',
    from: '1',
    to: '2',
    questions: {
      a: { kind: 'kept' },
      b: { kind: 'rescored' },
      c: { kind: 'removed' },
      d: { kind: 'renamed', to: 'e' },
      f: { kind: 'kept' },
    },
  }
  expect(comparable([migration], version('1', 'a', 'b', 'c', 'd', 'f'), version('2', 'a', 'b', 'e'))).toEqual(['a'])
})
