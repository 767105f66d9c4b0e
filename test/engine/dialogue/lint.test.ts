import { describe, expect, test } from 'vitest'
import { type Finding, lint, type Rule, type Slot, type Wording } from '#engine/dialogue/lint.ts'
import type { Change, Migration } from '#engine/dialogue/migration.ts'
import type { Choice, Condition, Question, Questionnaire } from '#engine/dialogue/questionnaire.ts'

/** Each rule finds what is wrong, and leaves alone what is nearly wrong. */

type More = Readonly<Record<string, unknown>> & { id: string }

const question = ({ id, ...more }: More): Question =>
  ({ kind: 'yes-no', isRequired: true, sensitivity: 'open', topic: id, ...more, id }) as Question
const questionnaire = (...questions: More[]): Questionnaire => ({
  id: 'sample',
  version: '1',
  answeredBy: 'firm',
  sections: [{ id: 'all', questions: questions.map(question) }],
})
const choices = (...ids: string[]): Choice[] => ids.map((id) => ({ id }))
const several = (more: readonly Choice[]) => ({ kind: 'multi', choices: more }) as const
const single = (more: readonly Choice[]) => ({ kind: 'single', choices: more }) as const

/** Says something different and plain everywhere. */
const WORDING: Wording = {
  locale: 'ja',
  said: (slot) => nameOf(slot),
  words: ({ id }, choice) => [`${id} ${choice}`],
  reserved: ['戻る'],
  faultsIn: (text) => (text.includes('脆弱性') ? ['jargon: 脆弱性'] : []),
}
const nameOf = (slot: Slot): string =>
  [slot.kind, 'question' in slot ? slot.question.id.slice(0, 5) : '', 'choice' in slot ? slot.choice : ''].join(' ')

function found(one: Questionnaire, wording: Partial<Wording> = {}): Finding[] {
  return lint(one, { versions: [one], migrations: [], wordings: [{ ...WORDING, ...wording }] })
}
const rulesIn = (findings: readonly Finding[]): Rule[] => [...new Set(findings.map(({ rule }) => rule))]

const home = { id: 'home' }
const isHome: Condition = { question: 'home', is: 'yes' }
const isNot = (condition: Condition): Condition => ({ not: condition })
const NINE = choices('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')

interface Case {
  name: string
  rule: Rule
  bad: Questionnaire
  good: Questionnaire
}

