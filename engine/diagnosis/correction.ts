import {
  type Choice,
  choicesOf,
  chosenIn,
  type Question,
  type Questionnaire,
  questionsOf,
  type Value,
} from '../dialogue/questionnaire.ts'
import type { Answer, Session } from '../dialogue/session.ts'

/** An answer that somebody of ours found to be otherwise: what the firm had stated, and what was observed. */
export interface Correction {
  question: string
  stated: Value
  observed: Value
  at: number
  by: 'desk' | 'site'
  /** Who looked. */
  who: string
  /** The firm has less than it had said. */
  isDowngrade: boolean
}

export const correctionsIn = (questionnaire: Questionnaire, { answers }: Session): Correction[] =>
  questionsOf(questionnaire).flatMap((question) => correctionOf(question, answers[question.id]) ?? [])

function correctionOf(question: Question, answer: Answer | undefined): Correction | undefined {
  if (!answer?.stated || !answer.by.role) return undefined
  const { value: observed, stated, at } = answer
  const by = { role: answer.by.role, name: answer.by.name }
  if (JSON.stringify(observed) === JSON.stringify(stated.value)) return undefined
  const isDowngrade = isLess(question, stated.value, observed)
  return { question: question.id, stated: stated.value, observed, at, by: by.role, who: by.name, isDowngrade }
}

/** Fewer points where there are some; lower on a scale; of several things that a firm said it has, one that it has not. */
function isLess(question: Question, stated: Value, observed: Value): boolean {
  const choices = choicesOf(question)
  if (choices.some(({ points }) => points !== undefined)) {
    const points = (value: Value): number =>
      choices.filter(({ id }) => chosenIn(value).includes(id)).reduce((sum, one) => sum + (one.points ?? 0), 0)
    return points(observed) < points(stated)
  }
  if (question.kind === 'scale') {
    const [low, high] = [observed, stated].map((value) => placeOn(choices, value))
    return low !== undefined && high !== undefined && low < high
  }
  const claims = choices.filter(({ isExclusive, isUnknown }) => question.kind === 'multi' && !isExclusive && !isUnknown)
  return claims.some(({ id }) => chosenIn(stated).includes(id) && !chosenIn(observed).includes(id))
}

function placeOn(scale: readonly Choice[], value: Value): number | undefined {
  const place = scale.findIndex(({ id, isUnknown }) => !isUnknown && chosenIn(value).includes(id))
  return place === -1 ? undefined : place
}
