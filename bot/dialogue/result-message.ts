import type { Because, Proposal } from '#engine/diagnosis/measure.ts'
import type { Result } from '#engine/diagnosis/result.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { questionsOf } from '#engine/dialogue/questionnaire.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import { choiceOf, shortOf, titleOf } from '../content/questionnaire-texts.ts'
import { progressTexts } from './progress.ts'
import type { FirmResult } from './result.ts'

const FIRST = 3

/** The result in a chat: the score, なにを・どこまで・大丈夫？, and where it is shown larger. */
export function resultParts(
  { questionnaire, result, openNotices, watch, progress }: FirmResult,
  [picture, ...links]: readonly Part[],
): Part[] {
  return [
    heading({ key: 'result.heading', params: { title: titleOf(questionnaire) } }),
    ...scoreTexts(result).map(paragraph),
    ...progressTexts(progress).map(paragraph),
    ...(picture ? [picture] : []),
    heading({ key: 'result.what.heading' }),
    ...weakTexts(questionnaire, result).map(paragraph),
    heading({ key: 'result.goal.heading' }),
    ...goalTexts(questionnaire, result).map(paragraph),
    heading({ key: 'result.safe.heading' }),
    paragraph(safeText({ questionnaire, openNotices, watch })),
    ...firstMeasures(questionnaire, result.proposals),
    ...links,
  ]
}

const heading = (text: Text): Part => ({ kind: 'heading', text })

export function scoreTexts({ score }: Result): Text[] {
  const { points, max, band, unanswered } = score
  return [
    { key: 'result.points', params: { points, max } },
    { key: `result.band.${band}` },
    ...(unanswered > 0 ? [{ key: 'result.unanswered', params: { count: unanswered } }] : []),
  ]
}

export function weakTexts(questionnaire: Questionnaire, { weak, national }: Result): Text[] {
  const [first, ...others] = weak.map((axis): Text => ({ key: `result.axis.${axis}` }))
  if (!first) return [{ key: 'result.what.none' }]
  const axes = others.reduce(
    (listed, next): Text => ({ key: 'dialogue.listed', params: { first: listed, others: next } }),
    first,
  )
  const known = questionsOf(questionnaire).find(({ id }) => id === national[0]?.question)
  return [
    { key: 'result.what.weak', params: { axes } },
    ...(known && national[0]
      ? [
          {
            key: 'result.what.national',
            params: { item: shortOf(questionnaire, known), percent: Math.round(national[0].share * 100) },
          },
        ]
      : []),
  ]
}

export function goalTexts({ id }: Questionnaire, { goal, score }: Result): Text[] {
  const noNational: Text[] = id === 'telework' ? [{ key: 'result.goal.no-national' }] : []
  if (score.band === 'complete') return [{ key: 'result.goal.all' }, ...noNational]
  if (!goal) return [{ key: 'result.goal.none' }, ...noNational]
  const params = { firms: goal.firms, points: Math.round(goal.points) }
  const reached: Text[] = score.points > goal.points ? [{ key: 'result.goal.reached' }] : []
  return [{ key: `result.goal.${goal.base}`, params }, ...reached, ...noNational]
}

/** Whoever answers for their own home is told nothing of how the firm stands. */
export function safeText({
  questionnaire,
  openNotices,
  watch,
}: Pick<FirmResult, 'questionnaire' | 'openNotices' | 'watch'>): Text {
  if (questionnaire.answeredBy === 'person') return { key: 'result.safe.own' }
  if (openNotices > 0) return { key: 'result.safe.open', params: { count: openNotices } }
  return { key: `result.safe.watch-${watch}` }
}

export function firstMeasures(questionnaire: Questionnaire, proposals: readonly Proposal[]): Part[] {
  if (proposals.length === 0) return []
  const items = proposals.slice(0, FIRST).map((one) => measureText(questionnaire, one))
  return [paragraph({ key: 'result.safe.measures' }), { kind: 'steps', items }]
}

/** 「画面にかぎをかける（0円・5分）。「個人の情報」を守るため」 */
export function measureText(questionnaire: Questionnaire, { question, cost, minutes, because }: Proposal): Text {
  const measure: Text = {
    key: 'measures.line',
    params: { what: { key: `measures.what.${question}` }, cost: { key: `measures.cost.${cost}` }, minutes },
  }
  return { key: 'result.safe.reason', params: { measure, because: becauseText(questionnaire, because) } }
}

export function becauseText(questionnaire: Questionnaire, because: Because): Text {
  const key = `measures.because.${because.kind}`
  if (because.kind === 'asset') return { key, params: { what: choiceOf(questionnaire, { id: 'assets' }, because.id) } }
  if (because.kind === 'business') return { key, params: { what: { key: `measures.business.${because.id}` } } }
  return { key }
}
