import type { FastifyInstance } from 'fastify'
import { findRegion } from '#db/regions.ts'
import { pathsIn } from '#db/security-actions.ts'
import { countsOf, withoutSmallCells } from '#engine/security-action-counts.ts'
import { standingIn } from '../../security-action/work.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { read, shapes } from './shapes.ts'

/** How far a region's firms are on their way to declare a star; no firm by its name, no number of a declaration. */
export function securityActionRoutes(server: FastifyInstance, { db }: Pick<AdminOptions, 'db'>): void {
  const schema = described({
    summary: 'Firms of a region by their step to a SECURITY ACTION star, small counts hidden',
    tag: 'region',
    query: shapes.ofRegion,
    answers: { 200: answers.securityActions },
  })
  server.get('/security-actions', { schema }, async (request) => {
    const { regionId } = read(shapes.ofRegion, request.query)
    requireRegion(request, regionId)
    const paths = await db.transaction({ kind: 'region', regionId }, async (tx) =>
      (await findRegion(tx, regionId)) ? pathsIn(tx, regionId) : undefined,
    )
    if (!paths) throw new Problem(404, 'Not found', 'There is no such region.')
    return withoutSmallCells(countsOf(paths.map((path) => standingIn(path).standing)))
  })
}
