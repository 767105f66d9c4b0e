import { sql } from 'drizzle-orm'
import type { Claim, ClaimEvent } from '#engine/claim.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** A trigger record as it is kept: beside the snapshot, the events that it is rebuilt from. */
export interface StoredClaim {
  id: string
  regionId: string
  firmId: string
  caseId: string
  claim: Claim
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", case_id as "caseId", claim')

/** Locked until the transaction ends: for whoever will change it. */
export async function lockClaim(tx: Tx, id: string): Promise<StoredClaim | undefined> {
  const [row] = await query<StoredClaim>(tx, sql`select ${columns} from claims where id = ${id} for update`)
  return row
}

export async function findClaim(tx: Tx, id: string): Promise<StoredClaim | undefined> {
  const [row] = await query<StoredClaim>(tx, sql`select ${columns} from claims where id = ${id}`)
  return row
}

/** The snapshot and the event that led to it, in one go. */
export async function saveClaim(
  tx: Tx,
  { id, regionId, firmId, caseId, claim }: StoredClaim,
  event: ClaimEvent,
): Promise<void> {
  await query(
    tx,
    sql`insert into claims (id, region_id, firm_id, case_id, state, moved_at, claim)
    values (${id}, ${regionId}, ${firmId}, ${caseId}, ${claim.state}, ${toDate(claim.movedAt)}, ${jsonText(claim)}::text::jsonb)
    on conflict (id) do update set state = excluded.state, moved_at = excluded.moved_at, claim = excluded.claim`,
  )
  await query(
    tx,
    sql`insert into claim_events (claim_id, seq, region_id, firm_id, event)
    values (${id}, ${claim.length}, ${regionId}, ${firmId}, ${jsonText(event)}::text::jsonb)`,
  )
}

/** The latest change first. */
export async function listClaims(tx: Tx, request: PageRequest): Promise<Page<StoredClaim>> {
  const [movedAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null } = request
  const rows = await query<StoredClaim>(
    tx,
    sql`select ${columns} from claims where (${firmId}::text is null or firm_id = ${firmId})
    and (${movedAt ?? null}::timestamptz is null or (moved_at, id) < (${movedAt ?? null}::timestamptz, ${id ?? null}))
    order by moved_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(row.claim.movedAt), row.id],
    (row) => row,
  )
}

/** What stands in one place of a row: how a claim's field is found again. Undefined where there is nothing. */
export async function valueAt(
  tx: Tx,
  { table, key, path }: { table: string; key: Readonly<Record<string, string | number>>; path: readonly string[] },
): Promise<unknown> {
  const where = sql.join(
    Object.entries(key).map(([column, value]) => sql`${sql.identifier(column)}::text = ${String(value)}`),
    sql` and `,
  )
  const way = `{${path.map((step) => JSON.stringify(step)).join(',')}}`
  const [row] = await query<{ value: unknown }>(
    tx,
    sql`select to_jsonb(source) #> ${way}::text[] as value from ${sql.identifier(table)} source where ${where}`,
  )
  return row?.value ?? undefined
}
