import { describe, expect, test } from 'vitest'
import { type Fault, faultsOf } from '#bot/content/questionnaire-lint.ts'
import { askOf, choiceOf, wordsOf } from '#bot/content/questionnaire-texts.ts'
import { fingerprintOf } from '#bot/content/questionnaires/fingerprint.ts'
import {
  currentOf,
  findQuestionnaire,
  isDraft,
  MIGRATIONS,
  QUESTIONNAIRES,
  versionsOf,
} from '#bot/content/questionnaires/index.ts'
import { UPKEEP } from '#bot/content/questionnaires/operation.ts'
import { PUBLISHED } from '#bot/content/questionnaires/published.ts'
import { sayText } from '#bot/say.ts'
import { comparable, pathOf } from '#engine/dialogue/migration.ts'
import {
  applicable,
  choicesOf,
  type Question,
  type Questionnaire,
  questionsOf,
  type Value,
} from '#engine/dialogue/questionnaire.ts'
import { questionnaires } from '#locales/ja/questionnaires/index.ts'
import { leavesOf } from '#test/support/catalog.ts'

/** The questionnaires that firms are really asked. */

function known(id: string, version?: string): Questionnaire {
  const found = version === undefined ? currentOf(id) : findQuestionnaire(id, version)
  if (!found) throw new Error(`no ${id} ${version ?? ''}`)
  return found
}
const scored = (questionnaire: Questionnaire): Question[] =>
  questionsOf(questionnaire).filter((question) => choicesOf(question).some(({ points }) => points !== undefined))
const sumOf = (questionnaire: Questionnaire, best: (...points: number[]) => number): number =>
  scored(questionnaire).reduce((sum, one) => sum + best(...choicesOf(one).map(({ points = 0 }) => points)), 0)
const answers = (chosen: Record<string, string>): Map<string, Value> =>
  new Map(Object.entries(chosen).map(([id, choice]) => [id, { kind: 'choice', choice }]))
const asked = (questionnaire: Questionnaire, chosen: Record<string, string>): string[] =>
  applicable(questionnaire, answers(chosen)).map(({ id }) => id)

