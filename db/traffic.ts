import { sql } from 'drizzle-orm'
import type { TrafficCount } from '#engine/traffic.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'

/** Absolute values: a replayed batch writes the same rows again, and what turned out to be nothing becomes nothing. */
export async function setTrafficCounts(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string },
  counts: readonly TrafficCount[],
): Promise<void> {
  if (counts.length === 0) return
  await query(
    tx,
    sql`insert into traffic_counts (firm_id, region_id, day, kind, device, count, examples)
    select ${firmId}, ${regionId}, c.* from jsonb_to_recordset(${jsonText(counts)}::text::jsonb)
      as c(day date, kind text, device text, count int, examples jsonb)
    on conflict (firm_id, day, kind, device) do update set count = excluded.count, examples = excluded.examples`,
  )
}

/** What a device did unlike the days before, from one day to another, the newest first. */
export const trafficOf = (
  tx: Tx,
  { firmId, device, from, until }: { firmId: string; device: string; from: string; until: string },
): Promise<TrafficCount[]> =>
  query<TrafficCount>(
    tx,
    sql`select day::text as day, kind, device, count, examples from traffic_counts
    where firm_id = ${firmId} and device = ${device} and day between ${from}::date and ${until}::date and count > 0 order by day desc, kind`,
  )
