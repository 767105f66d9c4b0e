import type { FastifyInstance } from 'fastify'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { contactsOf } from '#db/people.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import { sensorsOf } from '#db/sensors.ts'
import { callOrder } from '#engine/responsibility.ts'
import { watchOf } from '#engine/watch.ts'
import { keepResponsible } from '../../responsible/keep.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Who answers for security at a firm; until somebody does, it is preparing and not watched over. */
export function responsibleRoutes(server: FastifyInstance, { db, now, calendar, hoursOf }: AdminOptions): void {
  const showing = described({
    summary: 'Who answers for security at the firm, and whether it is watched over',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.responsible },
  })
  server.get('/firms/:id/responsible', { schema: showing }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => standing(tx, (await knownFirm(tx, idIn(request.params))).id)),
  )
  const naming = described({
    summary: 'Name who answers for security at the firm; they are asked again in a year',
    tag: 'register',
    hasId: true,
    body: shapes.responsible,
    answers: { 200: answers.responsible },
  })
  server.put('/firms/:id/responsible', { schema: naming }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => {
      const { id: firmId, regionId } = await knownFirm(tx, idIn(request.params))
      const { order, ...named } = read(shapes.responsible, request.body)
      const known = new Set((await contactsOf(tx, firmId)).map(({ personId }) => personId))
      const ids = [named.responsible, named.inCharge, named.deputy].flatMap((one) => one?.personId || [])
      if (ids.some((personId) => !known.has(personId)))
        throw new Problem(
          422,
          'Not valid',
          'personId: is no contact of the firm; GET its contacts, or send only a name.',
        )
      const by = { personId: actorOf(request), name: actorOf(request) }
      const place = { regionId, firmId }
      await keepResponsible(tx, { calendar, hoursOf }, place, {
        ...named,
        order: callOrder(named, order),
        by,
        at: now(),
      })
      return standing(tx, firmId)
    }),
  )
}

async function knownFirm(tx: Tx, id: string) {
  const firm = await findFirm(tx, id)
  if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
  return firm
}

async function standing(tx: Tx, firmId: string): Promise<object> {
  const now = await responsibilityOf(tx, firmId)
  const { responsible = null, inCharge = null, deputy = null, order = [], by = null, at = null } = now ?? {}
  const watch = watchOf(await sensorsOf(tx, firmId), now !== undefined)
  return withInstants({ watch, responsible, inCharge, deputy, order, by, namedAt: at })
}
