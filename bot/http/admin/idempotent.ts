import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Db, enter, type Scope, type Tx } from '#db/door.ts'
import { findAnswer, rememberAnswer } from '#db/settings.ts'
import type { Secrets } from '../../secrets.ts'
import { Problem } from '../problem.ts'

/**
 * Creates once per `Idempotency-Key`: a repeat gets the first answer, sealed meanwhile because it may hold a token that is
 * shown once. Without the header every call creates.
 */
export async function createOnce(
  { db, secrets, now }: { db: Db; secrets: Secrets; now: () => number },
  request: FastifyRequest,
  reply: FastifyReply,
  scope: Scope,
  create: (tx: Tx) => Promise<object>,
): Promise<unknown> {
  const key = request.headers['idempotency-key']
  if (key === undefined) return reply.code(201).send(await db.transaction(scope, create))
  if (typeof key !== 'string' || key.length > 200)
    throw new Problem(400, 'Bad Idempotency-Key', 'Send one key of at most 200 characters.')
  const caller = request.caller.kind === 'operator' ? 'operator' : request.caller.id
  const hash = createHash('sha256')
    .update(`${request.method} ${request.url} ${JSON.stringify(request.body)}`)
    .digest('base64url')
  const answer = await db.transaction({ kind: 'system' }, async (tx) => {
    const earlier = await findAnswer(tx, caller, key, hash)
    if (earlier.kind === 'other-request')
      throw new Problem(422, 'Key used before', 'This Idempotency-Key was used for another request: take a new one.')
    if (earlier.kind === 'same')
      return JSON.parse(secrets.open(Buffer.from(String(earlier.answer), 'base64'), key).toString('utf8'))
    await enter(tx, scope)
    const created = await create(tx)
    await enter(tx, { kind: 'system' })
    const sealed = secrets.seal(Buffer.from(JSON.stringify(created)), key).toString('base64')
    if (!(await rememberAnswer(tx, caller, key, hash, sealed, now())))
      throw new Problem(409, 'In progress', 'The same request is being worked on: ask again in a moment.')
    return created
  })
  return reply.code(201).send(answer)
}
