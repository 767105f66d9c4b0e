import { type SQL, sql } from 'drizzle-orm'
import type { Priority } from '#engine/message.ts'
import type { QuotaSettings, Spent } from '#engine/quota.ts'
import { query, type Tx } from './door.ts'

/** LINE counts pushes per recipient and calendar month (Japan time); a share is kept for incidents alone. */
export interface Quota extends QuotaSettings {
  reserved: number
  settled: number
}

export const QUOTA_DEFAULT: QuotaSettings = { limit: 5_000, reserveShare: 0.2 }

export interface Wanted {
  regionId: string
  /** `2026-11` */
  month: string
  /** Of what is open to everybody, up to which it may go (`OPEN_SHARES`); null: up to the limit. */
  openShare: number | null
  pushes?: number
}

/** So many pushes are about to leave. False when there are not so many left for this kind of message (system scope). */
export async function reserve(tx: Tx, { regionId, month, openShare, pushes = 1 }: Wanted): Promise<boolean> {
  const before = (column: string): SQL =>
    sql`(select ${sql.identifier(column)} from quotas where region_id = ${regionId} order by month desc limit 1)`
  await query(
    tx,
    sql`insert into quotas (region_id, month, limit_count, reserve_share)
    select ${regionId}, ${month}, coalesce(${before('limit_count')}, ${QUOTA_DEFAULT.limit}), coalesce(${before('reserve_share')}, ${QUOTA_DEFAULT.reserveShare})
    on conflict do nothing`,
  )
  const rows = await query(
    tx,
    sql`update quotas set reserved = reserved + ${pushes}::int where region_id = ${regionId} and month = ${month}
    and reserved + settled + ${pushes}::int <= floor(limit_count * coalesce((1 - reserve_share) * ${openShare}::float8, 1)) returning month`,
  )
  return rows.length > 0
}

export interface Settling {
  regionId: string
  /** `2026-11-24`, in Japan. */
  day: string
  priority: Priority
  pushes?: number
}

/** They were accepted, and count. */
export async function settle(tx: Tx, { regionId, day, priority, pushes = 1 }: Settling): Promise<void> {
  await query(
    tx,
    sql`update quotas set reserved = greatest(reserved - ${pushes}::int, 0), settled = settled + ${pushes}::int
    where region_id = ${regionId} and month = ${day.slice(0, 7)}`,
  )
  await query(
    tx,
    sql`insert into quota_days (region_id, day, priority, pushes) values (${regionId}, ${day}::date, ${priority}, ${pushes}::int)
    on conflict (region_id, day, priority) do update set pushes = quota_days.pushes + excluded.pushes`,
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
  { limit, reserveShare }: QuotaSettings,
): Promise<void> {
  await query(
    tx,
    sql`insert into quotas (region_id, month, limit_count, reserve_share) values (${regionId}, ${month}, ${limit}, ${reserveShare})
    on conflict (region_id, month) do update set limit_count = excluded.limit_count, reserve_share = excluded.reserve_share`,
  )
}

/** A month's, or what an earlier one has left to it. */
export async function findQuota(tx: Tx, regionId: string, month: string): Promise<Quota | undefined> {
  const [quota] = await query<Quota>(
    tx,
    sql`select limit_count as "limit", reserve_share as "reserveShare", case when month = ${month} then reserved else 0 end as reserved,
      case when month = ${month} then settled else 0 end as settled from quotas where region_id = ${regionId} and month <= ${month} order by month desc limit 1`,
  )
  return quota
}

/** What a region has used by that day, `2026-11-24`, and what it used from the same day of the month before on. */
export async function spentBy(tx: Tx, regionId: string, day: string): Promise<Spent> {
  const [spent] = await query<Omit<Spent, 'restOfLastMonth'> & { rest: number; isKnown: boolean }>(
    tx,
    sql`with today as (select ${day}::date as day, date_trunc('month', ${day}::date)::date as first)
    select coalesce(sum(pushes) filter (where q.day >= first and q.day <= today.day), 0)::int as used,
      coalesce(sum(pushes) filter (where q.day > today.day - 7 and q.day <= today.day), 0)::int as "lastWeek",
      coalesce(sum(pushes) filter (where q.day < first and q.day > (today.day - interval '1 month')), 0)::int as rest,
      coalesce(bool_or(q.day < first and q.day <= (today.day - interval '1 month')), false) as "isKnown"
    from today left join quota_days q on q.region_id = ${regionId} and q.day >= (first - interval '1 month') group by today.day, first`,
  )
  const { used = 0, lastWeek = 0, rest = 0, isKnown = false } = spent ?? {}
  return { used, lastWeek, restOfLastMonth: isKnown ? rest : undefined }
}
