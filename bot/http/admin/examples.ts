import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import {
  countExamples,
  type ExampleRequest,
  findExample,
  findPublished,
  listExamples,
  listPublished,
  type PublishedExample,
  type StoredExample,
  saveExample,
} from '#db/examples.ts'
import { receive } from '#db/inbox.ts'
import type { Page } from '#db/page.ts'
import { findRegion } from '#db/regions.ts'
import { NO_CLUES } from '#engine/anonymity.ts'
import { isSmall } from '#engine/diagnosis/hiding.ts'
import { apply, EXAMPLE_STATES, type ExampleBody } from '#engine/example.ts'
import { type Fault, faultsIn } from '../../example/faults.ts'
import { exampleLane } from '../../example/lanes.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { readsAll } from './rights.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Examples of firms. A chamber reads what everybody of its region may read, and never learns whose it is. */
export function exampleRoutes(server: FastifyInstance, options: AdminOptions): void {
  showRoute(server, options)
  addRoute(server, options)
  withdrawRoute(server, options)
  countRoute(server, options)
}

const readsUnpublished = (request: FastifyRequest): boolean => readsAll(request, 'stories')

export async function exampleLines(
  tx: Tx,
  { state, ...page }: ExampleRequest,
  request: FastifyRequest,
): Promise<Page<object>> {
  if (readsUnpublished(request)) return lines(await listExamples(tx, { state, ...page }), line)
  if (state !== undefined && state !== 'published') return { items: [], nextCursor: null }
  return lines(await listPublished(tx, page), publishedLine)
}

const lines = <One>({ items, nextCursor }: Page<One>, lineOf: (one: One) => object): Page<object> => ({
  items: items.map(lineOf),
  nextCursor,
})

const NOTHING = { industry: null, size: null, happened: null, helped: null, costYen: null, source: null }

const line = ({ id, regionId, firmId, state, body, consent, remindedAt, movedAt }: StoredExample): object => ({
  ...{ id, regionId, firmId, state, remindedAt, movedAt },
  ...{ consentedBy: consent?.by.personId ?? null, consentedAt: consent?.at ?? null },
  ...(body ?? NOTHING),
})

const publishedLine = ({ id, regionId, body, publishedAt }: PublishedExample): object => ({
  ...{ id, regionId, firmId: null, state: 'published', movedAt: publishedAt },
  ...{ consentedBy: null, consentedAt: null, remindedAt: null },
  ...body,
})

const NOT_FOUND = new Problem(404, 'Not found', 'There is no such example.')

function showRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'One example; for a chamber, one that is published',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.example },
  })
  server.get('/examples/:id', { schema }, async (request) => {
    const id = idIn(request.params)
    const shown = await db.transaction(scopeOf(request), async (tx) => {
      const whole = readsUnpublished(request) ? await findExample(tx, id) : undefined
      const told = whole ? undefined : await findPublished(tx, id)
      return whole ? line(whole) : told && publishedLine(told)
    })
    if (!shown) throw NOT_FOUND
    return withInstants(shown)
  })
}

function addRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'Publish a case of elsewhere that somebody else has published, with its source; no firm’s of the region',
    tag: 'register',
    body: shapes.example,
    isCreate: true,
    answers: { 201: answers.example },
  })
  server.post('/examples', { schema }, async (request, reply) => {
    const { regionId, ...body } = read(shapes.example, request.body)
    requireRegion(request, regionId)
    const faults = faultsIn(body, NO_CLUES)
    if (faults.length > 0) throw new Problem(422, 'Not valid', faults.map(faultSaid).join('; '))
    const create = (tx: Tx): Promise<object> => publish(tx, options, { regionId, body, actor: actorOf(request) })
    return createOnce(options, request, reply, { kind: 'region', regionId }, create)
  })
}

const SAID = { missing: 'is missing', telling: 'tells who it is', jargon: 'is hard to understand' } as const
const faultSaid = ({ field, why, words }: Fault): string => [`${field}: ${SAID[why]}`, ...words].join(' ')

/** Whoever adds it answers for its being published elsewhere; that stands where a firm's consent would. */
async function publish(
  tx: Tx,
  { now, newId }: AdminOptions,
  { regionId, body, actor }: { regionId: string; body: ExampleBody; actor: string },
): Promise<object> {
  if (!(await findRegion(tx, regionId))) throw new Problem(404, 'Not found', 'There is no such region.')
  const by = { personId: actor, name: actor }
  const at = now()
  const asked: StoredExample = {
    ...{ id: newId('example'), regionId, firmId: null, proposedBy: by, body, hash: null, consent: null },
    ...{ state: 'asked', remindedAt: null, movedAt: at },
  }
  const agreed = apply({ ...asked, hash: await saveExample(tx, asked) }, 'agree', { by, at })
  const published = { ...asked, ...apply(agreed, 'publish', { by, at }) }
  await saveExample(tx, published)
  await note(tx, {
    ...{ regionId, firmId: null, subject: exampleLane(asked.id), at, actor, what: 'example-published' },
    ...{ params: { source: body.source }, reason: null },
  })
  return withInstants(line(published))
}

function withdrawRoute(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary: 'Withdraw an example: it is shown to nobody any more, and its text is gone',
    tag: 'register',
    hasId: true,
    answers: { 202: answers.exampleWithdrawing },
  })
  server.post('/examples/:id/withdraw', { schema }, async (request, reply) => {
    const id = idIn(request.params)
    const actor = actorOf(request)
    await db.transaction({ kind: 'system' }, async (tx) => {
      const one = await findExample(tx, id)
      if (!one) throw NOT_FOUND
      const { regionId, firmId } = one
      const payload = { command: 'withdraw', by: { personId: actor, name: actor } }
      await receive(tx, [
        {
          ...{ lane: exampleLane(id), kind: 'example', account: 'operator', eventId: `${id}:withdraw` },
          ...{ regionId, firmId, payload, at: now() },
        },
      ])
    })
    db.hint('inbox')
    return reply.code(202).send({ id, state: 'withdrawing' })
  })
}

function countRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary:
      'How many examples of a region stand in which state; 1 to 4 are hidden from a chamber, but of published ones',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.exampleCounts },
  })
  server.get('/regions/:id/examples', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const counts = await db.transaction({ kind: 'region', regionId }, async (tx) =>
      (await findRegion(tx, regionId)) ? countExamples(tx, regionId) : undefined,
    )
    if (!counts) throw new Problem(404, 'Not found', 'There is no such region.')
    const isHidden = (state: string, count: number): boolean =>
      !readsUnpublished(request) && state !== 'published' && isSmall(count)
    return Object.fromEntries(
      EXAMPLE_STATES.map((state) => [state, isHidden(state, counts[state] ?? 0) ? null : (counts[state] ?? 0)]),
    )
  })
}
