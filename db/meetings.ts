import { type SQL, sql } from 'drizzle-orm'
import type { Attendance, AttendeeKind, Meeting, MeetingCount } from '#engine/meeting.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'

export async function addMeeting(
  tx: Tx,
  {
    id,
    regionId,
    kind,
    name,
    place,
    startsAt,
    endsAt,
    code,
    doorCode,
    seats,
    agenda,
  }: Omit<Meeting, 'closedAt' | 'cancelledAt'>,
): Promise<void> {
  await query(
    tx,
    sql`insert into meetings (id, region_id, kind, name, place, starts_at, ends_at, code, door_code, seats, agenda)
    values (${id}, ${regionId}, ${kind}, ${name}, ${place}, ${toDate(startsAt)}, ${toDate(endsAt)}, ${code}, ${doorCode}, ${seats}, ${JSON.stringify(agenda)}::text::jsonb)`,
  )
}

type Moments = { startsAt: Date; endsAt: Date; closedAt: Date | null; cancelledAt: Date | null }
const FIELDS = sql.raw(
  `m.id, m.kind, m.name, m.place, m.starts_at as "startsAt", m.ends_at as "endsAt", m.code, m.door_code as "doorCode", m.seats, m.closed_at as "closedAt", m.cancelled_at as "cancelledAt", m.agenda`,
)
const withMs = <Row extends Moments>({ startsAt, endsAt, closedAt, cancelledAt, ...row }: Row) => ({
  ...{ ...row, startsAt: toMs(startsAt), endsAt: toMs(endsAt) },
  ...{ closedAt: msOrNull(closedAt), cancelledAt: msOrNull(cancelledAt) },
})

async function one(tx: Tx, where: SQL): Promise<Meeting | undefined> {
  const [row] = await query<Omit<Meeting, keyof Moments> & Moments>(
    tx,
    sql`select ${FIELDS}, m.region_id as "regionId" from meetings m ${where}`,
  )
  return row && withMs(row)
}

export const findMeeting = (tx: Tx, id: string): Promise<Meeting | undefined> => one(tx, sql`where m.id = ${id}`)

/** Until the transaction ends nobody else signs up to it, and nothing of it changes. */
export const lockMeeting = (tx: Tx, id: string): Promise<Meeting | undefined> =>
  one(tx, sql`where m.id = ${id} for update`)

/** In the system scope: by the code on its paper, or the one at its door. */
export const meetingByCode = (tx: Tx, code: string): Promise<Meeting | undefined> =>
  one(tx, sql`where m.code = ${code} or m.door_code = ${code}`)

export async function saveMeetingMoments(
  tx: Tx,
  { id, closedAt, cancelledAt }: Pick<Meeting, 'id' | 'closedAt' | 'cancelledAt'>,
): Promise<void> {
  await query(
    tx,
    sql`update meetings set closed_at = ${orNull(closedAt)}, cancelled_at = ${orNull(cancelledAt)} where id = ${id}`,
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

/** Whoever had signed up has come, and so many of them; none: they have not, after all. */
export async function checkIn(
  tx: Tx,
  attendance: Omit<Attendance, 'people'>,
  { signUpId, people }: { signUpId: string; people: number },
): Promise<void> {
  const { id, regionId, firmId, meetingId, company, kind } = attendance
  if (people === 0) return void (await query(tx, sql`delete from attendances where sign_up_id = ${signUpId}`))
  await query(
    tx,
    sql`insert into attendances (id, region_id, firm_id, meeting_id, company, kind, people, sign_up_id)
    values (${id}, ${regionId}, ${firmId}, ${meetingId}, ${company}, ${kind}, ${people}, ${signUpId})
    on conflict (sign_up_id) do update set people = excluded.people`,
  )
}

/** The earliest first, with how many companies and people mean to come, and came. */
export async function meetingCounts(tx: Tx, regionId: string): Promise<MeetingCount[]> {
  const rows = await query<Omit<MeetingCount, keyof Moments> & Moments>(
    tx,
    sql`select ${FIELDS}, nullif(count(a.id), 0)::int as companies, sum(a.people)::int as people,
      (select json_build_object('companies', count(*), 'people', coalesce(sum(s.people), 0)) from sign_ups s
        where s.meeting_id = m.id and s.cancelled_at is null) as "signedUp",
      (select coalesce(json_object_agg(said, n), '{}') from (select f.key || ':' || f.value as said, count(*) as n
        from sign_ups s, jsonb_each_text(s.feedback) f where s.meeting_id = m.id group by 1) each) as feedback
    from meetings m left join attendances a on a.meeting_id = m.id where m.region_id = ${regionId} group by m.id order by m.starts_at, m.id`,
  )
  return rows.map(withMs)
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