const CASES: readonly Case[] = [
  {
    name: 'a question that contradicts itself',
    rule: 'unreachable',
    bad: questionnaire(home, { id: 'q', when: { all: [isHome, { question: 'home', is: 'no' }] } }),
    good: questionnaire(home, { id: 'q', when: { all: [isHome, isNot({ question: 'home', is: 'no' })] } }),
  },
  {
    name: 'a question behind one that is only asked otherwise',
    rule: 'unreachable',
    bad: questionnaire(
      home,
      { id: 'wifi', when: isHome },
      {
        id: 'q',
        when: {
          all: [
            { question: 'home', is: 'no' },
            { question: 'wifi', is: 'yes' },
          ],
        },
      },
    ),
    good: questionnaire(home, { id: 'wifi', when: isHome }, { id: 'q', when: { question: 'wifi', is: 'yes' } }),
  },
  {
    name: 'a question for two choices of which one stands alone',
    rule: 'unreachable',
    bad: questionnaire(
      { id: 'assets', ...several([...choices('a', 'b'), { id: 'none', isExclusive: true }]) },
      {
        id: 'q',
        when: {
          all: [
            { question: 'assets', is: 'a' },
            { question: 'assets', is: 'none' },
          ],
        },
      },
    ),
    good: questionnaire(
      { id: 'assets', ...several([...choices('a', 'b'), { id: 'none', isExclusive: true }]) },
      {
        id: 'q',
        when: {
          all: [
            { question: 'assets', is: 'a' },
            { question: 'assets', is: 'b' },
          ],
        },
      },
    ),
  },
  {
    name: 'a condition that always holds',
    rule: 'always',
    bad: questionnaire(home, { id: 'q', when: { question: 'home', is: ['yes', 'no'] } }),
    good: questionnaire({ ...home, isRequired: false }, { id: 'q', when: { question: 'home', is: ['yes', 'no'] } }),
  },
  {
    name: 'an alternative that cannot be',
    rule: 'dead-branch',
    bad: questionnaire(
      home,
      { id: 'wifi', when: isHome },
      { id: 'q', when: { any: [isHome, { all: [isNot(isHome), { question: 'wifi', is: 'yes' }] }] } },
    ),
    good: questionnaire(
      home,
      { id: 'web' },
      { id: 'q', when: { any: [isHome, { all: [isNot(isHome), { question: 'web', is: 'yes' }] }] } },
    ),
  },
  {
    name: 'a choice that nobody has when it is looked at',
    rule: 'dead-branch',
    bad: questionnaire(home, { id: 'q', when: { all: [isHome, { question: 'home', is: ['yes', 'no'] }] } }),
    good: questionnaire(home, { id: 'web' }, { id: 'q', when: { all: [isHome, { question: 'web', is: 'no' }] } }),
  },
  {
    name: 'a condition about a question there is not',
    rule: 'unknown-name',
    bad: questionnaire(home, { id: 'q', when: isNot({ question: 'office', is: 'yes' }) }),
    good: questionnaire(home, { id: 'q', when: isNot(isHome) }),
  },
  {
    name: 'a condition about a choice there is not',
    rule: 'unknown-name',
    bad: questionnaire(home, { id: 'q', when: { question: 'home', is: ['yes', 'maybe'] } }),
    good: questionnaire(home, { id: 'q', when: isHome }),
  },
  {
    name: 'a condition about what was typed',
    rule: 'unknown-name',
    bad: questionnaire(
      home,
      { id: 'name', kind: 'text', lengthMax: 9 },
      { id: 'q', when: { any: [isHome, { question: 'name', is: 'Sasaki' }] } },
    ),
    good: questionnaire(home, { id: 'name', kind: 'text', lengthMax: 9 }, { id: 'q', when: isHome }),
  },
  {
    name: 'a condition about a question that is asked later',
    rule: 'later-question',
    bad: questionnaire({ id: 'q', when: isNot(isHome) }, home),
    good: questionnaire(home, { id: 'q', when: isNot(isHome) }),
  },
  {
    name: 'a condition about the question itself',
    rule: 'later-question',
    bad: questionnaire(home, { id: 'q', when: { any: [isHome, { question: 'q', is: 'yes' }] } }),
    good: questionnaire(home, { id: 'q', when: isHome }),
  },
  {
    name: 'two questions on one topic',
    rule: 'asked-twice',
    bad: questionnaire(home, { id: 'q', topic: 'home' }),
    good: questionnaire(
      home,
      { id: 'q', when: isHome, topic: 'wifi' },
      { id: 'r', when: isNot(isHome), topic: 'wifi' },
    ),
  },
  {
    name: 'more choices than LINE has room for',
    rule: 'too-many-choices',
    bad: questionnaire({ id: 'q', ...single([...NINE, { id: 'j' }]) }),
    good: questionnaire({ id: 'q', ...single(NINE) }),
  },
  {
    name: 'more choices of several than LINE has room for',
    rule: 'too-many-choices',
    bad: questionnaire({ id: 'q', ...several([...NINE.slice(0, 8), { id: 'none', isExclusive: true }]) }),
    good: questionnaire({ id: 'q', ...several([...NINE.slice(0, 7), { id: 'none', isExclusive: true }]) }),
  },
  {
    name: 'nothing to choose between',
    rule: 'too-few-choices',
    bad: questionnaire({ id: 'q', ...single(choices('a')) }),
    good: questionnaire({ id: 'q', ...single(choices('a', 'b')) }),
  },
  {
    name: 'several without „none of these“',
    rule: 'exclusive-choice',
    bad: questionnaire({ id: 'q', ...several(choices('a', 'b')) }),
    good: questionnaire({ id: 'q', ...several([...choices('a', 'b'), { id: 'none', isExclusive: true }]) }),
  },
  {
    name: '„I do not know“ beside what is known',
    rule: 'exclusive-choice',
    bad: questionnaire({
      id: 'q',
      ...several([...choices('a', 'b'), { id: 'none', isExclusive: true }, { id: 'unknown', isUnknown: true }]),
    }),
    good: questionnaire({
      id: 'q',
      ...several([...choices('a', 'b'), { id: 'unknown', isUnknown: true, isExclusive: true }]),
    }),
  },
  {
    name: 'an exclusive choice where only one can be chosen',
    rule: 'exclusive-choice',
    bad: questionnaire({ id: 'q', ...single([...choices('a', 'b'), { id: 'none', isExclusive: true }]) }),
    good: questionnaire({ id: 'q', ...single(choices('a', 'b', 'none')) }),
  },
  {
    name: 'a question’s id that is too long',
    rule: 'id',
    bad: questionnaire({ id: 'photo-router1' }),
    good: questionnaire({ id: 'photo-router' }),
  },
  {
    name: 'a choice’s id with a letter that no button carries',
    rule: 'id',
    bad: questionnaire({ id: 'q', ...single(choices('a_1', 'b')) }),
    good: questionnaire({ id: 'q', ...single(choices('a-1', 'b')) }),
  },
  {
    name: 'two questions of one id',
    rule: 'id',
    bad: questionnaire(home, { id: 'home', topic: 'another' }),
    good: questionnaire(home, { id: 'home-2' }),
  },
  {
    name: 'two choices of one id',
    rule: 'id',
    bad: questionnaire({ id: 'q', ...single(choices('a', 'b', 'a')) }),
    good: questionnaire({ id: 'q', ...single(choices('a', 'b', 'c')) }),
  },
  {
    name: 'points that the rule does not have',
    rule: 'points',
    bad: questionnaire({ id: 'q', axes: ['mail'], points: { yes: 5, no: 0 } }),
    good: questionnaire({ id: 'q', axes: ['mail'], points: { yes: 4, no: -1 } }),
  },
  {
    name: 'a choice without points among others',
    rule: 'points',
    bad: questionnaire({ id: 'q', axes: ['mail'], ...single([{ id: 'a', points: 4 }, { id: 'b' }]) }),
    good: questionnaire({
      id: 'q',
      axes: ['mail'],
      ...single([
        { id: 'a', points: 4 },
        { id: 'b', points: 0 },
      ]),
    }),
  },
  {
    name: 'points that count on no axis',
    rule: 'points',
    bad: questionnaire({ id: 'q', points: { yes: 4, no: 0 } }),
    good: questionnaire({ id: 'q' }),
  },
  {
    name: 'an axis without points',
    rule: 'points',
    bad: questionnaire({ id: 'q', axes: ['mail'] }),
    good: questionnaire({ id: 'q', axes: [] }),
  },
  {
    name: 'a number that cannot be',
    rule: 'bounds',
    bad: questionnaire({ id: 'q', kind: 'number', unit: 'devices', min: 9, max: 1 }),
    good: questionnaire({ id: 'q', kind: 'number', unit: 'devices', min: 1, max: 9 }),
  },
  {
    name: 'a text that must be longer than it may',
    rule: 'bounds',
    bad: questionnaire({ id: 'q', kind: 'text', lengthMin: 12, lengthMax: 11 }),
    good: questionnaire({ id: 'q', kind: 'text', lengthMin: 11, lengthMax: 11 }),
  },
  {
    name: 'digits that begin with a letter',
    rule: 'bounds',
    bad: questionnaire({ id: 'q', kind: 'text', lengthMax: 11, shape: 'digits', startsWith: 'A' }),
    good: questionnaire({ id: 'q', kind: 'text', lengthMax: 11, shape: 'digits', startsWith: '5' }),
  },
]

