import type { FastifyInstance } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { addPlan, retirePlan } from '#db/plans.ts'
import { findRegion } from '#db/regions.ts'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** What a region's firms are offered for money, kept by the operator and the chamber. */
export function planRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const adding = described({
    summary: 'Offer something for money to a region’s firms',
    tag: 'register',
    body: shapes.plan,
    isCreate: true,
    answers: { 201: answers.plan },
  })
  server.post('/plans', { schema: adding }, async (request, reply) => {
    const plan = { id: newId('plan'), ...read(shapes.plan, request.body) }
    const { regionId } = plan
    requireRegion(request, regionId)
    refuseHardWords(plan)
    return createOnce(options, request, reply, scopeOf(request), async (tx) => {
      if (!(await findRegion(tx, regionId))) throw new Problem(404, 'Not found', 'There is no such region.')
      await addPlan(tx, { ...plan, at: now() })
      await noteAbout(tx, { regionId, id: plan.id, actor: actorOf(request), what: 'plan-added', at: now() })
      return plan
    })
  })
  const retiring = described({
    summary: 'Offer a plan no longer',
    tag: 'register',
    hasId: true,
    answers: { 204: null },
  })
  server.delete('/plans/:id', { schema: retiring }, async (request, reply) => {
    const id = idIn(request.params)
    await db.transaction(scopeOf(request), async (tx) => {
      const regionId = await retirePlan(tx, id, now())
      if (regionId === undefined)
        throw new Problem(404, 'Not found', 'There is no such plan, or it was retired before.')
      await noteAbout(tx, { regionId, id, actor: actorOf(request), what: 'plan-retired', at: now() })
    })
    return reply.code(204).send()
  })
}

/** Firms read it as it was typed: a word that they would not know is refused. */
function refuseHardWords({ name, says }: { name: string; says: string }): void {
  const hard = findingsOf(says, glossary, { names: [name], isNotice: false }).filter(({ blocks }) => blocks)
  if (hard.length === 0) return
  const errors = hard.map(({ where, instead }) => ({
    field: 'says',
    message: `「${where}」 is a hard word${instead ? `; write 「${instead}」` : ''}`,
  }))
  throw new Problem(422, 'Not plain', errors.map(({ field, message }) => `${field}: ${message}`).join('; '), { errors })
}

const noteAbout = (
  tx: Tx,
  { id, ...line }: { regionId: string; id: string; actor: string; what: string; at: number },
): Promise<void> => note(tx, { ...line, firmId: null, subject: `plan:${id}`, params: {}, reason: null })
