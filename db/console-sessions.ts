import { sql } from 'drizzle-orm'
import type { Role } from '#engine/enrolment.ts'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

/** Somebody of the staff at the console, with the one role in which they look at it. */
export interface ConsoleSession {
  id: string
  regionId: string
  personId: string
  name: string
  role: Role
}

export async function offerSession(
  tx: Tx,
  { id, regionId, personId, role, at, opensUntil }: Omit<ConsoleSession, 'name'> & { at: number; opensUntil: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into console_sessions (id, region_id, person_id, role, created_at, opens_until)
    values (${id}, ${regionId}, ${personId}, ${role}, ${toDate(at)}, ${toDate(opensUntil)})`,
  )
}

/** Their role is looked at anew each time. */
const HAS_ROLE =
  sql.raw(`exists (select from memberships m where m.person_id = s.person_id and m.region_id = s.region_id and m.role = s.role
  and m.firm_id is null and m.ended_at is null)`)
const columns = sql.raw(
  `s.id, s.region_id as "regionId", s.person_id as "personId", s.role, (select name from people p where p.id = s.person_id) as name`,
)

/** Given to exactly one browser, in time. In the system scope: only the link says who it is. */
export async function openSession(
  tx: Tx,
  { id, tokenHash, at, endsAt }: { id: string; tokenHash: string; at: number; endsAt: number },
): Promise<ConsoleSession | undefined> {
  const [session] = await query<ConsoleSession>(
    tx,
    sql`update console_sessions s set token_hash = ${tokenHash}, ends_at = ${toDate(endsAt)}
    where id = ${id} and token_hash is null and opens_until > ${toDate(at)} and ${HAS_ROLE} returning ${columns}`,
  )
  return session
}

/** In the system scope: only what the browser holds says who it is. */
export async function findSession(
  tx: Tx,
  { tokenHash, at }: { tokenHash: string; at: number },
): Promise<ConsoleSession | undefined> {
  const [session] = await query<ConsoleSession>(
    tx,
    sql`select ${columns} from console_sessions s where token_hash = ${tokenHash} and ends_at > ${toDate(at)} and ${HAS_ROLE}`,
  )
  return session
}

export async function endSession(tx: Tx, { id, at }: { id: string; at: number }): Promise<void> {
  await query(tx, sql`update console_sessions set ends_at = ${toDate(at)} where id = ${id} and ends_at > ${toDate(at)}`)
}
