import { sql } from 'drizzle-orm'
import type { Attendance, AttendeeKind, Meeting, MeetingCount } from '#engine/meeting.ts'
import { query, type Tx } from './door.ts'
import { toDate, toMs } from './moments.ts'

export async function addMeeting(
  tx: Tx,
  { id, regionId, kind, name, place, startsAt, endsAt }: Meeting,
): Promise<void> {
  await query(
    tx,
    sql`insert into meetings (id, region_id, kind, name, place, starts_at, ends_at)
    values (${id}, ${regionId}, ${kind}, ${name}, ${place}, ${toDate(startsAt)}, ${toDate(endsAt)})`,
  )
}

/** False where the region has no such meeting. */
export async function addAttendance(
  tx: Tx,
  { id, regionId, firmId, meetingId, company, kind, people }: Attendance,
): Promise<boolean> {
  const rows = await query(
    tx,
    sql`insert into attendances (id, region_id, firm_id, meeting_id, company, kind, people)
    select ${id}, region_id, ${firmId}, id, ${company}, ${kind}, ${people} from meetings where id = ${meetingId} and region_id = ${regionId} returning id`,
  )
  return rows.length > 0
}

/** The earliest first, with how many companies and people came. */
export async function meetingCounts(tx: Tx, regionId: string): Promise<MeetingCount[]> {
  const rows = await query<Omit<MeetingCount, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date }>(
    tx,
    sql`select m.id, m.kind, m.name, m.place, m.starts_at as "startsAt", m.ends_at as "endsAt",
      nullif(count(a.id), 0)::int as companies, sum(a.people)::int as people
    from meetings m left join attendances a on a.meeting_id = m.id where m.region_id = ${regionId} group by m.id order by m.starts_at, m.id`,
  )
  return rows.map((row) => ({ ...row, startsAt: toMs(row.startsAt), endsAt: toMs(row.endsAt) }))
}

/** Who came to the meetings at which results were told. */
export const attendeeKinds = (
  tx: Tx,
  regionId: string,
): Promise<{ kind: AttendeeKind; companies: number; people: number }[]> =>
  query(
    tx,
    sql`select a.kind, count(*)::int as companies, sum(a.people)::int as people
    from attendances a join meetings m on m.id = a.meeting_id where a.region_id = ${regionId} and m.kind = 'report' group by a.kind order by 2 desc, 1`,
  )
