import { sql } from 'drizzle-orm'
import type { RemoteHelp, RemoteHelpEvent } from '#engine/remote-help.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** Help from afar as it is kept: beside the snapshot, the events that it is rebuilt from. */
export interface StoredRemoteHelp {
  id: string
  regionId: string
  firmId: string
  /** What it began with. */
  about: string
  help: RemoteHelp
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", about, help')

/** Locked until the transaction ends: for whoever will change it. */
export async function lockRemoteHelp(tx: Tx, id: string): Promise<StoredRemoteHelp | undefined> {
  const [row] = await query<StoredRemoteHelp>(tx, sql`select ${columns} from remote_helps where id = ${id} for update`)
  return row
}

export async function findRemoteHelp(tx: Tx, id: string): Promise<StoredRemoteHelp | undefined> {
  const [row] = await query<StoredRemoteHelp>(tx, sql`select ${columns} from remote_helps where id = ${id}`)
  return row
}

/** The snapshot and the event that led to it, in one go. */
export async function saveRemoteHelp(
  tx: Tx,
  { id, regionId, firmId, about, help }: StoredRemoteHelp,
  event: RemoteHelpEvent,
): Promise<void> {
  await query(
    tx,
    sql`insert into remote_helps (id, region_id, firm_id, about, state, moved_at, help)
    values (${id}, ${regionId}, ${firmId}, ${about}, ${help.state}, ${toDate(help.movedAt)}, ${jsonText(help)}::text::jsonb)
    on conflict (id) do update set state = excluded.state, moved_at = excluded.moved_at, help = excluded.help`,
  )
  await query(
    tx,
    sql`insert into remote_help_events (remote_help_id, seq, region_id, firm_id, event)
    values (${id}, ${help.length}, ${regionId}, ${firmId}, ${jsonText(event)}::text::jsonb)`,
  )
}

/** The latest first. */
export async function listRemoteHelps(tx: Tx, request: PageRequest): Promise<Page<StoredRemoteHelp>> {
  const [movedAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null } = request
  const rows = await query<StoredRemoteHelp>(
    tx,
    sql`select ${columns} from remote_helps where (${firmId}::text is null or firm_id = ${firmId})
    and (${movedAt ?? null}::timestamptz is null or (moved_at, id) < (${movedAt ?? null}::timestamptz, ${id ?? null}))
    order by moved_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(row.help.movedAt), row.id],
    (row) => row,
  )
}
