import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Db, enter, type Scope, type Tx } from '#db/door.ts'
import { findAnswer, lockKey, rememberAnswer } from '#db/settings.ts'
import type { Secrets } from '../../secrets.ts'
import { Problem } from '../problem.ts'
import { actorOf } from './caller.ts'

/**
 * Creates once per `Idempotency-Key`: a repeat gets the first answer, sealed meanwhile because it may hold a token that is
 * shown once; of two at once the second waits for the first. Without the header every call creates.
 */
export async function createOnce(
  { db, secrets, now }: { db: Db; secrets: Secrets; now: () => number },
  request: FastifyRequest,
  reply: FastifyReply,
  scope: Scope,
  create: (tx: Tx) => Promise<object>,
  status: 201 | 202 = 201,
): Promise<unknown> {
  const key = request.headers['idempotency-key']
  if (key === undefined) return reply.code(status).send(await db.transaction(scope, create))
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Problem(400, 'Bad Idempotency-Key', 'Send one key of 1 to 200 visible ASCII characters.')
  const caller = actorOf(request)
  const hash = hashOf(request)
  const answer = await db.transaction({ kind: 'system' }, async (tx) => {
    await lockKey(tx, caller, key)
    const earlier = await findAnswer(tx, caller, key, hash)
    if (earlier.kind === 'other-request')
      throw new Problem(422, 'Key used before', 'This Idempotency-Key was used for another request: take a new one.')
    const context = `${caller} ${key}`
    if (earlier.kind === 'same')
      return JSON.parse(secrets.open(Buffer.from(String(earlier.answer), 'base64'), context).toString('utf8'))
    await enter(tx, scope)
    const created = await create(tx)
    await enter(tx, { kind: 'system' })
    const sealed = secrets.seal(Buffer.from(JSON.stringify(created)), context).toString('base64')
    await rememberAnswer(tx, caller, key, hash, sealed, now())
    return created
  })
  return reply.code(status).send(answer)
}

const hashOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(`${method} ${url} ${JSON.stringify(body)}`)
    .digest('base64url')
