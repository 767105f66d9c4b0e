import { sql } from 'drizzle-orm'
import type { Verdict } from '#engine/triage/features.ts'
import type { Tally } from '#engine/triage/score.ts'
import { query, type Tx } from './door.ts'

/** What a region's analysts have taught so far. */
export const talliesOf = (tx: Tx, regionId: string): Promise<Tally[]> =>
  query<Tally>(tx, sql`select feature, value, verdict, count from triage_tallies where region_id = ${regionId}`)

/** Adds to the counts (or takes from them, where a verdict was taken back). */
export async function teach(tx: Tx, regionId: string, lessons: readonly Tally[]): Promise<void> {
  await query(
    tx,
    sql`insert into triage_tallies (region_id, feature, value, verdict, count)
    select ${regionId}, feature, value, verdict, sum(count)::int from jsonb_to_recordset(${JSON.stringify(lessons)}::text::jsonb)
      as l(feature text, value text, verdict text, count int) group by feature, value, verdict order by feature, value, verdict
    on conflict (region_id, feature, value, verdict) do update set count = triage_tallies.count + excluded.count`,
  )
}

/** Verdicts on earlier cases of this kind on this device, the newest first; of single devices only. */
export async function pastVerdicts(
  tx: Tx,
  { firmId, kind, device, id }: { firmId: string; kind: string; device: string; id: string },
  limit = 10,
): Promise<Verdict[]> {
  if (device === '') return []
  const rows = await query<{ verdict: Verdict }>(
    tx,
    sql`select learned->>'verdict' as verdict from cases where firm_id = ${firmId} and kind = ${kind} and device = ${device}
    and id <> ${id} and learned is not null order by window_start desc, id desc limit ${limit}`,
  )
  return rows.map(({ verdict }) => verdict)
}
