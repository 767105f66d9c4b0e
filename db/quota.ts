import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'

/** LINE counts pushes per recipient and calendar month (Japan time); a share is kept for incidents alone. */
export interface Quota {
  limit: number
  reserveShare: number
  reserved: number
  settled: number
}

export const QUOTA_DEFAULT = { limit: 5_000, reserveShare: 0.2 }

/** One push is about to leave. False when there is none left for this kind of message (system scope). */
export async function reserve(tx: Tx, regionId: string, month: string, isIncident: boolean): Promise<boolean> {
  await query(
    tx,
    sql`insert into quotas (region_id, month, limit_count, reserve_share)
    select ${regionId}, ${month}, coalesce((select limit_count from quotas where region_id = ${regionId} order by month desc limit 1), ${QUOTA_DEFAULT.limit}),
      coalesce((select reserve_share from quotas where region_id = ${regionId} order by month desc limit 1), ${QUOTA_DEFAULT.reserveShare}) on conflict do nothing`,
  )
  const rows = await query(
    tx,
    sql`update quotas set reserved = reserved + 1 where region_id = ${regionId} and month = ${month}
    and reserved + settled < case when ${isIncident} then limit_count else floor(limit_count * (1 - reserve_share)) end returning month`,
  )
  return rows.length > 0
}

/** The push was accepted, and counts. */
export async function settle(tx: Tx, regionId: string, month: string): Promise<void> {
  await query(
    tx,
    sql`update quotas set reserved = greatest(reserved - 1, 0), settled = settled + 1 where region_id = ${regionId} and month = ${month}`,
  )
}

/** The push did not count after all. */
export async function release(tx: Tx, regionId: string, month: string): Promise<void> {
  await query(
    tx,
    sql`update quotas set reserved = greatest(reserved - 1, 0) where region_id = ${regionId} and month = ${month}`,
  )
}

export async function setQuota(
  tx: Tx,
  regionId: string,
  month: string,
  { limit, reserveShare }: Pick<Quota, 'limit' | 'reserveShare'>,
): Promise<void> {
  await query(
    tx,
    sql`insert into quotas (region_id, month, limit_count, reserve_share) values (${regionId}, ${month}, ${limit}, ${reserveShare})
    on conflict (region_id, month) do update set limit_count = excluded.limit_count, reserve_share = excluded.reserve_share`,
  )
}

export async function findQuota(tx: Tx, regionId: string, month: string): Promise<Quota | undefined> {
  const [quota] = await query<Quota>(
    tx,
    sql`select limit_count as "limit", reserve_share as "reserveShare", reserved, settled from quotas where region_id = ${regionId} and month = ${month}`,
  )
  return quota
}
