import { type ListedSession, listSessions } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { listTodos } from '#db/todos.ts'
import { assuranceOf } from '#engine/diagnosis/assurance.ts'
import { confirmedState } from '#engine/diagnosis/confirmed.ts'
import { scoreOf } from '#engine/diagnosis/score.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import { findQuestionnaire } from '../../content/questionnaires/index.ts'
import { SCORED } from '../../dialogue/scores.ts'
import { withInstants } from './instants.ts'

/** Every diagnosis and set-up, finished or not, with its score and what has become of its result. */
export async function diagnoses(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listSessions(tx, request, [...SCORED, 'setup'])
  return { items: items.map(shown), nextCursor }
}

function shown(stored: ListedSession): object {
  const { id, firmId, personId, session, startedAt, finishedAt } = stored
  const { questionnaire, version } = session
  const rubric = findQuestionnaire(questionnaire, version)
  const isScored = SCORED.includes(questionnaire)
  const score = finishedAt !== null && rubric && isScored ? scoreOf(rubric, valuesOf(session)) : null
  return {
    ...{
      id,
      firmId,
      personId: personId === '' ? null : personId,
      questionnaire,
      version,
      state: confirmedState(session, stored),
      startedAt,
      finishedAt,
    },
    score: score && { points: score.points, max: score.max },
    band: score?.band ?? null,
    assurance: questionnaire === 'setup' ? assuranceOf(session) : null,
    sheet: isScored
      ? withInstants({ state: sheetState(stored), sentAt: stored.sheetSentAt, readAt: stored.sheetReadAt })
      : null,
  }
}

/** 下書き・承認・送付・既読: an answered questionnaire needs nobody's approval. */
function sheetState({ finishedAt, sheetSentAt, sheetReadAt }: ListedSession): 'draft' | 'approved' | 'sent' | 'read' {
  if (finishedAt === null) return 'draft'
  if (sheetReadAt !== null) return 'read'
  return sheetSentAt === null ? 'approved' : 'sent'
}

/** With who moved each last; what it can be taken back to is the list's own matter. */
export async function todos(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listTodos(tx, request)
  return {
    items: items.map(({ before: _, personId, place: __, ...todo }) => ({
      ...todo,
      personId: personId === '' ? null : personId,
    })),
    nextCursor,
  }
}
