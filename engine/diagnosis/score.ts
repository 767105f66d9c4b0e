import { comparable, type Migration } from '../dialogue/migration.ts'
import {
  applicable,
  choicesOf,
  chosenIn,
  type Question,
  type Questionnaire,
  type Values,
} from '../dialogue/questionnaire.ts'

/**
 * The self-check's points: 4 done, 2 partly, 0 not, −1 unknown, 100 in all (IPA, 5分でできる自社診断). What a firm does not use
 * counts as done where the question says so.
 */
export interface Score {
  questionnaire: string
  /** The rubric: points of different versions are compared only over shared questions. */
  version: string
  points: number
  max: number
  band: Band
  axes: AxisScore[]
  /** Scored questions that apply and have no answer, or a „don't know“. */
  unanswered: number
  unknown: number
}

export const BANDS = ['complete', 'partly', 'gaps', 'danger'] as const
export type Band = (typeof BANDS)[number]

export interface AxisScore {
  axis: string
  points: number
  max: number
  /** 0 to 1; „don't know“ pulls no axis below nothing. */
  share: number
}

/** Per cent of the highest: 100 · 70–99 · 50–69 · below. */
export function bandOf(points: number, max: number): Band {
  const percent = max === 0 ? 0 : (points / max) * 100
  if (percent >= 100) return 'complete'
  if (percent >= 70) return 'partly'
  return percent >= 50 ? 'gaps' : 'danger'
}

/** One question that counts: what it gave, and what it could have given. */
export interface ItemScore {
  question: Question
  points: number
  max: number
  isAnswered: boolean
}

export function itemScores(questionnaire: Questionnaire, values: Values): ItemScore[] {
  return applicable(questionnaire, values).flatMap((question) => {
    const scored = choicesOf(question).filter(({ points }) => points !== undefined)
    if (scored.length === 0) return []
    const chosen = chosenIn(values.get(question.id))
    const points = scored.filter(({ id }) => chosen.includes(id)).reduce((sum, one) => sum + (one.points ?? 0), 0)
    return [{ question, points, max: Math.max(...scored.map((one) => one.points ?? 0)), isAnswered: chosen.length > 0 }]
  })
}

export function scoreOf(questionnaire: Questionnaire, values: Values): Score {
  const items = itemScores(questionnaire, values)
  const points = sum(items.map((one) => one.points))
  const max = sum(items.map((one) => one.max))
  return {
    questionnaire: questionnaire.id,
    version: questionnaire.version,
    points,
    max,
    band: bandOf(points, max),
    axes: axesOf(items),
    unanswered: items.filter(({ isAnswered }) => !isAnswered).length,
    unknown: items.filter((one) => isUnknown(one, values)).length,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

const isUnknown = ({ question }: ItemScore, values: Values): boolean =>
  choicesOf(question).some((choice) => choice.isUnknown && chosenIn(values.get(question.id)).includes(choice.id))

/** In the order in which the questionnaire first names them. */
function axesOf(items: readonly ItemScore[]): AxisScore[] {
  const names = [...new Set(items.flatMap(({ question }) => question.axes ?? []))]
  return names.map((axis) => {
    const own = items.filter(({ question }) => question.axes?.includes(axis))
    const points = sum(own.map((one) => one.points))
    const max = sum(own.map((one) => one.max))
    return { axis, points, max, share: max === 0 ? 0 : Math.max(0, points) / max }
  })
}

/** Two results over what both asked for the same points, over the steps between their versions; `without` is what was left out, and must be said. */
export function compareScores(
  before: { questionnaire: Questionnaire; values: Values },
  after: { questionnaire: Questionnaire; values: Values },
  steps: readonly Migration[],
): { before: number; after: number; max: number; without: string[] } {
  const scored = itemScores(after.questionnaire, after.values)
  const shared = new Set(comparable(steps, before.questionnaire, after.questionnaire))
  const kept = scored.filter(({ question }) => shared.has(question.id))
  const earlier = itemScores(before.questionnaire, before.values).filter(({ question }) => shared.has(question.id))
  return {
    before: sum(earlier.map((one) => one.points)),
    after: sum(kept.map((one) => one.points)),
    max: sum(kept.map((one) => one.max)),
    without: scored.map(({ question }) => question.id).filter((id) => !shared.has(id)),
  }
}
