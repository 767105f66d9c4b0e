import type { Questionnaire, Values } from '../dialogue/questionnaire.ts'
import { type Groups, goalOf, type Mean, NATIONAL } from './groups.ts'
import { type Measure, type Proposal, proposals } from './measure.ts'
import { itemScores, type Score, scoreOf } from './score.ts'

/** All that a page, a picture or a message says of one diagnosis; keys and figures, no prose. */
export interface Result {
  score: Score
  axes: ResultAxis[]
  /** The weakest axes, the weakest first: what „なにを“ names. */
  weak: string[]
  goal: Mean | null
  groups: Groups
  /** In the order in which they should be done. */
  proposals: Proposal[]
  /** Shares of firms in the country, by question, of the items that are weak here; most items have none. */
  national: { question: string; share: number }[]
}

export interface ResultAxis {
  axis: string
  /** 0 to 1. */
  own: number
  /** 0 to 1; null where too few firms answered. */
  goal: number | null
}

const WEAK_MAX = 3

export function resultOf(
  questionnaire: Questionnaire,
  values: Values,
  { groups, measures, hasOpenIncident }: { groups: Groups; measures: readonly Measure[]; hasOpenIncident: boolean },
): Result {
  const score = scoreOf(questionnaire, values)
  const items = itemScores(questionnaire, values)
  const goal = goalOf(groups)
  const weak = score.axes
    .filter(({ share }) => share < 1)
    .toSorted((one, other) => one.share - other.share)
    .slice(0, WEAK_MAX)
  return {
    score,
    axes: score.axes.map(({ axis, share }) => ({ axis, own: share, goal: goal?.shares[axis] ?? null })),
    weak: weak.map(({ axis }) => axis),
    goal,
    groups,
    proposals: proposals(items, values, measures, { hasOpenIncident }),
    national: items.flatMap(({ question, points, max }) => {
      const share = NATIONAL[question.id]
      return share !== undefined && points < max ? [{ question: question.id, share }] : []
    }),
  }
}
