import { sql } from 'drizzle-orm'
import type { Responsibility } from '#engine/responsibility.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'

/** What was told last. */
export async function responsibilityOf(tx: Tx, firmId: string): Promise<Responsibility | undefined> {
  const [row] = await query<{ named: Responsibility }>(
    tx,
    sql`select named from responsibilities where firm_id = ${firmId} order by seq desc limit 1`,
  )
  return row?.named
}

export async function addResponsibility(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string },
  named: Responsibility,
): Promise<void> {
  // The firm's row is the lock: two who name somebody at once come one after the other.
  await query(tx, sql`select id from firms where id = ${firmId} for update`)
  await query(
    tx,
    sql`insert into responsibilities (firm_id, seq, region_id, at, named)
    select ${firmId}, coalesce(max(seq), 0) + 1, ${regionId}, ${toDate(named.at)}, ${jsonText(named)}::text::jsonb
    from responsibilities where firm_id = ${firmId}`,
  )
}
