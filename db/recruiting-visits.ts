import { sql } from 'drizzle-orm'
import type { RecruitingVisit } from '#engine/recruiting.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'

export async function addVisit(
  tx: Tx,
  { id, regionId, firmId, company, place, result, memo, visitedOn, next, by }: RecruitingVisit,
  at: number,
): Promise<void> {
  await query(
    tx,
    sql`insert into recruiting_visits (id, region_id, firm_id, company, place, result, memo, visited_on, next_step, next_on, by, created_at)
    values (${id}, ${regionId}, ${firmId}, ${company}, ${place}, ${result}, ${memo}, ${visitedOn}, ${next?.step ?? null}, ${next?.on ?? null},
      ${jsonText(by)}::text::jsonb, ${toDate(at)})`,
  )
}

const COLUMNS = sql`id, region_id as "regionId", firm_id as "firmId", company, place, result, memo, to_char(visited_on, 'YYYY-MM-DD') as "visitedOn",
  case when next_on is null then null else jsonb_build_object('step', next_step, 'on', to_char(next_on, 'YYYY-MM-DD')) end as next, by`

/** The newest first. */
export const visitsIn = (tx: Tx, regionId: string): Promise<RecruitingVisit[]> =>
  query<RecruitingVisit>(
    tx,
    sql`select ${COLUMNS} from recruiting_visits where region_id = ${regionId} order by visited_on desc, id desc`,
  )

/** Whose next step is due and was told to nobody yet; whoever asks is the one who tells. A later visit took the step. */
export const takeDueVisits = (tx: Tx, regionId: string, today: string, at: number): Promise<RecruitingVisit[]> =>
  query<RecruitingVisit>(
    tx,
    sql`update recruiting_visits as due set next_told = ${toDate(at)}::timestamptz
    where region_id = ${regionId} and next_on <= ${today}::date and next_told is null and not exists (
      select from recruiting_visits as later
      where later.region_id = due.region_id and later.company = due.company and (later.visited_on, later.id) > (due.visited_on, due.id)
    ) returning ${COLUMNS}`,
  )
