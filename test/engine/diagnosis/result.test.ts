import { describe, expect, it } from 'vitest'
import { MEASURES } from '#bot/content/measures.ts'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { TELEWORK } from '#bot/content/questionnaires/telework.ts'
import { type Groups, groupsOf } from '#engine/diagnosis/groups.ts'
import { resultOf } from '#engine/diagnosis/result.ts'
import { scoreOf } from '#engine/diagnosis/score.ts'
import { questionsOf, type Value } from '#engine/dialogue/questionnaire.ts'

const NOBODY: Groups = { industry: null, participants: null }
const choice = (id: string): Value => ({ kind: 'choice', choice: id })

function values(assets: string[], business: Record<string, string> = {}, item = 'not'): Map<string, Value> {
  const items = questionsOf(OFFICE_3_1).filter(({ id }) => /^q\d/.test(id))
  return new Map<string, Value>([
    ['assets', { kind: 'choices', choices: assets }],
    ...Object.entries(business).map(([id, value]): [string, Value] => [id, choice(value)]),
    ...items.map(({ id }): [string, Value] => [id, choice(item)]),
  ])
}

const proposed = (given: Map<string, Value>, hasOpenIncident = false) =>
  resultOf(OFFICE_3_1, given, { groups: NOBODY, measures: MEASURES, hasOpenIncident }).proposals

describe('what to do first', () => {
  it('is another order for the same answers and other things to protect (R-045)', () => {
    const personal = proposed(values(['personal'])).map(({ question }) => question)
    const entrusted = proposed(values(['entrusted'])).map(({ question }) => question)
    expect(personal).not.toEqual(entrusted)
    expect([...personal].sort()).toEqual([...entrusted].sort())
    expect(proposed(values(['personal']))[0]?.because).toEqual({ kind: 'asset', id: 'personal' })
  })

  it('is another order for another business', () => {
    const stopping = proposed(values(['none'], { 'b-stop': 'hours' }))
    expect(stopping.slice(0, 2).map(({ axis }) => axis)).toEqual(expect.arrayContaining(['antivirus']))
    expect(stopping[0]?.because).toEqual({ kind: 'business', id: 'b-stop' })
    expect(proposed(values(['none']))[0]?.because).toEqual({ kind: 'basic' })
  })

  it('costs nothing in the first three, unless an incident is open (R-113)', () => {
    const given = values(['entrusted'], { 'b-stop': 'hours' })
    expect(
      proposed(given)
        .slice(0, 3)
        .map(({ cost }) => cost),
    ).toEqual(['free', 'free', 'free'])
    expect(proposed(given, true).slice(0, 3)).toContainEqual(
      expect.objectContaining({ question: 'q11', cost: 'cheap' }),
    )
  })

  it('names nothing that is done, and puts what is missing before what is half there', () => {
    const given = values([], {}, 'done').set('q14', choice('not')).set('q7', choice('part'))
    expect(proposed(given).map(({ question }) => question)).toEqual(['q14', 'q7'])
  })

  it('has a measure for every item of the office and of home', () => {
    const items = [...questionsOf(OFFICE_3_1), ...questionsOf(TELEWORK)].filter(({ axes }) => axes)
    expect(MEASURES.map(({ question }) => question).sort()).toEqual(items.map(({ id }) => id).sort())
  })
})

describe('how far', () => {
  const scores = (count: number, industry: string | null, item: string) =>
    Array.from({ length: count }, (_, n) => ({
      firmId: `${industry}-${n}`,
      industry,
      score: scoreOf(OFFICE_3_1, values([], {}, item)),
    }))
  const mine = { industry: 'E', version: '3.1' }

  it('is the mean of one’s own industry, from five firms on', () => {
    const groups = groupsOf([...scores(5, 'E', 'part'), ...scores(5, 'D', 'done')], mine)
    const result = resultOf(OFFICE_3_1, values([]), { groups, measures: MEASURES, hasOpenIncident: false })
    expect(result.goal).toMatchObject({ base: 'industry', firms: 5, points: 50 })
    expect(result.axes[0]).toMatchObject({ own: 0, goal: 0.5 })
    expect(groups.participants).toMatchObject({ firms: 10, points: 75 })
  })

  it('is the mean of all where the industry has four, and nothing where all are four', () => {
    expect(groupsOf([...scores(4, 'E', 'part'), ...scores(1, 'D', 'done')], mine)).toMatchObject({
      industry: null,
      participants: { firms: 5, points: 60 },
    })
    expect(groupsOf(scores(4, 'E', 'part'), mine)).toEqual(NOBODY)
  })

  it('takes no result of another rubric, and none that is half answered', () => {
    const half = { firmId: 'half', industry: 'E', score: scoreOf(OFFICE_3_1, new Map([['q1', choice('done')]])) }
    expect(groupsOf([...scores(4, 'E', 'part'), half], mine)).toEqual(NOBODY)
    expect(groupsOf(scores(5, 'E', 'part'), { industry: 'E', version: '4.0' })).toEqual(NOBODY)
  })

  it('knows national figures of five items only, and tells them where the firm is weak', () => {
    const { national } = resultOf(OFFICE_3_1, values([]), {
      groups: NOBODY,
      measures: MEASURES,
      hasOpenIncident: false,
    })
    expect(national.map(({ question }) => question)).toEqual(['q1', 'q2', 'q5', 'q24', 'q25'])
    const done = resultOf(OFFICE_3_1, values([], {}, 'done'), {
      groups: NOBODY,
      measures: MEASURES,
      hasOpenIncident: false,
    })
    expect(done).toMatchObject({ national: [], weak: [], proposals: [] })
  })
})