describe('the linter', () => {
  test.each(CASES)('finds $name', ({ rule, bad }) => {
    expect(rulesIn(found(bad))).toContain(rule)
  })

  test.each(CASES)('leaves alone what is not $name', ({ good }) => {
    expect(found(good)).toEqual([])
  })

  test('tells one thing once: where a name is wrong, not also what follows from it', () => {
    const bad = questionnaire(home, { id: 'q', when: { question: 'home', is: ['yes', 'maybe'] } })
    expect(rulesIn(found(bad))).toEqual(['unknown-name'])
  })
})

describe('the texts of a questionnaire', () => {
  const one = questionnaire(home, { id: 'pcs', kind: 'number', unit: 'devices', min: 0, max: 9 })
  const said = (change: (slot: Slot) => string | undefined): Finding[] =>
    found(one, { said: (slot) => (change(slot) === 'as it is' ? nameOf(slot) : change(slot)) })

  test.each([
    ['title', ''],
    ['intro', ''],
    ['section', 'all'],
    ['ask', 'home'],
    ['short', 'home'],
    ['help', 'home'],
    ['why', 'pcs'],
    ['choice', 'home'],
    ['unit', 'pcs'],
  ])('are missed: %s %s', (kind, where) => {
    const findings = said((slot) =>
      slot.kind === kind && (!('question' in slot) || slot.question.id === where) ? undefined : 'as it is',
    )
    expect(rulesIn(findings)).toEqual(['missing-text'])
    expect(findings[0]?.where).toBe(where)
    expect(findings[0]?.says).toContain(kind)
  })

  test('are missed when they are blank', () => {
    expect(rulesIn(said(({ kind }) => (kind === 'intro' ? ' ' : 'as it is')))).toEqual(['missing-text'])
  })

  test.each(['choice', 'short'])('are too long as a %s of more than twenty letters', (wanted) => {
    const labelled = (label: string): Finding[] => said(({ kind }) => (kind === wanted ? label : 'as it is'))
    expect(rulesIn(labelled('あ'.repeat(21)))).toContain('too-long')
    expect(rulesIn(labelled('あ'.repeat(20)))).not.toContain('too-long')
    // An emoji takes two of LINE's units.
    expect(rulesIn(labelled('⭐️🌟'.repeat(6)))).toContain('too-long')
  })

  test('are asked to be plainer', () => {
    const [finding] = said((slot) => (nameOf(slot) === 'help home ' ? '脆弱性のことです。' : 'as it is'))
    expect(finding).toMatchObject({ rule: 'not-plain', where: 'home', says: 'help in ja: jargon: 脆弱性' })
  })

  test('ask the same in the same words, whatever the topic is called', () => {
    const same = said(({ kind }) => (kind === 'ask' ? '家で 仕事をしますか。' : 'as it is'))
    expect(same).toMatchObject([{ rule: 'asked-twice', where: 'pcs', says: 'asks the same as home' }])
  })
})

