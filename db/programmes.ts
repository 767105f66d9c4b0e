import { type SQL, sql } from 'drizzle-orm'
import type { Milestone } from '#engine/milestone.ts'
import type { Programme } from '#engine/programme.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate } from './moments.ts'

/** Of a row with a service and a region: its region has switched that service off now. */
export const isSwitchedOff = (row: string): SQL =>
  sql.raw(`(${row}.service is not null and exists (select from programmes p
  where p.region_id = ${row}.region_id and p.programme -> 'services' ->> ${row}.service = 'false'))`)

/** Only checked programmes are saved; undefined while nobody has said anything of it. */
export async function loadProgramme(tx: Tx, regionId: string): Promise<Partial<Programme> | undefined> {
  const [row] = await query<{ programme: Partial<Programme> }>(
    tx,
    sql`select programme from programmes where region_id = ${regionId}`,
  )
  return row?.programme
}

/** The same; until the transaction ends nobody else changes it. */
export async function lockProgramme(tx: Tx, regionId: string): Promise<Partial<Programme> | undefined> {
  await query(tx, sql`select from regions where id = ${regionId} for update`)
  return loadProgramme(tx, regionId)
}

export async function saveProgramme(tx: Tx, regionId: string, programme: Programme, at: number): Promise<void> {
  await query(
    tx,
    sql`insert into programmes (region_id, programme, changed_at) values (${regionId}, ${jsonText(programme)}::text::jsonb, ${toDate(at)})
    on conflict (region_id) do update set programme = excluded.programme, changed_at = excluded.changed_at`,
  )
}

type Row = Omit<Milestone, 'doneAt'> & { doneAt: Date | null }
const columns = sql.raw(
  `id, region_id as "regionId", firm_id as "firmId", kind, says, to_char(due_on, 'YYYY-MM-DD') as "dueOn", done_at as "doneAt"`,
)
const toMilestone = (row: Row): Milestone => ({ ...row, doneAt: msOrNull(row.doneAt) })

export async function addMilestone(
  tx: Tx,
  { id, regionId, firmId, kind, says, dueOn, doneAt }: Milestone,
): Promise<void> {
  await query(
    tx,
    sql`insert into milestones (id, region_id, firm_id, kind, says, due_on, done_at)
    values (${id}, ${regionId}, ${firmId}, ${kind}, ${says}, ${dueOn}, ${orNull(doneAt)})`,
  )
}

/** Undefined where there is none. Done a second time it keeps when it was done; null takes that back. */
export async function finishMilestone(tx: Tx, id: string, doneAt: number | null): Promise<Milestone | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`update milestones set done_at = case when ${orNull(doneAt)}::timestamptz is null then null else coalesce(done_at, ${orNull(doneAt)}) end
    where id = ${id} returning ${columns}`,
  )
  return row && toMilestone(row)
}

/** The earliest first. */
export async function milestonesIn(tx: Tx, regionId: string): Promise<Milestone[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from milestones where region_id = ${regionId} order by due_on, id`,
  )
  return rows.map(toMilestone)
}
