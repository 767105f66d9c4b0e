import type { FastifyInstance } from 'fastify'
import { messageLink } from '#adapters/line/account.ts'
import { note } from '#db/audit.ts'
import { flyersIn } from '#db/flyers.ts'
import { findMeeting } from '#db/meetings.ts'
import { recruitingCounts } from '#db/recruitings.ts'
import { findRegion, type Region } from '#db/regions.ts'
import type { Flyer } from '#engine/flyer.ts'
import { printedCode } from '#engine/survey-round.ts'
import { flyerWords } from '../../recruiting/flyer-sheet.ts'
import { makeFlyer, papersOf } from '../../recruiting/new-flyer.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withLine } from './line.ts'
import { noRegion } from './regions.ts'
import { readsAll } from './rights.ts'
import { read, shapes } from './shapes.ts'

/** Papers with a code that says who handed them out: the operator's, the chamber's, and each agency's own. */
export function flyerRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId, links, basicIdOf } = options
  const shown = (flyer: Flyer, region: Region): object => ({
    ...{ ...flyer, code: printedCode(flyer.code), link: messageLink(flyer.basicId, flyerWords(flyer, region)) },
    ...papersOf(flyer, links.to, now()),
  })
  const making = described({
    summary: 'Make a flyer: a code of its own, and its papers as PDF (A4, and A4 folded in three), good for 30 days',
    tag: 'region',
    body: shapes.flyer,
    isCreate: true,
    answers: { 201: answers.flyer },
  })
  server.post('/flyers', { schema: making }, async (request, reply) => {
    const body = read(shapes.flyer, request.body)
    const { regionId, recruitingId, meetingId } = body
    requireRegion(request, regionId)
    // Asked before the transaction, in which nothing else may be waited for.
    const account = await withLine(() => basicIdOf(regionId))
    return createOnce(options, request, reply, { kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw noRegion()
      if (!(await recruitingCounts(tx, regionId)).some(({ id }) => id === recruitingId))
        throw new Problem(404, 'Not found', 'There is no such way of recruiting in this region.')
      if (meetingId !== null && (await findMeeting(tx, meetingId))?.regionId !== regionId)
        throw new Problem(404, 'Not found', 'There is no such meeting in this region.')
      const told = { ...body, id: newId('flyer'), basicId: account, madeBy: actorOf(request) }
      const flyer = await makeFlyer(tx, told, { locale: region.locale, now: now() })
      const line = { regionId, firmId: null, subject: `flyer:${flyer.id}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: 'flyer-made', params: { recruitingId, meetingId }, reason: null })
      return shown(flyer, region)
    })
  })
  const listing = described({
    summary: 'The region’s flyers, the newest first; an agency sees its own',
    tag: 'region',
    query: shapes.ofRegion,
    answers: { 200: answers.pageOf(answers.flyer) },
  })
  server.get('/flyers', { schema: listing }, async (request) => {
    const { regionId } = read(shapes.ofRegion, request.query)
    requireRegion(request, regionId)
    const madeBy = readsAll(request, 'region') ? null : actorOf(request)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw noRegion()
      return { items: (await flyersIn(tx, regionId, madeBy)).map((one) => shown(one, region)), nextCursor: null }
    })
  })
}
