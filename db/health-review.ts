import { sql } from 'drizzle-orm'
import type { AlertKind } from '#engine/alert.ts'
import type { Asset, Standing } from '#engine/asset.ts'
import type { CaseState } from '#engine/case.ts'
import type { TrafficKind } from '#engine/traffic.ts'
import { query, type Tx, textArray } from './door.ts'

/** What an analyst looks at before they comment on a month: its cases that are not grave, and what was unlike the days before. */

export interface LowCase {
  kind: AlertKind
  /** The firm's own address; '' where there is none in it. */
  device: string
  /** '' where there were several. */
  counterpart: string
  eventCount: number
  state: CaseState
  /** The entry of the ledger behind the address, where it is one alone. */
  asset: (Standing & Pick<Asset, 'mac'>) | null
}

/** The most frequent first, at most `max` of them, and how many there are. */
export async function lowCasesOf(
  tx: Tx,
  { firmId, caseIds, max }: { firmId: string; caseIds: readonly string[]; max: number },
): Promise<{ cases: LowCase[]; count: number }> {
  const rows = await query<LowCase & { total: number }>(
    tx,
    sql`with low as (
      select *, (count(*) over ())::int as total from cases where firm_id = ${firmId} and id = any(${textArray(caseIds)}) and (severity = 'low' or state = 'advised')
      order by event_count desc, first_seen_at, id limit ${max}
    )
    select low.kind, low.device, low.counterpart, low.event_count as "eventCount", low.state, low.total, behind.asset from low cross join lateral (
      with there as (
        select distinct d.mac from device_sightings d where d.firm_id = low.firm_id and d.ip = low.device and d.mac <> '' and low.device <> ''
          and d.first_seen_at <= low.last_seen_at + interval '1 day' and d.last_seen_at >= low.first_seen_at - interval '1 day'
      )
      select case when count(*) = 1 then jsonb_agg(a.standing || jsonb_build_object('mac', a.mac)) -> 0 end as asset
      from assets a where a.firm_id = low.firm_id and case when a.mac <> '' then a.mac in (select mac from there)
        else low.device <> '' and a.standing ->> 'state' <> 'retired' and (a.standing ->> 'ip' = low.device or lower(a.standing ->> 'name') in (
          select lower(d.name) from device_sightings d where d.firm_id = low.firm_id and d.name <> '' and d.mac in (select mac from there))) end
    ) behind order by low.event_count desc, low.first_seen_at, low.id`,
  )
  return { cases: rows.map(({ total: _, ...one }) => one), count: rows[0]?.total ?? 0 }
}

/** From one day to another, by kind. */
export const trafficByKind = (
  tx: Tx,
  { firmId, from, until }: { firmId: string; from: string; until: string },
): Promise<{ kind: TrafficKind; count: number }[]> =>
  query<{ kind: TrafficKind; count: number }>(
    tx,
    sql`select kind, sum(count)::int as count from traffic_counts
    where firm_id = ${firmId} and day between ${from}::date and ${until}::date group by kind having sum(count) > 0 order by kind`,
  )
