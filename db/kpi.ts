import { sql } from 'drizzle-orm'
import type { KpiCounts } from '#engine/kpi.ts'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

/**
 * In the region's scope: how its notices went on, from the rows of cases and notices. A PC is found when the firm first says
 * whose a device is after its notice, which the ledger's history knows; fees are those of a month, by the plan.
 */
export async function kpiCounts(tx: Tx, regionId: string, now: number): Promise<KpiCounts> {
  const courses = await query<KpiCounts['courses'][number]>(
    tx,
    sql`select ${msBetween(sql`c.first_seen_at`, sql`c.claimed_at`)} as "claimedAfterMs", ${msBetween(sql`c.first_seen_at`, sql`n.sent_at`)} as "sentAfterMs",
      ${msBetween(sql`n.sent_at`, sql`n.read_at`)} as "readAfterMs", ${msBetween(sql`n.sent_at`, sql`n.done_at`)} as "doneAfterMs",
      (select ${msBetween(sql`n.sent_at`, sql`min(e.at)`)} from asset_events e
        where e.firm_id = n.firm_id and e.change ->> 'kind' = 'owned' and e.at >= n.sent_at and e.at <= coalesce(n.done_at, ${toDate(now)}::timestamptz)) as "foundAfterMs"
    from notices n join cases c on c.id = n.case_id where n.region_id = ${regionId} and n.sent_at is not null order by n.sent_at, n.id`,
  )
  const [counts] = await query<Omit<KpiCounts, 'courses'>>(
    tx,
    sql`select
      (select coalesce(sum(greatest(1, ceil(extract(epoch from ${toDate(now)}::timestamptz - created_at) / 2629800))), 0)::float8 from firms where region_id = ${regionId}) as "firmMonths",
      (select count(*)::int from outbox where region_id = ${regionId} and firm_id is not null and platform = 'line' and state = 'sent') as messages,
      (select coalesce(sum((v ->> 'minutes')::int), 0)::int from dispatches, jsonb_array_elements(dispatch -> 'visits') v where region_id = ${regionId} and firm_id is not null)
        + (select coalesce(sum((help #>> '{outcome,minutes}')::int), 0)::int from remote_helps where region_id = ${regionId}) as minutes,
      (select coalesce(json_agg(yen), '[]') from plans where region_id = ${regionId} and retired_at is null and per = 'month') as "feesYen"`,
  )
  return { courses, ...(counts ?? { firmMonths: 0, messages: 0, minutes: 0, feesYen: [] }) }
}

const msBetween = (from: ReturnType<typeof sql>, to: ReturnType<typeof sql>) =>
  sql`(extract(epoch from ${to} - ${from}) * 1000)::float8`
