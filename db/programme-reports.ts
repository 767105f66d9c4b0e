import { sql } from 'drizzle-orm'
import type { ReportVersion } from '#engine/programme-report.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'

/** The report in words, for whoever sees everything, and for everybody else. */
export interface ToldReport<Sheet> {
  whole: Sheet
  shared: Sheet
}

export async function addReport<Sheet>(
  tx: Tx,
  regionId: string,
  { version, finishedAt, finishedBy, reason, whole, shared }: ReportVersion & ToldReport<Sheet>,
): Promise<void> {
  await query(
    tx,
    sql`insert into programme_reports (region_id, version, finished_at, finished_by, reason, whole, shared)
    values (${regionId}, ${version}, ${toDate(finishedAt)}, ${finishedBy}, ${reason}, ${jsonText(whole)}::text::jsonb, ${jsonText(shared)}::text::jsonb)`,
  )
}

/** Without what they tell, the first first. */
export async function reportVersions(tx: Tx, regionId: string): Promise<ReportVersion[]> {
  const rows = await query<Omit<ReportVersion, 'finishedAt'> & { finishedAt: Date }>(
    tx,
    sql`select version, finished_at as "finishedAt", finished_by as "finishedBy", reason
    from programme_reports where region_id = ${regionId} order by version`,
  )
  return rows.map((row) => ({ ...row, finishedAt: toMs(row.finishedAt) }))
}

/** As `addReport` kept it. */
export async function toldReport<Sheet>(
  tx: Tx,
  regionId: string,
  version: number,
): Promise<ToldReport<Sheet> | undefined> {
  const [row] = await query<ToldReport<Sheet>>(
    tx,
    sql`select whole, shared from programme_reports where region_id = ${regionId} and version = ${version}`,
  )
  return row
}
