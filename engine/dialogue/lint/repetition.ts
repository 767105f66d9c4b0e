import { folded } from '../../chat.ts'
import { type Condition, type Question, type Questionnaire, questionsOf } from '../questionnaire.ts'
import { canHold } from '../reach.ts'
import type { Finding, Wording } from './finding.ts'

/** Two questions about the same thing, or in the same words, that one person may be asked both. */
export function repetitionFindings(questionnaire: Questionnaire, wordings: readonly Wording[]): Finding[] {
  const questions = questionsOf(questionnaire)
  return questions.flatMap((question, at) =>
    questions
      .slice(0, at)
      .filter((earlier) => isSame(earlier, question, wordings) && bothApply(questionnaire, earlier, question))
      .map((earlier) => ({ rule: 'asked-twice', where: question.id, says: `asks the same as ${earlier.id}` })),
  )
}

function isSame(one: Question, other: Question, wordings: readonly Wording[]): boolean {
  if (one.topic === other.topic) return true
  return wordings.some(({ said }) => {
    const [left, right] = [one, other].map((question) => folded(said({ kind: 'ask', question }) ?? ''))
    return left !== '' && left === right
  })
}

function bothApply(questionnaire: Questionnaire, earlier: Question, later: Question): boolean {
  const conditions: Condition[] = [earlier, later].flatMap(({ when }) => when ?? [])
  return canHold(questionnaire, { all: conditions }, later.id)
}
