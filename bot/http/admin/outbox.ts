import type { FastifyInstance } from 'fastify'
import type { Db } from '#db/door.ts'
import { cancelMessage, retryDead } from '#db/outbox.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { requireOperator } from './caller.ts'
import { described } from './describe.ts'
import { idIn } from './shapes.ts'

/** An operator's two decisions about a message: send it after all, or not at all. */
export function outboxRoutes(server: FastifyInstance, db: Db): void {
  const schemaFor = (summary: string, status: number) =>
    described({ summary, tag: 'outbox', hasId: true, answers: { [status]: answers.outboxState } })
  server.post(
    '/outbox/:id/retry',
    { schema: schemaFor('Send a message that was given up', 202) },
    async (request, reply) => {
      requireOperator(request)
      const id = idIn(request.params, 'uuid')
      if (!(await db.transaction({ kind: 'system' }, (tx) => retryDead(tx, id))))
        throw new Problem(409, 'Not dead', 'Only a message that was given up can be tried again.')
      db.hint('outbox')
      return reply.code(202).send({ id, state: 'pending' })
    },
  )
  server.post(
    '/outbox/:id/cancel',
    { schema: schemaFor('Take back a message not yet tried', 200) },
    async (request) => {
      requireOperator(request)
      const id = idIn(request.params, 'uuid')
      if (!(await db.transaction({ kind: 'system' }, (tx) => cancelMessage(tx, id))))
        throw new Problem(409, 'Too late', 'Only a message that was not yet tried can be taken back.')
      return { id, state: 'cancelled' }
    },
  )
}
