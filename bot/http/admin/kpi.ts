import type { FastifyInstance } from 'fastify'
import { kpiCounts } from '#db/kpi.ts'
import { findRegion } from '#db/regions.ts'
import { kpiOf } from '#engine/kpi.ts'
import { ASSUMED } from '#engine/price.ts'
import * as answers from './answers.ts'
import { requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { noRegion } from './regions.ts'
import { idIn } from './shapes.ts'

/** How soon what is found is claimed, told, read and done, for the desk and the operator; a chamber does not read it. */
export function kpiRoutes(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary:
      'Times from the first alert to the end of each notice, the rate of follow-through, and what a firm costs a month',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.kpi },
  })
  server.get('/regions/:id/kpi', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const counts = await db.transaction({ kind: 'region', regionId }, async (tx) =>
      (await findRegion(tx, regionId)) ? kpiCounts(tx, regionId, now()) : undefined,
    )
    if (!counts) throw noRegion()
    return { ...kpiOf(counts, ASSUMED.yenPerHour), yenPerHour: ASSUMED.yenPerHour }
  })
}
