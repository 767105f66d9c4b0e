import { type Correction, correctionsIn } from '#engine/diagnosis/correction.ts'
import { type Questionnaire, questionsOf } from '#engine/dialogue/questionnaire.ts'
import type { Session } from '#engine/dialogue/session.ts'
import type { Param } from '#engine/message.ts'
import { askOf, shortOf } from '../content/questionnaire-texts.ts'
import { answerText } from './ask.ts'

/** What a firm had said and what was found instead, each in words. */
export type Found = Omit<Correction, 'stated' | 'observed'> & {
  short: { key: string }
  ask: { key: string }
  stated: Param
  observed: Param
}

export function foundIn(questionnaire: Questionnaire, session: Session): Found[] {
  const questions = new Map(questionsOf(questionnaire).map((question) => [question.id, question]))
  return correctionsIn(questionnaire, session).flatMap((one) => {
    const question = questions.get(one.question)
    if (!question) return []
    return {
      ...one,
      short: shortOf(questionnaire, question),
      ask: askOf(questionnaire, question),
      stated: answerText(questionnaire, question, one.stated),
      observed: answerText(questionnaire, question, one.observed),
    }
  })
}
