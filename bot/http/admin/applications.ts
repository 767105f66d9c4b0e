import type { FastifyInstance } from 'fastify'
import { applicationsIn, findApplication, type StoredApplication, sayApplicationState } from '#db/applications.ts'
import { note } from '#db/audit.ts'
import { findRegion } from '#db/regions.ts'
import { funnelOf, stateOf } from '#engine/application.ts'
import { standingOf } from '../../recruiting/standing.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { noRegion } from './regions.ts'
import { idIn, read, shapes } from './shapes.ts'

/** How far each company is that asked or applied, and how many have come how far. */
export function applicationRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const listing = described({
    summary: 'Who asked or applied, the newest first: as far as was said or has really happened',
    tag: 'region',
    query: shapes.ofRegion,
    answers: { 200: answers.pageOf(answers.listedApplication) },
  })
  server.get('/applications', { schema: listing }, async (request) => {
    const { regionId } = read(shapes.ofRegion, request.query)
    requireRegion(request, regionId)
    const all = await db.transaction({ kind: 'region', regionId }, (tx) => applicationsIn(tx, regionId))
    return { items: all.map(shown), nextCursor: null }
  })
  const saying = described({
    summary: 'Say how far a company is; of one that never starts, why',
    tag: 'region',
    hasId: true,
    body: shapes.applicationState,
    answers: { 200: answers.listedApplication },
  })
  server.post('/applications/:id/state', { schema: saying }, async (request) => {
    const said = read(shapes.applicationState, request.body)
    if ((said.state === 'declined') !== (said.code !== null))
      throw new Problem(422, 'Not valid', 'code: belongs to declined, and to nothing else.')
    return db.transaction(scopeOf(request), async (tx) => {
      const id = idIn(request.params)
      const before = await findApplication(tx, id)
      if (!before) throw new Problem(404, 'Not found', 'There is no such application.')
      await sayApplicationState(tx, id, said)
      const { regionId, firmId } = before
      const line = { regionId, firmId, subject: `application:${id}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: 'application-state', params: said, reason: null })
      return shown((await findApplication(tx, id)) ?? before)
    })
  })
  const counting = described({
    summary: 'How many companies came at least how far, and why those never started that did not',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.funnel },
  })
  server.get('/regions/:id/funnel', { schema: counting }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      if (!(await findRegion(tx, regionId))) throw noRegion()
      return funnelOf((await applicationsIn(tx, regionId)).map(standingOf))
    })
  })
}

const shown = ({ facts, ...application }: StoredApplication): object =>
  withInstants({ ...application, state: stateOf(application.saidState, facts) })
