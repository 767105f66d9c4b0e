import { sql } from 'drizzle-orm'
import type { AlertKind } from '#engine/alert.ts'
import type { AlertCount, CountedFirm } from '#engine/statistics/alerts.ts'
import { query, type Tx, textArray } from './door.ts'

/** In the region's scope: every firm, those without an alert as well. */
export const countedFirms = (tx: Tx, regionId: string): Promise<CountedFirm[]> =>
  query<CountedFirm>(
    tx,
    sql`select id as "firmId", name, industry, pcs from firms where region_id = ${regionId} order by id`,
  )

/** In the region's scope: alerts by firm, kind and month of the region's own zone; none that a rule on trial would have raised. */
export const alertCounts = (
  tx: Tx,
  { regionId, timezone, kinds }: { regionId: string; timezone: string; kinds: readonly AlertKind[] },
): Promise<AlertCount[]> =>
  query<AlertCount>(
    tx,
    sql`select firm_id as "firmId", kind, to_char(first_seen_at at time zone ${timezone}::text, 'YYYY-MM') as month, count(*)::int as alerts
    from alerts where region_id = ${regionId} and not is_monitored and kind = any(${textArray(kinds)}) group by 1, 2, 3 order by 1, 2, 3`,
  )
