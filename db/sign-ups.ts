import { type SQL, sql } from 'drizzle-orm'
import type { Feedback, SignUp } from '#engine/sign-up.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, toDate, toMs } from './moments.ts'
import type { Identity } from './people.ts'

type Row = Omit<SignUp, 'signedAt' | 'cancelledAt'> & { signedAt: Date; cancelledAt: Date | null }
const columns = sql.raw(
  `s.id, s.region_id as "regionId", s.firm_id as "firmId", s.meeting_id as "meetingId", s.company, s.people, s.recruiting_id as "recruitingId", s.signed_at as "signedAt", s.cancelled_at as "cancelledAt"`,
)
const toSignUp = <One extends Row>({ signedAt, cancelledAt, ...row }: One) => ({
  ...row,
  signedAt: toMs(signedAt),
  cancelledAt: msOrNull(cancelledAt),
})

/** Whoever signs up again to the same meeting has changed their mind: what they say now counts. */
export async function saveSignUp(tx: Tx, signUp: SignUp, { platform, account, userId }: Identity): Promise<void> {
  const { id, regionId, firmId, meetingId, company, people, recruitingId, signedAt } = signUp
  await query(
    tx,
    sql`insert into sign_ups (id, region_id, firm_id, meeting_id, company, people, recruiting_id, signed_at, platform, account, user_id)
    values (${id}, ${regionId}, ${firmId}, ${meetingId}, ${company}, ${people}, ${recruitingId}, ${toDate(signedAt)}, ${platform}, ${account}, ${userId})
    on conflict (meeting_id, platform, account, user_id) do update set firm_id = excluded.firm_id, company = excluded.company,
      people = excluded.people, cancelled_at = null`,
  )
}

export async function cancelSignUp(tx: Tx, id: string, cancelledAt: number | null): Promise<void> {
  await query(
    tx,
    sql`update sign_ups set cancelled_at = ${cancelledAt === null ? null : toDate(cancelledAt)} where id = ${id}`,
  )
}

const one = async (tx: Tx, where: SQL): Promise<SignUp | undefined> => {
  const [row] = await query<Row>(tx, sql`select ${columns} from sign_ups s ${where}`)
  return row && toSignUp(row)
}

export const findSignUp = (tx: Tx, id: string): Promise<SignUp | undefined> => one(tx, sql`where s.id = ${id}`)

/** What this chat has said of a meeting. */
export const signUpOf = (
  tx: Tx,
  meetingId: string,
  { platform, account, userId }: Identity,
): Promise<SignUp | undefined> =>
  one(
    tx,
    sql`where s.meeting_id = ${meetingId} and s.platform = ${platform} and s.account = ${account} and s.user_id = ${userId}`,
  )

/** So many mean to come, this one not counted. */
export async function peopleSignedUp(tx: Tx, meetingId: string, without: string): Promise<number> {
  const [row] = await query<{ people: number }>(
    tx,
    sql`select coalesce(sum(people), 0)::int as people from sign_ups where meeting_id = ${meetingId} and cancelled_at is null and id <> ${without}`,
  )
  return row?.people ?? 0
}

export type ListedSignUp = SignUp & { came: number | null }

/** The earliest first, with how many of each came. */
export async function signUpsTo(tx: Tx, meetingId: string): Promise<ListedSignUp[]> {
  const rows = await query<Row & { came: number | null }>(
    tx,
    sql`select ${columns}, a.people as came from sign_ups s left join attendances a on a.sign_up_id = s.id
    where s.meeting_id = ${meetingId} order by s.signed_at, s.id`,
  )
  return rows.map(toSignUp)
}

/** Whom to tell of it, and whether they came; whoever cancelled is told nothing. */
export const guestsOfMeeting = (tx: Tx, meetingId: string): Promise<(Identity & { id: string; hasCome: boolean })[]> =>
  query(
    tx,
    sql`select s.id, s.platform, s.account, s.user_id as "userId", exists (select from attendances a where a.sign_up_id = s.id) as "hasCome"
    from sign_ups s where s.meeting_id = ${meetingId} and s.cancelled_at is null and s.user_id is not null order by s.id`,
  )

export async function saveFeedback(tx: Tx, id: string, feedback: Feedback): Promise<void> {
  await query(tx, sql`update sign_ups set feedback = feedback || ${jsonText(feedback)}::text::jsonb where id = ${id}`)
}

/** Its people belong to a firm now. */
export async function signUpsLedTo(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string },
  { platform, account, userId }: Identity,
): Promise<void> {
  await query(
    tx,
    sql`update sign_ups set firm_id = ${firmId}
    where region_id = ${regionId} and platform = ${platform} and account = ${account} and user_id = ${userId}`,
  )
}
