import type { FastifyInstance } from 'fastify'
import { findRegion } from '#db/regions.ts'
import { breakEvenPrice, costPerFirm, firmsToBreakEven, leftOver, sumOfCost } from '#engine/price.ts'
import { workOf } from '../../region/price-table.ts'
import { programmeView } from '../../region/programme-view.ts'
import { requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { noRegion } from './regions.ts'
import { idIn, read } from './shapes.ts'
import * as shapes from './view-shapes.ts'

/** What the service would cost and earn at a price, by what the region's firms really needed; whatever is assumed can be tried otherwise. */
export function priceRoutes(server: FastifyInstance, { db, now, calendar }: AdminOptions): void {
  const schema = described({
    summary: 'What a firm costs a month, and at which price, or with how many firms, that is paid for',
    tag: 'region',
    hasId: true,
    query: shapes.viewQueries.price,
    answers: { 200: shapes.price },
  })
  server.get('/regions/:id/price', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { yen, firms: wanted, ...assumed } = read(shapes.viewQueries.price, request.query)
    const view = await db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      return region && programmeView(tx, { region, now: now(), calendar, seesAll: false })
    })
    if (!view) throw noRegion()
    const work = workOf(view)
    const cost = costPerFirm(work, assumed)
    const sum = sumOfCost(cost)
    const firms = wanted ?? Math.max(1, view.counts.firms)
    return {
      ...{ region: view.region, work, assumed, perFirm: { ...cost, sum }, firms },
      priceYen: breakEvenPrice(firms, sum, assumed),
      asked:
        yen === undefined
          ? null
          : { yen, firms: firmsToBreakEven(yen, sum, assumed), leftYen: leftOver(yen, firms, sum, assumed) },
    }
  })
}