const numbered = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`)

const shipped = QUESTIONNAIRES.map((questionnaire) => ({
  name: `${questionnaire.id} ${questionnaire.version}`,
  questionnaire,
}))

describe('every questionnaire', () => {
  test.each(shipped)('$name has no fault that is not meant to stay', ({ questionnaire }) => {
    expect(faultsOf(questionnaire).filter(({ because }) => because === undefined)).toEqual([])
  })

  test.each(shipped)(
    '$name asks in whole sentences, and takes what its buttons say when it is typed',
    ({ questionnaire }) => {
      const reader = { locale: 'ja', timezone: 'Asia/Tokyo' } as const
      for (const question of questionsOf(questionnaire)) {
        expect(sayText(askOf(questionnaire, question), reader)).toMatch(/[。？]$/)
        for (const { id } of choicesOf(question))
          expect(wordsOf(questionnaire, question, id, reader)[0]).toBe(
            sayText(choiceOf(questionnaire, question, id), reader),
          )
      }
    },
  )

  test('that is published stays what it was', () => {
    expect(Object.keys(PUBLISHED).sort()).toEqual(
      QUESTIONNAIRES.filter((one) => !isDraft(one))
        .map(({ id, version }) => `${id} ${version}`)
        .sort(),
    )
    for (const one of QUESTIONNAIRES.filter((each) => !isDraft(each)))
      expect(fingerprintOf(one), one.id).toBe(PUBLISHED[`${one.id} ${one.version}`])
  })

  test('has texts for its own questions alone', () => {
    const strays = leavesOf(questionnaires)
      .map(({ key }) => key.split('.'))
      .flatMap(([id = '', kind, question = '', , , choice]) => {
        if (kind !== 'q') return []
        const versions = versionsOf(id).flatMap(questionsOf)
        const found = versions.filter((one) => one.id === question)
        const isKnown = found.some((one) => choice === undefined || choicesOf(one).some((each) => each.id === choice))
        return isKnown ? [] : [`${id}.${question}.${choice ?? ''}`]
      })
    expect(strays).toEqual([])
  })
})

describe('the security diagnosis', () => {
  test('has the 25 items, which give 100 points at best and −25 at worst', () => {
    const office = known('office')
    expect(office.version).toBe('3.1')
    expect(scored(office).map(({ id }) => id)).toEqual(numbered('q', 25))
    expect(sumOf(office, Math.max)).toBe(100)
    expect(sumOf(office, Math.min)).toBe(-25)
  })

  test('counts 4, 2, 0 and −1, and not to use it as done where that is the rule', () => {
    for (const question of scored(known('office'))) {
      const points = Object.fromEntries(choicesOf(question).map((choice) => [choice.id, choice.points]))
      const unused = ['q9', 'q23'].includes(question.id) ? { unused: 4 } : {}
      expect(points, question.id).toEqual({ done: 4, part: 2, not: 0, unknown: -1, ...unused })
    }
  })

  test('asks first who answers and what is to be protected, of which „nothing“ stands alone', () => {
    const [section, respondent, assets] = questionsOf(known('office'))
    expect([section?.id, respondent?.id]).toEqual(['section', 'respondent'])
    expect(assets && choicesOf(assets)).toEqual([
      { id: 'personal' },
      { id: 'technical' },
      { id: 'entrusted' },
      { id: 'sales' },
      { id: 'none', isExclusive: true },
    ])
  })

  test('asks for a responsible person, one in charge and a deputy, and keeps their names private', () => {
    const names = questionsOf(known('office')).filter(({ id }) => ['b-lead', 'b-staff', 'b-deputy'].includes(id))
    expect(names.map(({ isRequired }) => isRequired)).toEqual([true, false, false])
    expect(names.every(({ sensitivity }) => sensitivity === 'personal')).toBe(true)
  })

  test('is drafted anew for guideline 4.0, again with 100 points', () => {
    const draft = known('office', '4.0-draft')
    expect(isDraft(draft)).toBe(true)
    expect(scored(draft)).toHaveLength(26)
    expect(sumOf(draft, Math.max)).toBe(100)
    const [migration] = pathOf(MIGRATIONS, 'office', '3.1')
    if (!migration) throw new Error('no migration')
    const kinds = new Set(Object.values(migration.questions).map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['kept', 'removed', 'renamed', 'rescored', 'split'])
    const items = comparable([migration], known('office'), draft).filter((id) => id.startsWith('q'))
    expect(items).toHaveLength(19)
  })
})

describe('the part for work at home', () => {
  test('has ten items, answered by each person, with the three weak axes of the pilot', () => {
    const telework = known('telework')
    expect(telework.answeredBy).toBe('person')
    expect(scored(telework).map(({ id }) => id)).toEqual(numbered('t', 10))
    const axes = new Set(scored(telework).flatMap((one) => one.axes ?? []))
    expect([...axes].sort()).toEqual(['clarity', 'device', 'router', 'wireless'])
  })
})

describe('the survey', () => {
  const survey = known('survey')
  const everything = { s6: 'yes', s10: 'becoming', s15: 'yes', s17: 'yes', occasion: 'end' }

  test('has all 19 questions and those to teleworkers and at the end', () => {
    const ids = [...numbered('s', 19), 't1', 't2', 'e1', 'e2']
    expect(asked(survey, everything).filter((id) => ids.includes(id))).toEqual(
      ids.toSorted((left, right) => placeIn(survey, left) - placeIn(survey, right)),
    )
    expect(asked(survey, everything)).toEqual(expect.arrayContaining(ids))
  })

  test('asks what follows only of those whom it concerns', () => {
    const none = asked(survey, { s6: 'no', s10: 'no', s15: 'no', s17: 'no', occasion: 'briefing' })
    for (const id of ['s7', 's16', 's18', 's19', 't1', 't2', 'e1', 'e2', 'scs-what', 'scs-guide', 's1-other'])
      expect(none).not.toContain(id)
  })

  test.each(['becoming', 'asked'])('leads to what partners demand when they are „%s“', (s10) => {
    expect(asked(survey, { s10 })).toContain('scs-guide')
    expect(asked(survey, { s10: 'no' })).not.toContain('scs-guide')
    expect(asked(survey, { s10: 'unknown' })).not.toContain('scs-guide')
  })

  test('asks 14 as it asked 12, which is found and meant to stay', () => {
    const found = faultsOf(survey).filter(({ rule }) => rule === 'asked-twice')
    expect(found).toMatchObject([
      { where: 's14', says: 'asks the same as s12', because: expect.stringContaining('12') },
    ])
  })

  const placeIn = (questionnaire: Questionnaire, wanted: string): number =>
    questionsOf(questionnaire).findIndex(({ id }) => id === wanted)
})

test('the monthly check is three taps, and each says how much is kept up, unless there is nothing to keep up', () => {
  const asked = questionsOf(known('operation'))
  expect(asked.map(({ kind }) => kind)).toEqual(['single', 'single', 'single'])
  const saying = (question: Question) =>
    choicesOf(question)
      .map(({ id }) => id)
      .filter((id) => id !== 'none')
  expect(Object.fromEntries(asked.map((one) => [one.id, saying(one)]))).toEqual(
    Object.fromEntries(Object.entries(UPKEEP).map(([id, meaning]) => [id, Object.keys(meaning)])),
  )
})

describe('the check before a box is set up', () => {
  test('asks for the sockets of a switch only where there is one', () => {
    expect(asked(known('setup'), { switch: 'yes' })).toEqual(expect.arrayContaining(['ports', 'mirror', 'photo-hub']))
    expect(asked(known('setup'), { switch: 'no', router: 'none' })).not.toContain('mirror')
  })

  test('keeps address, phone and names private', () => {
    const open = questionsOf(known('setup')).filter(({ sensitivity }) => sensitivity === 'open')
    for (const id of ['delivery', 'phone', 'receiver', 'wifi-name']) expect(open.map((one) => one.id)).not.toContain(id)
  })
})

describe('SECURITY ACTION', () => {
  const six = known('security-action')

  test('begins with the GビズID, and asks how to get one only where it is missing', () => {
    expect(questionsOf(six)[0]?.id).toBe('gbiz')
    expect(asked(six, { gbiz: 'prime' })).not.toContain('gbiz-way')
    expect(asked(six, { gbiz: 'entry' })).toContain('gbiz-way')
  })

  test('has six rules, or five where a programme still works with five', () => {
    const rulesOf = (one: Questionnaire): string[] => asked(one, { wish: 'one' }).filter((id) => id.startsWith('r-'))
    expect(rulesOf(six)).toHaveLength(6)
    expect(rulesOf(known('security-action', '5-rules'))).toEqual(rulesOf(six).slice(0, 5))
  })

  test('asks what stands in a policy only for two stars, and nothing more of who wants none', () => {
    expect(asked(six, { wish: 'one' }).filter((id) => id.startsWith('p-'))).toEqual([])
    expect(asked(six, { wish: 'two' })).toEqual(
      expect.arrayContaining(['p-company', 'p-head', 'p-date', 'p-contact', 'p-shown']),
    )
    expect(asked(six, { gbiz: 'prime', wish: 'none' })).toEqual(['gbiz', 'wish'])
  })

  test('takes an ID of eleven digits that begins with 5', () => {
    expect(questionsOf(six).find(({ id }) => id === 'id')).toMatchObject({
      shape: 'digits',
      lengthMin: 11,
      lengthMax: 11,
      startsWith: '5',
    })
  })

  test('nowhere sounds as if somebody granted it', () => {
    const said = leavesOf(questionnaires).filter(({ sentence }) => /認定|認証|取得|合格/.test(sentence))
    expect(said).toEqual([])
  })
})

describe('a questionnaire that is not as it should be', () => {
  const operation = known('operation')
  const shelf = { versions: [operation], migrations: [], published: PUBLISHED, acknowledged: [] }
  const rulesOf = (faults: readonly Fault[]): string[] => faults.map(({ rule }) => rule)

  test('is found when it changed after it was published', () => {
    const changed: Questionnaire = { ...operation, answeredBy: 'person' }
    expect(rulesOf(faultsOf(operation, shelf))).toEqual([])
    expect(rulesOf(faultsOf(changed, { ...shelf, versions: [changed] }))).toEqual(['published'])
    expect(rulesOf(faultsOf({ ...changed, version: '2-draft' }, { ...shelf, versions: [] }))).toEqual([])
  })

  test('is found when nobody published it', () => {
    const [fault] = faultsOf(operation, { ...shelf, published: {} })
    expect(fault?.says).toContain(`'operation 1': '${fingerprintOf(operation)}'`)
  })

  test('is told what is acknowledged though nothing is found any more', () => {
    const acknowledged = [
      { questionnaire: 'operation', version: '1', rule: 'asked-twice', where: 'box', because: 'once upon a time' },
    ] as const
    expect(rulesOf(faultsOf(operation, { ...shelf, acknowledged }))).toEqual(['acknowledged'])
  })

  test('is found when a question has no texts', () => {
    const [section] = operation.sections
    const [question] = section?.questions ?? []
    if (!section || !question) throw new Error('no question')
    const more: Questionnaire = {
      ...operation,
      version: '2-draft',
      sections: [{ ...section, questions: [...section.questions, { ...question, id: 'new', topic: 'new' }] }],
    }
    const found = faultsOf(more, { ...shelf, versions: [more] })
    expect(new Set(rulesOf(found))).toEqual(new Set(['missing-text']))
    expect(found.map(({ where }) => where)).toContain('new')
  })
})

test('the same content has the same fingerprint, however it is written down', () => {
  const operation = known('operation')
  const { id, version, answeredBy, sections } = operation
  expect(fingerprintOf({ sections, answeredBy, version, id })).toBe(fingerprintOf(operation))
  const turned = sections.map((section) => ({ ...section, questions: section.questions.toReversed() }))
  expect(fingerprintOf({ ...operation, sections: turned })).not.toBe(fingerprintOf(operation))
})
