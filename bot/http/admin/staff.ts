import type { FastifyInstance } from 'fastify'
import { visitUnderWay } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { endStaff, listStaff } from '#db/people.ts'
import { lockRota, saveRota } from '#db/regions.ts'
import { withoutPerson } from '#engine/rota.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { knownRegion, noteAbout } from './regions.ts'
import { idIn } from './shapes.ts'

/** Who works for a region, and that somebody does no longer. They join by an invite code, like everybody. */
export function staffRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const showing = described({
    summary: 'Who works for a region: its staff, and its vendors’ people',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.staff },
  })
  server.get('/regions/:id/staff', { schema: showing }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    requireRegion(request, regionId)
    return { items: await db.transaction({ kind: 'system' }, (tx) => listStaff(tx, regionId)) }
  })
  const ending = described({
    summary: 'Somebody works for their region no longer: they get and see nothing of it, and their steps are others’',
    tag: 'region',
    hasId: true,
    answers: { 204: null },
  })
  server.delete('/staff/:id', { schema: ending }, async (request, reply) => {
    const personId = idIn(request.params)
    await db.transaction({ kind: 'system' }, async (tx) => {
      const ended = await endStaff(tx, { personId, at: now() })
      const [first] = ended
      if (!first)
        throw new Problem(
          404,
          'Not found',
          'Nobody who works for a region has this id: its staff is listed with their ids.',
        )
      const { regionId } = first
      for (const { vendorId } of ended) await requireNotAtFirm(tx, { vendorId, personId })
      const rota = await lockRota(tx, regionId)
      if (rota) await saveRota(tx, regionId, withoutPerson(rota, personId))
      const params = { person: personId, roles: ended.map(({ role }) => role) }
      await noteAbout(tx, { regionId, actor: actorOf(request), what: 'staff-ended', at: now(), params })
    })
    return reply.code(204).send()
  })
}

/** The firm waits for them by name. */
async function requireNotAtFirm(
  tx: Tx,
  { vendorId, personId }: { vendorId: string | null; personId: string },
): Promise<void> {
  if (vendorId === null || !(await visitUnderWay(tx, { vendorId, personId }))) return
  throw new Problem(
    409,
    'At a firm',
    'They are at a firm just now: end their visit first, or have its vendor hand it back.',
  )
}
