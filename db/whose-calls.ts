import { sql } from 'drizzle-orm'
import type { WhoseCall } from '#engine/whose-call.ts'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

/** Firms that the desk telephones and asks whose their PCs are (`engine/whose-call.ts`). */

interface FirmKey {
  regionId: string
  firmId: string
}

/** In the lane of its ledger. A firm waits once in its life. */
export async function waitForCall(tx: Tx, { regionId, firmId }: FirmKey, call: WhoseCall, at: number): Promise<void> {
  await query(
    tx,
    sql`insert into whose_calls (firm_id, region_id, waiting_since, call)
    values (${firmId}, ${regionId}, ${toDate(at)}, ${JSON.stringify(call)}::text::jsonb) on conflict do nothing`,
  )
}

/** In the region's lane: those who come next, until so many are before the desk. */
export async function handOutCalls(
  tx: Tx,
  regionId: string,
  { atOnce, at }: { atOnce: number; at: number },
): Promise<string[]> {
  const rows = await query<{ firmId: string }>(
    tx,
    sql`update whose_calls set handed_at = ${toDate(at)} where firm_id in (
      select firm_id from whose_calls where region_id = ${regionId} and handed_at is null and ended_at is null order by waiting_since, firm_id
      limit greatest(0, ${atOnce} - (select count(*)::int from whose_calls where region_id = ${regionId} and handed_at is not null and ended_at is null))
    ) returning firm_id as "firmId"`,
  )
  return rows.map(({ firmId }) => firmId)
}

/** Undefined where it was never to be telephoned. */
export async function callOf(tx: Tx, firmId: string): Promise<(WhoseCall & { isHandedOut: boolean }) | undefined> {
  const [row] = await query<{ call: WhoseCall; isHandedOut: boolean }>(
    tx,
    sql`select call, handed_at is not null as "isHandedOut" from whose_calls where firm_id = ${firmId}`,
  )
  return row && { ...row.call, isHandedOut: row.isHandedOut }
}

/** It was not before anybody, and may wait again. */
export const dropCall = (tx: Tx, firmId: string): Promise<unknown> =>
  query(tx, sql`delete from whose_calls where firm_id = ${firmId}`)

export async function saveCall(
  tx: Tx,
  firmId: string,
  { takenBy, missedAt, known, unknown, end, endedAt }: WhoseCall,
): Promise<void> {
  const call: WhoseCall = { takenBy, missedAt, known, unknown, end, endedAt }
  const ended = endedAt === null ? null : toDate(endedAt)
  await query(
    tx,
    sql`update whose_calls set call = ${JSON.stringify(call)}::text::jsonb, ended_at = ${ended} where firm_id = ${firmId}`,
  )
}
