import { sql } from 'drizzle-orm'
import { PRIORITIES, type Priority } from '#engine/message.ts'
import { query, type Tx } from './door.ts'
import { toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'
import { isSwitchedOff } from './programmes.ts'

/** The outbox as operators see it: figures, the list, and their two decisions about a message. */
export interface Whose {
  regionId: string
  firmId: string | null
}

/** Puts a dead message back in its queue, as an operator's decision. */
export async function retryDead(tx: Tx, id: string): Promise<Whose | undefined> {
  const [row] = await query<Whose & { lane: string; platform: string }>(
    tx,
    sql`update outbox set state = 'pending', route = null, payload = null, retry_key = null, attempted_at = null,
    first_attempted_at = null, attempts = 0, result = null, settled_at = null, reply_token = null where id = ${id}::uuid and state in ('dead', 'expired')
    returning lane, platform, region_id as "regionId", firm_id as "firmId"`,
  )
  if (row) await query(tx, sql`select add_to_outbox_lanes(array[${row.lane}]::text[], array[${row.platform}]::text[])`)
  return row
}

/** Takes back what was never tried. */
export async function cancelMessage(tx: Tx, id: string): Promise<Whose | undefined> {
  const [row] = await query<Whose>(
    tx,
    sql`update outbox set state = 'cancelled', settled_at = now() where id = ${id}::uuid and state = 'pending' and attempted_at is null
    returning region_id as "regionId", firm_id as "firmId"`,
  )
  return row
}

export interface OutboxSummary {
  id: string
  regionId: string
  firmId: string | null
  subject: string | null
  platform: string
  state: string
  priority: Priority
  attempts: number
  result: string | null
  purpose: string
  createdAt: number
}

/** Without the words: the list is for operators. */
export async function listOutbox(
  tx: Tx,
  request: PageRequest & { state?: string | undefined },
): Promise<Page<OutboxSummary>> {
  const [before] = keyOf(request, 'number') ?? []
  const rows = await query<
    Omit<OutboxSummary, 'priority' | 'createdAt'> & { seq: number; priority: number; createdAt: Date }
  >(
    tx,
    sql`
    select seq::int as seq, id, region_id as "regionId", firm_id as "firmId", subject, platform, state, priority, attempts, result, message ->> 'purpose' as purpose, created_at as "createdAt"
    from outbox where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null}) and (${request.state ?? null}::text is null or state = ${request.state ?? null})
      and (${before ?? null}::bigint is null or seq < ${before ?? null}::bigint) order by seq desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [row.seq],
    ({ seq, priority, createdAt, ...row }) => ({
      ...row,
      priority: PRIORITIES[priority] ?? 'conversation',
      createdAt: toMs(createdAt),
    }),
  )
}

export const outboxFigures = (tx: Tx): Promise<{ state: string; rows: number; oldestMs: number }[]> =>
  query(
    tx,
    sql`select case when ${isSwitchedOff('outbox')} then 'held' else state end as state, count(*)::int as rows, coalesce(extract(epoch from now() - min(created_at)) * 1000, 0)::float8 as "oldestMs"
    from outbox where state in ('pending', 'dead') group by 1`,
  )
