import type { FastifyInstance } from 'fastify'
import { type StoredSession, sessionsOf } from '#db/dialogues.ts'
import { findFirm } from '#db/firms.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { titleOf } from '../../content/questionnaire-texts.ts'
import { findQuestionnaire } from '../../content/questionnaires/index.ts'
import { foundIn } from '../../dialogue/found.ts'
import { sayParam, sayText } from '../../say.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn } from './shapes.ts'

/** What a firm had said of itself and what was found instead, the newest questionnaire first. */
export function checkedRoutes(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'Where the firm said one thing and the desk or a visit found another: both, and who found it when',
    tag: 'events',
    hasId: true,
    answers: { 200: answers.checked },
  })
  server.get('/firms/:id/checked', { schema }, async (request) => {
    return db.transaction(scopeOf(request), async (tx) => {
      const firm = await findFirm(tx, idIn(request.params))
      const region = firm && (await findRegion(tx, firm.regionId))
      if (!region) throw new Problem(404, 'Not found', 'There is no such firm.')
      return { items: (await sessionsOf(tx, firm.id)).flatMap((stored) => linesOf(stored, region)) }
    })
  })
}

function linesOf({ id, session }: StoredSession, region: Region): object[] {
  const questionnaire = findQuestionnaire(session.questionnaire, session.version)
  if (!questionnaire) return []
  const title = sayText(titleOf(questionnaire), region)
  return foundIn(questionnaire, session).map(({ short, ask, stated, observed, by, who, at, question, isDowngrade }) =>
    withInstants({
      ...{ diagnosisId: id, questionnaire: questionnaire.id, title, question, isDowngrade },
      ...{ short: sayText(short, region), ask: sayText(ask, region) },
      ...{ stated: sayParam(stated, region), observed: sayParam(observed, region) },
      ...{ where: by, checkedBy: who, checkedAt: at },
    }),
  )
}
