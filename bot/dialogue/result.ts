import type { StoredSession } from '#db/dialogues.ts'
import { enter, type Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { openNoticesOf } from '#db/notices.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import { sensorsOf } from '#db/sensors.ts'
import { groupsOf } from '#engine/diagnosis/groups.ts'
import { type Result, resultOf } from '#engine/diagnosis/result.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import { nameTyped } from '#engine/responsibility.ts'
import { type Watch, watchOf } from '#engine/watch.ts'
import { MEASURES } from '../content/measures.ts'
import { findQuestionnaire } from '../content/questionnaires/index.ts'
import { type Progress, progressSince } from './progress.ts'
import { leadIn } from './responsible.ts'
import { participantsOf } from './scores.ts'

export interface FirmResult {
  firm: Firm
  questionnaire: Questionnaire
  result: Result
  /** Notices that wait for the firm's answer. */
  openNotices: number
  watch: Watch
  /** Since the diagnosis before; null for the first one. */
  progress: Progress | null
  /** While one is, nothing but urgency orders the measures. */
  hasOpenIncident: boolean
}

/** A finished session's result, held against the other firms of the region. Ends in the firm's own scope. */
export async function resultOfSession(tx: Tx, stored: StoredSession): Promise<FirmResult> {
  const { regionId, firmId, session } = stored
  const questionnaire = findQuestionnaire(session.questionnaire, session.version)
  if (!questionnaire) throw new Error(`${stored.id} is of a questionnaire that is not there`)
  await enter(tx, { kind: 'region', regionId })
  const results = await participantsOf(tx, regionId, questionnaire.id)
  await enter(tx, { kind: 'firm', regionId, firmId })
  const firm = await findFirm(tx, firmId)
  if (!firm) throw new Error(`firm ${firmId} is not there`)
  const waiting = (await openNoticesOf(tx, firmId)).filter(isAwaitingFirm)
  const hasOpenIncident = waiting.some(({ severity }) => severity !== 'low')
  return {
    firm,
    questionnaire,
    result: resultOf(questionnaire, valuesOf(session), {
      groups: groupsOf(results, { industry: firm.industry, version: questionnaire.version }),
      measures: MEASURES,
      hasOpenIncident,
    }),
    openNotices: waiting.length,
    progress: await progressSince(tx, stored, questionnaire),
    watch: watchOf(await sensorsOf(tx, firmId), await isNamed(tx, stored)),
    hasOpenIncident,
  }
}

/** What was told just now is on its way to where it is kept. */
async function isNamed(tx: Tx, { firmId, session }: StoredSession): Promise<boolean> {
  return nameTyped(leadIn(session)) !== undefined || (await responsibilityOf(tx, firmId)) !== undefined
}