describe('typed words', () => {
  const typed = (words: Record<string, string[]>): Finding[] =>
    found(questionnaire(home), { words: (_question, choice) => words[choice] ?? [] })

  test.each([
    ['the same word for two answers', { yes: ['はい', 'ある'], no: ['いいえ', 'ある'] }],
    ['words that differ only in width', { yes: ['ＯＫです'], no: ['okです'] }],
    ['a word that always works', { yes: ['はい', '戻る'], no: ['いいえ'] }],
    ['the number of another answer', { yes: ['はい', '2'], no: ['いいえ'] }],
  ])('mean two things: %s', (_name, words) => {
    expect(rulesIn(typed(words))).toEqual(['ambiguous-words'])
  })

  test.each([
    ['their own number', { yes: ['はい', '1'], no: ['いいえ', '②'] }],
    ['the same word twice for one answer', { yes: ['はい', 'はい。'], no: ['いいえ'] }],
    ['a number there is no answer for', { yes: ['はい', '10'], no: ['0'] }],
  ])('mean one thing: %s', (_name, words) => {
    expect(typed(words)).toEqual([])
  })
})

describe('the way to a new version', () => {
  const scored = (id: string, points: number): More => ({
    id,
    axes: ['mail'],
    ...single([
      { id: 'done', points },
      { id: 'not', points: 0 },
    ]),
  })
  const text = (id: string, lengthMax: number): More => ({ id, kind: 'text', lengthMax })
  const old = questionnaire(scored('a', 4), scored('b', 4), scored('c', 4), scored('d', 4), text('e', 9))
  const next: Questionnaire = {
    ...questionnaire(scored('a', 4), scored('b', 2), scored('c-1', 4), scored('c-2', 4), text('f', 9)),
    version: '2',
  }
  const GOOD: Record<string, Change> = {
    a: { kind: 'kept' },
    b: { kind: 'rescored' },
    c: { kind: 'split', into: { 'c-1': { done: 'done', not: 'not' }, 'c-2': { not: 'not' } } },
    d: { kind: 'removed' },
    e: { kind: 'renamed', to: 'f' },
  }
  const moving = (changes: Record<string, Change>, to = '2'): Finding[] => {
    const migration: Migration = { questionnaire: 'sample', from: '1', to, questions: changes }
    return lint(old, { versions: [old, next], migrations: [migration], wordings: [WORDING] })
  }

  test('is fine when it says what becomes of every answer', () => {
    expect(moving(GOOD)).toEqual([])
  })

  test('is missed where there is a newer version, and not from the newest', () => {
    expect(lint(old, { versions: [old, next], migrations: [], wordings: [] })).toMatchObject([
      { rule: 'migration', says: 'no migration leads to 2' },
    ])
    expect(lint(next, { versions: [old, next], migrations: [], wordings: [] })).toEqual([])
  })

  test('leads to one version that exists', () => {
    expect(moving(GOOD, '3')).toMatchObject([{ rule: 'migration', says: expect.stringContaining('3') }])
    const one: Migration = { questionnaire: 'sample', from: '1', to: '2', questions: GOOD }
    expect(lint(old, { versions: [old, next], migrations: [one, one], wordings: [] })).toMatchObject([
      { says: 'two migrations lead away from it' },
    ])
  })

  const { a: _a, ...withoutA } = GOOD
  const bad: [string, Record<string, Change>, string][] = [
    ['forgets a question', withoutA, 'a'],
    ['names a question there was not', { ...GOOD, z: { kind: 'kept' } }, 'z'],
    ['keeps a question that is gone', { ...GOOD, d: { kind: 'kept' } }, 'd'],
    ['keeps a question with other points', { ...GOOD, b: { kind: 'kept' } }, 'b'],
    ['rescores a question with the same points', { ...GOOD, a: { kind: 'rescored' } }, 'a'],
    ['removes a question that is still asked', { ...GOOD, a: { kind: 'removed' } }, 'a'],
    ['renames to a question there is not', { ...GOOD, e: { kind: 'renamed', to: 'g' } }, 'e'],
    ['renames to a question of another kind', { ...GOOD, e: { kind: 'renamed', to: 'a' } }, 'e'],
    ['renames a choice there was not', { ...GOOD, a: { kind: 'renamed', to: 'a', choices: { part: 'done' } } }, 'a'],
    ['renames to a choice there is not', { ...GOOD, a: { kind: 'renamed', to: 'a', choices: { done: 'all' } } }, 'a'],
    ['fills one question from two', { ...GOOD, d: { kind: 'renamed', to: 'a' } }, 'd'],
    ['splits into a question there is not', { ...GOOD, c: { kind: 'split', into: { 'c-3': { not: 'not' } } } }, 'c'],
    ['splits a choice there was not', { ...GOOD, c: { kind: 'split', into: { 'c-1': { part: 'not' } } } }, 'c'],
    ['splits to a choice there is not', { ...GOOD, c: { kind: 'split', into: { 'c-1': { not: 'no' } } } }, 'c'],
    ['splits and carries nothing over', { ...GOOD, c: { kind: 'split', into: { 'c-1': {} } } }, 'c'],
    ['splits what is typed', { ...GOOD, e: { kind: 'split', into: { f: { a: 'b' } } } }, 'e'],
  ]
  test.each(bad)('is wrong when it %s', (_name, changes, where) => {
    const findings = moving(changes)
    expect(rulesIn(findings)).toEqual(['migration'])
    expect(findings.map((one) => one.where)).toContain(where)
  })

  test('is wrong where a kept answer may no longer fit', () => {
    const migrated = (before: More, after: More): Finding[] => {
      const [from, to] = [questionnaire(before), { ...questionnaire(after), version: '2' }]
      const migration: Migration = { questionnaire: 'sample', from: '1', to: '2', questions: { e: { kind: 'kept' } } }
      return lint(from, { versions: [from, to], migrations: [migration], wordings: [] })
    }
    const number = (max: number): More => ({ id: 'e', kind: 'number', unit: 'devices', min: 0, max })
    expect(migrated(text('e', 9), text('e', 8))).toMatchObject([{ rule: 'migration', where: 'e' }])
    expect(migrated(text('e', 9), text('e', 10))).toEqual([])
    expect(migrated(number(9), number(8))).toMatchObject([{ rule: 'migration', where: 'e' }])
    expect(migrated(number(9), number(10))).toEqual([])
    expect(migrated(number(9), text('e', 9))).toMatchObject([{ rule: 'migration', where: 'e' }])
    const narrower = { id: 'e', ...single(choices('a', 'b')) }
    expect(migrated({ id: 'e', ...single(choices('a', 'b', 'c')) }, narrower)).toMatchObject([{ where: 'e' }])
    expect(migrated(narrower, { id: 'e', ...single(choices('a', 'b', 'c')) })).toEqual([])
  })
})
