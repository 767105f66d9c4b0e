import type { FastifyInstance } from 'fastify'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { findOrder, listOrders, openOrderOfSite, orderEvents, type StoredOrder } from '#db/orders.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { findSite } from '#db/sites.ts'
import { beginRow } from '../../order/begin.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Orders of sensors begin in the firm's own lane, as if somebody of the desk had begun them; their steps are the desk's. */
export function orderRoutes(server: FastifyInstance, options: AdminOptions): void {
  beginRoute(server, options)
  const schema = described({
    summary: 'An order of a sensor, and each of its steps with its time and its person',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.orderWithSteps },
  })
  server.get('/orders/:id', { schema }, async (request) => {
    const id = idIn(request.params)
    const order = await options.db.transaction(scopeOf(request), async (tx) => {
      const stored = await findOrder(tx, id)
      return stored && { ...withInstants(await lineOf(tx, stored)), steps: await stepsOf(tx, id) }
    })
    if (!order) throw new Problem(404, 'Not found', 'There is no such order.')
    return order
  })
}

function beginRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'Begin the order of a sensor for a site; the desk and the firm are told',
    tag: 'register',
    body: shapes.order,
    isCreate: true,
    answers: { 202: answers.orderBegun },
  })
  server.post('/orders', { schema }, async (request, reply) => {
    const { siteId, by } = read(shapes.order, request.body)
    const create = async (tx: Tx): Promise<object> => {
      const site = await findSite(tx, siteId)
      if (!site) throw new Problem(404, 'Not found', 'There is no such site.')
      if (await openOrderOfSite(tx, siteId))
        throw new Problem(409, 'Under way', 'An order of this site is not over yet: `GET /orders`.')
      const { regionId, firmId } = site
      const where = { regionId, firmId, account: 'operator', eventId: options.newId('begin'), at: options.now() }
      await receive(tx, [beginRow(where, { by: { personId: actorOf(request), name: by }, siteId, isHeard: false })])
      return { siteId, firmId, state: 'beginning' }
    }
    await createOnce(options, request, reply, { kind: 'system' }, create, 202)
    options.db.hint('inbox')
    return reply
  })
}

async function stepsOf(tx: Tx, id: string): Promise<object[]> {
  const events = await orderEvents(tx, id)
  return events.map(({ kind, at, by, ...details }) => ({
    ...{ step: kind, at: new Date(at).toISOString(), by: by.name },
    ...('parcel' in details && { parcelNumber: details.parcel.number }),
  }))
}

async function lineOf(tx: Tx, { id, regionId, firmId, siteId, order }: StoredOrder): Promise<object> {
  const { state, deviceType, needsSwitch, round, parcel, sensorId, computers, movedAt } = order
  const site = (await findSite(tx, siteId))?.name ?? ''
  return {
    ...{ id, regionId, firmId, siteId, site, state, deviceType, needsSwitch, round, sensorId, computers, movedAt },
    ...{ carrier: parcel?.carrier ?? null, parcelNumber: parcel?.number ?? null },
  }
}

/** Each as one flat line. */
export async function orderLines(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listOrders(tx, request)
  const lines: object[] = []
  for (const stored of items) lines.push(await lineOf(tx, stored))
  return { items: lines, nextCursor }
}
