import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findRegion, type Region } from '#db/regions.ts'
import {
  addRound,
  closeRound,
  listRounds,
  lockRound,
  publishRound,
  type RoundCounts,
  type SurveyRound,
} from '#db/survey-rounds.ts'
import { isSmall, shownOf } from '#engine/diagnosis/hiding.ts'
import { canonicalCode } from '#engine/enrolment.ts'
import { endOfDay, roundState } from '#engine/survey-round.ts'
import { questionnaireOf } from '../../dialogue/work.ts'
import { hiddenRounds } from '../../region/survey-view.ts'
import { newInviteCode } from '../../secrets.ts'
import { shownRound } from '../../survey/shown-round.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { withLine } from './line.ts'
import { paged } from './lists.ts'
import { readsAll } from './rights.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Rounds of the survey, one for each event; the operator and the region's chamber open and close them. */
export function surveyRoundRoutes(server: FastifyInstance, options: AdminOptions): void {
  addRoute(server, options)
  listRoute(server, options)
  publishRoute(server, options)
  closeRoute(server, options)
}

function addRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const schema = described({
    summary: 'Draft a round of the survey for an event',
    tag: 'region',
    body: shapes.surveyRound,
    isCreate: true,
    answers: { 201: answers.surveyRound },
  })
  server.post('/survey-rounds', { schema }, async (request, reply) => {
    const { regionId, name, until } = read(shapes.surveyRound, request.body)
    requireRegion(request, regionId)
    const region = await db.transaction({ kind: 'region', regionId }, (tx) => findRegion(tx, regionId))
    if (!region) throw new Problem(404, 'Not found', 'There is no such region.')
    const untilAt = until === undefined ? null : endOfDay(until, region.timezone)
    if (untilAt !== null && untilAt <= now()) throw new Problem(422, 'Not valid', 'until: is past.')
    const round = { id: newId('round'), regionId, name, code: canonicalCode(newInviteCode()), untilAt }
    return createOnce(options, request, reply, { kind: 'region', regionId }, async (tx) => {
      await addRound(tx, { ...round, at: now() })
      await noteRound(tx, request, round, { what: 'survey-round-added', at: now() })
      return answerOf({ ...round, basicId: null, publishedAt: null, closedAt: null }, region, options)
    })
  })
}

function listRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db } = options
  const schema = described({
    summary: 'Rounds of the survey and how far those have come who take part, the newest first',
    tag: 'region',
    query: shapes.regionPage,
    answers: { 200: answers.pageOf(answers.listedSurveyRound) },
  })
  server.get('/survey-rounds', { schema }, async (request) => {
    const { regionId, ...page } = read(shapes.regionPage, request.query)
    requireRegion(request, regionId)
    const isOperator = readsAll(request, 'diagnosis')
    return paged(() =>
      db.transaction({ kind: 'region', regionId }, async (tx) => {
        const region = await findRegion(tx, regionId)
        if (!region) throw new Problem(404, 'Not found', 'There is no such region.')
        const { items, nextCursor } = await listRounds(tx, regionId, page)
        const hidden = isOperator ? new Set() : await hiddenRounds(tx, region, questionnaireOf('survey'))
        const shown = items.map(({ counts, ...round }) => ({
          ...answerOf(round, region, options),
          ...(isOperator ? counts : withoutFew(counts, hidden.has(round.id))),
        }))
        return { items: shown, nextCursor }
      }),
    )
  })
}

/** The survey's own view tells how many have answered anything: together these two must not tell more than it does. */
function withoutFew({ none, ...answered }: RoundCounts, isHidden: boolean) {
  const [partway = null, finished = null] = shownOf([answered.partway, answered.finished], () => isHidden)
  return { none: isSmall(none) ? null : none, partway, finished }
}

function publishRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, basicIdOf } = options
  const schema = described({
    summary: 'Publish a round: from now on whoever sends its code answers the survey',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.surveyRound },
  })
  server.post('/survey-rounds/:id/publish', { schema }, async (request) => {
    const known = await db.transaction(scopeOf(request), (tx) => lockRound(tx, idIn(request.params)))
    // Asked before the transaction, in which nothing else may be waited for.
    const account = await withLine(() => basicIdOf(known?.regionId ?? ''))
    return change(options, request, async (tx, round) => {
      const state = roundState(round, now())
      if (state === 'closed') throw new Problem(409, 'Closed', 'The round is closed: add another one.')
      if (state === 'published') return round
      await publishRound(tx, round.id, { basicId: account, at: now() })
      await noteRound(tx, request, round, { what: 'survey-round-published', at: now() })
      return { ...round, basicId: account, publishedAt: now() }
    })
  })
}

function closeRoute(server: FastifyInstance, options: AdminOptions): void {
  const { now } = options
  const schema = described({
    summary: 'Close a round: nobody begins or goes on; what was answered so far is kept',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.surveyRound },
  })
  server.post('/survey-rounds/:id/close', { schema }, async (request) =>
    change(options, request, async (tx, round) => {
      if (round.closedAt !== null) return round
      await closeRound(tx, round.id, now())
      await noteRound(tx, request, round, { what: 'survey-round-closed', at: now() })
      return { ...round, closedAt: now() }
    }),
  )
}

/** Asking twice does it once, and is answered the same. */
async function change(
  options: AdminOptions,
  request: FastifyRequest,
  work: (tx: Tx, round: SurveyRound) => Promise<SurveyRound>,
): Promise<object> {
  const id = idIn(request.params)
  return options.db.transaction(scopeOf(request), async (tx) => {
    const round = await lockRound(tx, id)
    const region = round && (await findRegion(tx, round.regionId))
    if (!round || !region) throw new Problem(404, 'Not found', 'There is no such round.')
    return answerOf(await work(tx, round), region, options)
  })
}

const answerOf = (round: SurveyRound, region: Region, { now, links }: AdminOptions): object =>
  withInstants(shownRound(round, region, { now: now(), links }))

const noteRound = (
  tx: Tx,
  request: FastifyRequest,
  { id, regionId, name }: Pick<SurveyRound, 'id' | 'regionId' | 'name'>,
  { what, at }: { what: string; at: number },
): Promise<void> =>
  note(tx, {
    ...{ regionId, firmId: null, subject: `survey-round:${id}`, at, actor: actorOf(request), what },
    ...{ params: { name }, reason: null },
  })
