import { sql } from 'drizzle-orm'
import type { Settled } from './deliveries.ts'
import { query, type Tx } from './door.ts'
import { isAbout, laneOf, type Recipient } from './outbox.ts'

/** A chat, and what of the firm in it: about these subjects, or all. */
type Standing = Omit<Recipient, 'threadOf'> & { firmId: string; about?: readonly string[] | undefined }

/** What this person was, or is to be, told of the firm. */
export async function subjectsWith(
  tx: Tx,
  { firmId, personId }: { firmId: string; personId: string },
): Promise<string[]> {
  const rows = await query<{ subject: string }>(
    tx,
    sql`select distinct o.subject from outbox o join identities i on o.platform = i.platform and o.account = i.account and o.address = i.user_id
    where i.person_id = ${personId} and o.firm_id = ${firmId} and o.subject is not null and o.takes_back is null order by 1`,
  )
  return rows.map(({ subject }) => subject)
}

/** Of this firm in this chat, as far as anybody knows: each message once, and what may be on its way; not what is deleted already. */
export const standingWith = (
  tx: Tx,
  { firmId, about, ...chat }: Standing,
): Promise<{ id: string; messageId: string | null; subject: string | null }[]> =>
  query(
    tx,
    sql`select distinct on (coalesce(o.message_id, o.id::text)) o.id, o.message_id as "messageId", o.subject from outbox o
    where o.lane = ${laneOf(chat)} and o.firm_id = ${firmId} and o.platform <> 'line' and o.takes_back is null and ${isAbout(about)}
      and o.attempted_at is not null and (o.message_id is not null or o.state = 'cancelled' or o.result = 'tried-too-long')
      and not exists (select from outbox d where d.takes_back = o.id and d.state = 'sent')
    order by coalesce(o.message_id, o.id::text), o.seq`,
  )

/** How many messages of the firm arrived in this chat and are there for good. */
export async function arrivedAt(tx: Tx, { firmId, about, ...chat }: Standing): Promise<number> {
  const [{ count } = { count: 0 }] = await query<{ count: number }>(
    tx,
    sql`select count(*)::int as count from outbox o where o.lane = ${laneOf(chat)} and o.firm_id = ${firmId} and o.state in ('sent', 'cancelled')
      and o.attempted_at is not null and ${isAbout(about)}`,
  )
  return count
}

/**
 * Whether something of this subject still waits to be deleted. Of two chats whose last ones come to their end at once, the
 * second to ask sees both.
 */
export async function isTakingBack(tx: Tx, subject: string): Promise<boolean> {
  await query(tx, sql`select pg_advisory_xact_lock(hashtext(${subject}))`)
  const rows = await query(
    tx,
    sql`select from outbox where subject = ${subject} and takes_back is not null and state = 'pending' limit 1`,
  )
  return rows.length > 0
}

/** What became of what was to be deleted under this subject, counted by how it ended. */
export const takenBack = (tx: Tx, subject: string): Promise<{ state: Settled; result: string; count: number }[]> =>
  query(
    tx,
    sql`select state, result, count(*)::int as count from outbox where subject = ${subject} and takes_back is not null group by 1, 2 order by 1, 2`,
  )
