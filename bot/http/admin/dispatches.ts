import type { FastifyInstance } from 'fastify'
import { countVisits, listDispatches, saveVisitTerms, visitTermsOf } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { identityOf } from '#db/people.ts'
import { findRegion } from '#db/regions.ts'
import { isSmall } from '#engine/diagnosis/hiding.ts'
import type { VisitCategory, VisitTerms } from '#engine/dispatch.ts'
import { dispatchFor, dispatchLane } from '../../dispatch/lanes.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { knownRegion, noteAbout } from './regions.ts'
import { readsAll } from './rights.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Visits: what they cost in a region, how many there were, and the drill. */
export function dispatchRoutes(server: FastifyInstance, options: AdminOptions): void {
  termsRoutes(server, options)
  countRoute(server, options)
  drillRoute(server, options)
}

function termsRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const showing = described({
    summary: 'What a visit of each category costs in a region; without it none can be asked for',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.visitTerms },
  })
  server.get('/regions/:id/visit-terms', { schema: showing }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    await knownRegion(options, regionId)
    return shownTerms(await db.transaction({ kind: 'region', regionId }, (tx) => visitTermsOf(tx, regionId)))
  })
  const setting = described({
    summary: 'Say what a visit of a category costs; the firm agrees to these amounts before anybody leaves',
    tag: 'region',
    hasId: true,
    body: shapes.visitTerms,
    answers: { 200: answers.visitTerms },
  })
  server.put('/regions/:id/visit-terms', { schema: setting }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    const { category, ...terms } = read(shapes.visitTerms, request.body)
    return db.transaction({ kind: 'system' }, async (tx) => {
      const all = { ...(await visitTermsOf(tx, regionId)), [category]: terms }
      await saveVisitTerms(tx, regionId, all)
      const params = { category, ...terms }
      await noteAbout(tx, { regionId, actor: actorOf(request), what: 'visit-terms-changed', at: now(), params })
      return shownTerms(all)
    })
  })
}

const shownTerms = (terms: Partial<Record<VisitCategory, VisitTerms>> = {}): object => ({
  items: Object.entries(terms).map(([category, amounts]) => ({ category, ...amounts })),
})

/** The pilot's table: visits by category, month by month. */
function countRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'How many visits of each category ended each month, and their minutes; small counts hidden from a chamber',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.visitCounts },
  })
  server.get('/regions/:id/visits', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const counts = await db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      return region && countVisits(tx, { regionId, timezone: region.timezone })
    })
    if (!counts) throw new Problem(404, 'Not found', 'There is no such region.')
    const isHidden = (firms: number): boolean => !readsAll(request, 'visits') && isSmall(firms)
    return {
      items: counts.map(({ firms, visits, minutes, ...kind }) => ({
        ...{ ...kind, visits: isHidden(firms) ? null : visits, minutes: isHidden(firms) ? null : minutes },
      })),
    }
  })
}

/** Nobody but the one who plays hears anything of it. */
function drillRoute(server: FastifyInstance, options: AdminOptions): void {
  const { now, newId } = options
  const schema = described({
    summary:
      'Play the whole way of a visit（訓練）: one person is everybody, in their own chat, and nobody else is told',
    tag: 'region',
    body: shapes.drill,
    isCreate: true,
    answers: { 202: answers.drill },
  })
  server.post('/dispatches/drill', { schema }, async (request, reply) => {
    const { regionId, personId } = read(shapes.drill, request.body)
    const create = async (tx: Tx): Promise<object> => {
      const player = await identityOf(tx, { regionId, personId })
      if (!player) throw new Problem(404, 'Not found', 'Nobody of this region with a chat has this id.')
      const id = dispatchFor(newId('drill'))
      const payload = { command: 'drill', by: player, drill: player }
      const row = { lane: dispatchLane(id), kind: 'dispatch', account: 'operator', eventId: id, payload, at: now() }
      await receive(tx, [{ ...row, regionId, firmId: null }])
      return { id, regionId, personId, state: 'beginning' }
    }
    await createOnce(options, request, reply, { kind: 'system' }, create, 202)
    options.db.hint('inbox')
    return reply
  })
}

/** Each as one flat line. */
export async function dispatchLines(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listDispatches(tx, request)
  return {
    items: items.map(({ drill, dispatch, ...place }) => {
      const { state, need, basis, terms, requestedBy, requestedAt, consent, winner, startsAt, visits, movedAt } =
        dispatch
      const ended = visits.filter(({ endedAt }) => endedAt !== null)
      return {
        ...{ ...place, state, isDrill: drill !== null, category: need.category, municipality: need.municipality },
        ...{ skill: need.skill, isHome: need.home !== null, basis: basis.kind, reason: need.reason, ...terms },
        ...{ requestedBy: requestedBy.name, requestedAt, consentedBy: consent?.by.name ?? null },
        ...{ consentedAt: consent?.at ?? null, vendorId: winner?.vendorId ?? null, vendor: winner?.name ?? null },
        ...{ startsAt, visits: ended.length, minutes: ended.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0) },
        ...{ signedBy: visits.at(-1)?.signature?.by.name ?? null, movedAt },
      }
    }),
    nextCursor,
  }
}
