import { expect, it } from 'vitest'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { TELEWORK } from '#bot/content/questionnaires/telework.ts'
import { goalTexts, safeText } from '#bot/dialogue/result-message.ts'
import type { Mean } from '#engine/diagnosis/groups.ts'
import { resultOf } from '#engine/diagnosis/result.ts'
import { questionsOf, type Value } from '#engine/dialogue/questionnaire.ts'

it.each([
  ['a firm with two open notices', OFFICE_3_1, 2, 'working', { key: 'result.safe.open', params: { count: 2 } }],
  ['a firm that is watched over', OFFICE_3_1, 0, 'working', { key: 'result.safe.watch-working' }],
  ['a firm whose sensor is not heard', OFFICE_3_1, 0, 'quiet', { key: 'result.safe.watch-quiet' }],
  ['a firm without a sensor', OFFICE_3_1, 0, 'none', { key: 'result.safe.watch-none' }],
  // how the firm stands is no matter of whoever answers for their own home.
  ['somebody at home, whatever the firm’s notices', TELEWORK, 2, 'working', { key: 'result.safe.own' }],
] as const)('大丈夫？ for %s', (_, questionnaire, openNotices, watch, said) => {
  expect(safeText({ questionnaire, openNotices, watch })).toEqual(said)
})

const mean: Mean = { base: 'participants', firms: 5, points: 50, shares: {} }

it.each([
  ['everything done', 'done', null, ['result.goal.all']],
  ['nobody to compare with', 'part', null, ['result.goal.none']],
  ['just at the mean', 'part', mean, ['result.goal.participants']],
  ['beyond the mean', 'part', { ...mean, points: 49 }, ['result.goal.participants', 'result.goal.reached']],
])('どこまで with %s', (_, choice, participants, keys) => {
  const items = questionsOf(OFFICE_3_1).filter(({ axes }) => axes)
  const values = new Map(items.map(({ id }): [string, Value] => [id, { kind: 'choice', choice }]))
  const groups = { industry: null, participants }
  const result = resultOf(OFFICE_3_1, values, { groups, measures: [], hasOpenIncident: false })
  expect(goalTexts(OFFICE_3_1, result)).toMatchObject(keys.map((key) => ({ key })))
})
