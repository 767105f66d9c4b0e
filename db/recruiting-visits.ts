import { sql } from 'drizzle-orm'
import type { RecruitingVisit } from '#engine/recruiting.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'

export async function addVisit(
  tx: Tx,
  { id, regionId, firmId, company, place, result, memo, visitedOn, by }: RecruitingVisit,
  at: number,
): Promise<void> {
  await query(
    tx,
    sql`insert into recruiting_visits (id, region_id, firm_id, company, place, result, memo, visited_on, by, created_at)
    values (${id}, ${regionId}, ${firmId}, ${company}, ${place}, ${result}, ${memo}, ${visitedOn}, ${jsonText(by)}::text::jsonb, ${toDate(at)})`,
  )
}

/** The newest first. */
export const visitsIn = (tx: Tx, regionId: string): Promise<RecruitingVisit[]> =>
  query<RecruitingVisit>(
    tx,
    sql`select id, region_id as "regionId", firm_id as "firmId", company, place, result, memo, to_char(visited_on, 'YYYY-MM-DD') as "visitedOn", by
    from recruiting_visits where region_id = ${regionId} order by visited_on desc, id desc`,
  )
