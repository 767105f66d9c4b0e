import type { FastifyInstance } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { addPlan, findPlan, retirePlan } from '#db/plans.ts'
import { findRegion } from '#db/regions.ts'
import { endPlan, plansTaken, startPlan } from '#db/subscriptions.ts'
import { dayOf, startOfDay } from '#engine/calendar/calendar.ts'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
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
  takingRoutes(server, options)
}

/** Which plan a firm has: what it leaves out is not watched there from then on. */
function takingRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const showing = described({
    summary: 'Which plan the firm has, will have or wishes for',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.firmPlan },
  })
  server.get('/firms/:id/plan', { schema: showing }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => taken(tx, await knownFirm(tx, idIn(request.params)), now())),
  )
  const taking = described({
    summary: 'Give the firm a plan from a day on, or end the one it has',
    tag: 'register',
    hasId: true,
    body: shapes.subscription,
    answers: { 200: answers.firmPlan },
  })
  server.put('/firms/:id/plan', { schema: taking }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => {
      const { id: firmId, regionId } = await knownFirm(tx, idIn(request.params))
      const { planId, from } = read(shapes.subscription, request.body)
      const region = await findRegion(tx, regionId)
      if (!region) throw new Error(`firm ${firmId} is of no region`)
      const startsAt = startOfDay(region, from === undefined ? dayOf(region, now()) : Temporal.PlainDate.from(from))
      const by = actorOf(request)
      if (planId === null) await endPlan(tx, firmId, startsAt)
      else {
        const plan = await findPlan(tx, planId)
        if (plan?.regionId !== regionId || !plan.isOffered)
          throw new Problem(404, 'Not found', 'There is no such plan, or it was retired before.')
        const said = { id: newId('subscription'), regionId, firmId, planId, saidBy: by, saidAt: now() }
        await startPlan(tx, { ...said, startsAt })
      }
      await note(tx, {
        ...{ regionId, firmId, subject: `plan:${planId ?? firmId}`, at: now(), actor: by },
        ...{ what: planId === null ? 'plan-ended' : 'plan-taken', params: { planId, startsAt }, reason: null },
      })
      return taken(tx, { id: firmId }, now())
    }),
  )
}

async function taken(tx: Tx, { id: firmId }: { id: string }, at: number) {
  const items = (await plansTaken(tx, firmId, at)).map(({ startsAt, endsAt, ...plan }) =>
    withInstants({ plan, startsAt, endsAt }),
  )
  return { firmId, items }
}

async function knownFirm(tx: Tx, id: string) {
  const firm = await findFirm(tx, id)
  if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
  return firm
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
