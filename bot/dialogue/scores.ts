import { finishedWithoutScore, type StoredSession } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { industriesOf } from '#db/firms.ts'
import { type StoredScore, saveScore, scoresOf } from '#db/scores.ts'
import { correctionsIn } from '#engine/diagnosis/correction.ts'
import type { Participant } from '#engine/diagnosis/groups.ts'
import { scoreOf } from '#engine/diagnosis/score.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import { findQuestionnaire } from '../content/questionnaires/index.ts'

/** The questionnaires that end in a score. */
export const SCORED: readonly string[] = ['office', 'telework']
export const isScored = ({ id }: Pick<Questionnaire, 'id'>): boolean => SCORED.includes(id)

/** Kept when a session is finished, and again when one of its answers is corrected: means are made of nothing else. */
export async function keepScore(tx: Tx, stored: StoredSession): Promise<void> {
  const { session } = stored
  const questionnaire = findQuestionnaire(session.questionnaire, session.version)
  if (!questionnaire) throw new Error(`${stored.id} is of a questionnaire that is not there`)
  await saveScore(tx, stored, {
    score: scoreOf(questionnaire, valuesOf(session)),
    corrections: correctionsIn(questionnaire, session).map(({ question, isDowngrade }) => ({ question, isDowngrade })),
  })
}

/** The newest scores of a region. */
export async function keptScores(tx: Tx, regionId: string, questionnaire: string): Promise<StoredScore[]> {
  for (const stored of await finishedWithoutScore(tx, regionId, questionnaire)) await keepScore(tx, stored)
  return scoresOf(tx, regionId, questionnaire)
}

export async function participantsOf(tx: Tx, regionId: string, questionnaire: string): Promise<Participant[]> {
  const scores = await keptScores(tx, regionId, questionnaire)
  const industries = await industriesOf(tx, regionId)
  return scores.map(({ firmId, score }) => ({ firmId, industry: industries.get(firmId) ?? null, score }))
}
