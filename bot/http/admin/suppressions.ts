import type { FastifyInstance } from 'fastify'
import { receive } from '#db/inbox.ts'
import { lockSuppression } from '#db/suppressions.ts'
import { suppressionLane } from '../../case/quiet.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn } from './shapes.ts'

/** An operator ends what analysts keep quiet: in its own lane, as if somebody had pressed its button. */
export function suppressionRoutes(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary: 'End what is kept quiet; its cases get their cards',
    tag: 'events',
    hasId: true,
    answers: { 202: answers.suppressionEnding },
  })
  server.post('/suppressions/:id/end', { schema }, async (request, reply) => {
    const id = idIn(request.params)
    const actor = actorOf(request)
    await db.transaction({ kind: 'system' }, async (tx) => {
      const one = await lockSuppression(tx, id)
      if (!one) throw new Problem(404, 'Not found', 'Nothing has this id.')
      if (one.endedAt !== null) throw new Problem(409, 'Over', 'It has ended already.')
      await receive(tx, [
        {
          lane: suppressionLane(id),
          kind: 'suppression-command',
          account: 'operator',
          // Of this period: asking twice ends it once, and one that was extended can be ended again.
          eventId: `${id}:end:${one.expiresAt}`,
          regionId: one.regionId,
          firmId: null,
          payload: { command: 'suppression-end', by: { personId: actor, name: actor } },
          at: now(),
        },
      ])
    })
    db.hint('inbox')
    return reply.code(202).send({ id, state: 'ending' })
  })
}
