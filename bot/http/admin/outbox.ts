import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import type { Db, Tx } from '#db/door.ts'
import { cancelMessage, retryDead, type Whose } from '#db/outbox-review.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { described } from './describe.ts'
import { idIn } from './shapes.ts'

interface Decision {
  what: 'message-retried' | 'message-cancelled'
  carryOut: (tx: Tx, id: string) => Promise<Whose | undefined>
  /** Why it could not be. */
  refusal: Problem
}

const RETRY: Decision = {
  what: 'message-retried',
  carryOut: retryDead,
  refusal: new Problem(409, 'Not dead', 'Only a message that was given up can be tried again.'),
}
const CANCEL: Decision = {
  what: 'message-cancelled',
  carryOut: cancelMessage,
  refusal: new Problem(409, 'Too late', 'Only a message that was not yet tried can be taken back.'),
}

/** An operator's two decisions about a message: send it after all, or not at all. */
export function outboxRoutes(server: FastifyInstance, { db, now }: { db: Db; now: () => number }): void {
  const schemaFor = (summary: string, status: number) =>
    described({ summary, tag: 'outbox', hasId: true, answers: { [status]: answers.outboxState } })

  async function decide(request: FastifyRequest, { what, carryOut, refusal }: Decision): Promise<string> {
    const id = idIn(request.params, 'uuid')
    await db.transaction({ kind: 'system' }, async (tx) => {
      const whose = await carryOut(tx, id)
      if (!whose) throw refusal
      const line = { ...whose, subject: `message:${id}`, at: now(), actor: 'operator', what }
      await note(tx, { ...line, params: {}, reason: null })
    })
    return id
  }

  server.post(
    '/outbox/:id/retry',
    { schema: schemaFor('Send a message that was given up', 202) },
    async (request, reply) => {
      const id = await decide(request, RETRY)
      db.hint('outbox')
      return reply.code(202).send({ id, state: 'pending' })
    },
  )
  server.post(
    '/outbox/:id/cancel',
    { schema: schemaFor('Take back a message not yet tried', 200) },
    async (request) => ({ id: await decide(request, CANCEL), state: 'cancelled' }),
  )
}
