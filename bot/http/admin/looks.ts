import type { FastifyReply, FastifyRequest } from 'fastify'
import { noteLooks } from '#db/looks.ts'
import { actorOf, scopeOf } from './caller.ts'
import type { AdminOptions } from './index.ts'
import { rightOf, type Whose } from './rights.ts'
import { idIn } from './shapes.ts'

/** Before anything of a firm leaves, who looks at it is written down; where that fails, nothing leaves. */
export async function noteLook(
  { db, now }: Pick<AdminOptions, 'db' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: unknown,
): Promise<void> {
  const { address, right } = rightOf(request)
  if (!right?.whose || reply.statusCode !== 200) return
  const firmIds = FIRMS[right.whose](request, answer)
  if (firmIds.length === 0) return
  const [{ datum } = { datum: '' }] = right.needs
  const look = { actor: actorOf(request), at: now(), datum, through: address, firmIds }
  await db.transaction(scopeOf(request), (tx) => noteLooks(tx, look))
}

const FIRMS: Readonly<Record<Whose, (request: FastifyRequest, answer: unknown) => readonly string[]>> = {
  'no-firm': () => [],
  'firm-in-path': ({ params }) => [idIn(params)],
  'listed-firms': (_, answer) => (answer as { items: { id: string }[] }).items.map(({ id }) => id),
  'named-firms': (_, answer) => [...new Set(namedIn(answer))],
}

/** Whose anything in the answer is. */
function namedIn(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return []
  const own = 'firmId' in answer && typeof answer.firmId === 'string' ? [answer.firmId] : []
  return [...own, ...Object.values(answer).flatMap(namedIn)]
}
