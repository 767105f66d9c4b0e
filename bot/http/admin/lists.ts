import type { FastifyInstance } from 'fastify'
import { listAlerts } from '#db/alerts.ts'
import { listAudit } from '#db/audit.ts'
import { listCases } from '#db/cases.ts'
import type { Db, Tx } from '#db/door.ts'
import { listNotices } from '#db/notices.ts'
import { cancelMessage, listOutbox, retryDead } from '#db/outbox.ts'
import { BadCursor, type Page, type PageRequest } from '#db/page.ts'
import { receiptOf } from '#engine/notice.ts'
import { Problem } from '../problem.ts'
import { requireOperator } from './caller.ts'
import { read, shapes } from './shapes.ts'

const LISTS: Readonly<
  Record<string, (tx: Tx, request: PageRequest & { state?: string | undefined }) => Promise<Page<object>>>
> = {
  '/alerts': listAlerts,
  '/cases': listCases,
  '/notices': noticesWithReceipt,
  '/outbox': listOutbox,
  '/audit': listAudit,
}

/** With what proves that each arrived. */
async function noticesWithReceipt(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listNotices(tx, request)
  return { items: items.map((notice) => ({ ...notice, receipt: receiptOf(notice) })), nextCursor }
}

/** What happened, newest first; instants as ISO 8601. */
export function listRoutes(server: FastifyInstance, db: Db): void {
  for (const [path, list] of Object.entries(LISTS)) {
    server.get(path, async (request) => {
      requireOperator(request)
      const page = await paged(() =>
        db.transaction({ kind: 'system' }, (tx) => list(tx, read(shapes.page, request.query))),
      )
      return { items: page.items.map(withInstants), nextCursor: page.nextCursor }
    })
  }
  server.post<{ Params: { id: string } }>('/outbox/:id/retry', async (request, reply) => {
    requireOperator(request)
    const isRetried = await db.transaction({ kind: 'system' }, (tx) => retryDead(tx, uuid(request.params.id)))
    if (!isRetried) throw new Problem(409, 'Not dead', 'Only a message that was given up can be tried again.')
    db.hint('outbox')
    return reply.code(202).send({ id: request.params.id, state: 'pending' })
  })
  server.post<{ Params: { id: string } }>('/outbox/:id/cancel', async (request) => {
    requireOperator(request)
    const isCancelled = await db.transaction({ kind: 'system' }, (tx) => cancelMessage(tx, uuid(request.params.id)))
    if (!isCancelled) throw new Problem(409, 'Too late', 'Only a message that was not yet tried can be taken back.')
    return { id: request.params.id, state: 'cancelled' }
  })
}

function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Problem(404, 'Not found', 'There is no such message.')
  return id
}

async function paged<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw error instanceof BadCursor
      ? new Problem(400, 'Bad cursor', 'Send a `nextCursor` as it came, or none.')
      : error
  }
}

const INSTANT = /(At|Start)$/

function withInstants(item: object): object {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      INSTANT.test(name) && typeof value === 'number' ? new Date(value).toISOString() : value,
    ]),
  )
}
