import type { FastifyInstance } from 'fastify'
import { countConsultations, listConsultations, openedIn } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { monthsOfJoining } from '#db/firms.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { findRegion } from '#db/regions.ts'
import { type DeskMonth, deskMonths } from '#engine/consultation-figures.ts'
import { isSmall } from '#engine/diagnosis/hiding.ts'
import * as answers from './answers.ts'
import { requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { noRegion } from './regions.ts'
import { readsAll } from './rights.ts'
import { idIn } from './shapes.ts'

/** The pilot's table: what the desk was asked, month by month. */
export function consultationRoutes(server: FastifyInstance, { db, calendar }: AdminOptions): void {
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
    if (!counts) throw noRegion()
    const isHidden = (firms: number): boolean => !readsAll(request, 'tickets') && (firms === 0 || isSmall(firms))
    return {
      items: counts.map(({ firms, consultations, ...kind }) => ({
        ...kind,
        consultations: isHidden(firms) ? null : consultations,
      })),
    }
  })
  const monthly = described({
    summary:
      'How much a region’s firms asked the desk each month, and how soon it answered; small counts hidden from a chamber',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.deskMonths },
  })
  server.get('/regions/:id/consultation-months', { schema: monthly }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const months = await db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      const place = region && { regionId, timezone: region.timezone }
      return place && deskMonths(await openedIn(tx, place), await monthsOfJoining(tx, place), calendar)
    })
    if (!months) throw noRegion()
    const isHidden = (firms: number): boolean => !readsAll(request, 'tickets') && (firms === 0 || isSmall(firms))
    return { items: months.map((one) => (isHidden(one.firms) ? hidden(one) : one)) }
  })
}

/** Of a month in which fewer than five firms asked, no number is told. */
const hidden = ({ month, firmsOfRegion }: DeskMonth): object => ({
  ...{ month, consultations: null, byChat: null, onSecurity: null, firms: null, firmsOfRegion },
  ...{ perFirm: null, firstAnswerMinutes: null },
})

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
