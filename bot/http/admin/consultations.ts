import type { FastifyInstance } from 'fastify'
import { countConsultations, listConsultations } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { findRegion } from '#db/regions.ts'
import { isSmall } from '#engine/diagnosis/hiding.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn } from './shapes.ts'

/** The pilot's table: what the desk was asked, month by month. */
export function consultationRoutes(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary:
      'How many consultations of each category and channel a region’s desk had each month; small counts hidden from a chamber',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.consultationCounts },
  })
  server.get('/regions/:id/consultations', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const counts = await db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      return region && countConsultations(tx, { regionId, timezone: region.timezone })
    })
    if (!counts) throw new Problem(404, 'Not found', 'There is no such region.')
    const isHidden = (firms: number): boolean => request.caller.kind !== 'operator' && (firms === 0 || isSmall(firms))
    return {
      items: counts.map(({ firms, consultations, ...kind }) => ({
        ...kind,
        consultations: isHidden(firms) ? null : consultations,
      })),
    }
  })
}

/** Each as one flat line, without its words. */
export async function consultationLines(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listConsultations(tx, request)
  return {
    items: items.map(
      ({ id, regionId, firmId, consultation: { holder, length: _, spokenAt: __, ...consultation } }) => ({
        ...{ id, regionId, firmId, ...consultation, holder: holder?.name ?? null },
      }),
    ),
    nextCursor,
  }
}
