import { finishedBefore, type StoredSession } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { doneBetween } from '#db/todos.ts'
import { compareScores } from '#engine/diagnosis/score.ts'
import { pathOf, stepsTo } from '#engine/dialogue/migration.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import type { Text } from '#engine/message.ts'
import { findQuestionnaire, MIGRATIONS } from '../content/questionnaires/index.ts'

/** What has changed since the last time, over the questions that both asked. */
export interface Progress {
  before: number
  after: number
  /** The most that these questions can give. */
  max: number
  /** Questions that only the newer version asks, or gives other points. */
  without: number
  /** To-dos that were done in between. */
  done: number
  /** When the last one was finished, epoch ms. */
  at: number
}

/** In the firm's own scope. Null for a first diagnosis, and between versions that no step joins. */
export async function progressSince(
  tx: Tx,
  stored: StoredSession,
  questionnaire: Questionnaire,
): Promise<Progress | null> {
  const earlier = await finishedBefore(tx, stored)
  const old = earlier && findQuestionnaire(earlier.session.questionnaire, earlier.session.version)
  const steps = old && stepsTo(pathOf(MIGRATIONS, old.id, old.version), old.version, questionnaire.version)
  if (!old || !steps || earlier.finishedAt === null) return null
  const compared = compareScores(
    { questionnaire: old, values: valuesOf(earlier.session) },
    { questionnaire, values: valuesOf(stored.session) },
    steps,
  )
  const { firmId, personId, finishedAt } = stored
  const between = { from: earlier.finishedAt, until: finishedAt ?? Number.MAX_SAFE_INTEGER }
  return {
    ...compared,
    without: compared.without.length,
    done: await doneBetween(tx, { firmId, personId, questionnaire: questionnaire.id }, between),
    at: earlier.finishedAt,
  }
}

/** 「前回 62点 → 今回 71点」, over which questions, and what was done for it. */
export function progressTexts(progress: Progress | null): Text[] {
  if (!progress) return []
  const { before, after, max, without, done, at } = progress
  return [
    { key: 'result.progress.points', params: { before, after, at: { at, show: 'date' } } },
    ...(without > 0 ? [{ key: 'result.progress.shared', params: { max, without } }] : []),
    ...(done > 0 ? [{ key: 'result.progress.done', params: { done } }] : []),
  ]
}
