import { sql } from 'drizzle-orm'
import type { Recruiting } from '#engine/recruiting.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate } from './moments.ts'

export async function addRecruiting(
  tx: Tx,
  { id, regionId, organisation, medium, reach, doneAt, url }: Recruiting,
  at: number,
): Promise<void> {
  await query(
    tx,
    sql`insert into recruitings (id, region_id, organisation, medium, reach, done_at, url, created_at)
    values (${id}, ${regionId}, ${organisation}, ${medium}, ${reach}, ${orNull(doneAt)}, ${url}, ${toDate(at)})`,
  )
}

export type RecruitingCount = Recruiting & { decided: number }

/** Those by which most firms that started made up their mind come first. */
export async function recruitingCounts(tx: Tx, regionId: string): Promise<RecruitingCount[]> {
  const rows = await query<Omit<RecruitingCount, 'doneAt'> & { doneAt: Date | null }>(
    tx,
    sql`select r.id, r.region_id as "regionId", r.organisation, r.medium, r.reach, r.done_at as "doneAt", r.url,
      count(a.id) filter (where a.started_at is not null)::int as decided
    from recruitings r left join applications a on a.decided_by = r.id where r.region_id = ${regionId}
    group by r.id order by decided desc, r.reach desc nulls last, r.id`,
  )
  return rows.map((row) => ({ ...row, doneAt: msOrNull(row.doneAt) }))
}
