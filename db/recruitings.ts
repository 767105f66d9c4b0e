import { sql } from 'drizzle-orm'
import type { Recruiting } from '#engine/recruiting.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate } from './moments.ts'

export async function addRecruiting(
  tx: Tx,
  { id, regionId, organisation, medium, reach, plannedReach, costYen, doneAt, url }: Recruiting,
  at: number,
): Promise<void> {
  await query(
    tx,
    sql`insert into recruitings (id, region_id, organisation, medium, reach, planned_reach, cost_yen, done_at, url, created_at)
    values (${id}, ${regionId}, ${organisation}, ${medium}, ${reach}, ${plannedReach}, ${costYen}, ${orNull(doneAt)}, ${url}, ${toDate(at)})`,
  )
}

/** Companies that heard by it, that applied because of it, and of these those that started. */
export type RecruitingCount = Recruiting & { touched: number; joined: number; decided: number }

/** Those by which most firms that started made up their mind come first. */
export async function recruitingCounts(tx: Tx, regionId: string): Promise<RecruitingCount[]> {
  const rows = await query<Omit<RecruitingCount, 'doneAt'> & { doneAt: Date | null }>(
    tx,
    sql`select r.id, r.region_id as "regionId", r.organisation, r.medium, r.reach, r.planned_reach as "plannedReach", r.cost_yen as "costYen", r.done_at as "doneAt", r.url,
      (select count(*)::int from applications t where t.region_id = r.region_id and jsonb_exists(t.touches, r.id)) as touched,
      count(a.id) filter (where a.said_state <> 'inquired')::int as joined,
      count(a.id) filter (where a.started_at is not null)::int as decided
    from recruitings r left join applications a on a.decided_by = r.id where r.region_id = ${regionId}
    group by r.id order by decided desc, r.reach desc nulls last, r.id`,
  )
  return rows.map((row) => ({ ...row, doneAt: msOrNull(row.doneAt) }))
}
