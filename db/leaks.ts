import { sql } from 'drizzle-orm'
import type { Leak } from '#engine/leak.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface StoredLeak {
  id: string
  regionId: string
  firmId: string
  leak: Leak
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", leak')

/** The firm's newest; its lane lets one transaction at a time change it. */
export async function latestLeak(tx: Tx, firmId: string): Promise<StoredLeak | undefined> {
  const [row] = await query<StoredLeak>(
    tx,
    sql`select ${columns} from leaks where firm_id = ${firmId} order by begun_at desc, id desc limit 1`,
  )
  return row
}

export async function saveLeak(tx: Tx, { id, regionId, firmId, leak }: StoredLeak): Promise<void> {
  await query(
    tx,
    sql`insert into leaks (id, region_id, firm_id, begun_at, leak)
    values (${id}, ${regionId}, ${firmId}, ${toDate(leak.begunAt)}, ${jsonText(leak)}::text::jsonb)
    on conflict (id) do update set leak = excluded.leak`,
  )
}

/** The latest first. */
export async function listLeaks(tx: Tx, request: PageRequest): Promise<Page<StoredLeak>> {
  const [begunAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null } = request
  const rows = await query<StoredLeak>(
    tx,
    sql`select ${columns} from leaks where (${firmId}::text is null or firm_id = ${firmId})
    and (${begunAt ?? null}::timestamptz is null or (begun_at, id) < (${begunAt ?? null}::timestamptz, ${id ?? null}))
    order by begun_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(row.leak.begunAt), row.id],
    (row) => row,
  )
}
