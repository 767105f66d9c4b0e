import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applicable,
  type Choice,
  type Condition,
  choicesOf,
  holds,
  type Question,
  type Questionnaire,
  questionsOf,
  type Value,
} from '#engine/dialogue/questionnaire.ts'
import { canHold } from '#engine/dialogue/reach.ts'

/** Small questionnaires of every shape that conditions care about, against trying every answer there is. */

const COMMON = { sensitivity: 'open' } as const
const NAMES = ['a', 'b', 'c', 'd', 'e'] as const

const conditions = (earlier: readonly string[]): fc.Arbitrary<Condition> =>
  fc.letrec<{ condition: Condition; leaf: Condition }>((tie) => ({
    leaf: fc.record({
      // Now and then a question that is asked later, or not at all.
      question: fc.constantFrom(...earlier, ...(earlier.length === 0 ? ['e'] : []), 'nobody'),
      is: fc.oneof(
        fc.constantFrom('x', 'y', 'z', 'yes', 'no'),
        fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 'yes', 'no'), { minLength: 1, maxLength: 3 }),
      ),
    }),
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('leaf'),
      fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  })).condition

const CHOICES: readonly Choice[] = [{ id: 'x' }, { id: 'y' }, { id: 'z', isExclusive: true }]

const kinds: fc.Arbitrary<Partial<Question>> = fc.constantFrom<Partial<Question>>(
  { kind: 'single', choices: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] },
  { kind: 'multi', choices: CHOICES },
  { kind: 'yes-no' },
  { kind: 'number', unit: 'devices', min: 0, max: 9 },
)

const questions = (id: string, earlier: readonly string[]): fc.Arbitrary<Question> =>
  fc
    .tuple(kinds, fc.boolean(), fc.option(conditions(earlier), { nil: undefined, freq: 3 }))
    .map(
      ([kind, isRequired, when]) =>
        ({ ...COMMON, id, topic: id, isRequired, ...kind, ...(when && { when }) }) as Question,
    )

const questionnaires: fc.Arbitrary<Questionnaire> = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => fc.tuple(...NAMES.slice(0, count).map((id, at) => questions(id, NAMES.slice(0, at)))))
  .chain((earlier) =>
    conditions(earlier.map(({ id }) => id)).map((when) => ({
      id: 'sample',
      version: '1',
      answeredBy: 'firm' as const,
      sections: [{ id: 'all', questions: [...earlier, { ...COMMON, ...LAST, when } as Question] }],
    })),
  )
const LAST = { id: 'last', topic: 'last', kind: 'yes-no', isRequired: true } as const

/** Every answer a question takes; `undefined` is to leave it. */
function answersTo(question: Question): (Value | undefined)[] {
  const chosen = choicesOf(question).map(({ id }): Value => ({ kind: 'choice', choice: id }))
  const left = question.isRequired ? [] : [undefined]
  if (question.kind === 'number') return [...left, { kind: 'number', number: 1 }]
  if (question.kind !== 'multi') return [...left, ...chosen]
  const sets = [['x'], ['y'], ['x', 'y'], ['z']]
  return [...left, ...sets.map((choices): Value => ({ kind: 'choices', choices }))]
}

/** All the ways through a questionnaire, one question after the other, as a person goes. */
function* walks(
  questionnaire: Questionnaire,
  at = 0,
  values: ReadonlyMap<string, Value> = new Map(),
): Generator<ReadonlyMap<string, Value>> {
  const question = questionsOf(questionnaire)[at]
  if (!question || question.id === 'last') return yield values
  if (!applicable(questionnaire, values).includes(question)) return yield* walks(questionnaire, at + 1, values)
  for (const value of answersTo(question))
    yield* walks(questionnaire, at + 1, value ? new Map([...values, [question.id, value]]) : values)
}

const lastOf = (questionnaire: Questionnaire): Question => {
  const last = questionsOf(questionnaire).at(-1)
  if (!last) throw new Error('no question')
  return last
}

test('a question is reached exactly when some way through the questions before it leads there', () => {
  let reached = 0
  let missed = 0
  fc.assert(
    fc.property(questionnaires, (questionnaire) => {
      const { when, id } = lastOf(questionnaire)
      if (!when) throw new Error('no condition')
      const expected = [...walks(questionnaire)].some((values) => holds(when, values))
      if (expected) reached += 1
      else missed += 1
      return canHold(questionnaire, when, id) === expected
    }),
    { numRuns: 1500, seed: 42 },
  )
  expect(reached).toBeGreaterThan(300)
  expect(missed).toBeGreaterThan(300)
})

describe('many questions', () => {
  const choices = Array.from({ length: 8 }, (_, at): Choice => ({ id: `c${at}` }))
  const many = Array.from(
    { length: 30 },
    (_, at): Question => ({ ...COMMON, id: `m${at}`, topic: `m${at}`, isRequired: true, kind: 'multi', choices }),
  )
  const questionnaire = (when: Condition): Questionnaire => ({
    id: 'many',
    version: '1',
    answeredBy: 'firm',
    sections: [{ id: 'all', questions: [...many, { ...COMMON, ...LAST, when } as Question] }],
  })

  test('are decided at once where every one must have its answer', () => {
    const when: Condition = { all: many.map(({ id }) => ({ question: id, is: 'c3' })) }
    expect(canHold(questionnaire(when), when, 'last')).toBe(true)
  })

  test('are decided at once where two parts contradict each other', () => {
    const first: Condition = { question: 'm0', is: 'c1' }
    const clash: Condition = { all: [first, { not: first }, ...many.map(({ id }) => ({ question: id, is: 'c2' }))] }
    expect(canHold(questionnaire(clash), clash, 'last')).toBe(false)
  })
})
