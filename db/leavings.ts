import { sql } from 'drizzle-orm'
import type { Leaving } from '#engine/leaving.ts'
import { query, type Tx, textArray } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'
import { cancelFor } from './outbox.ts'
import type { Identity } from './people.ts'

type Moments = 'begunAt' | 'eraseAt'
type Row = Omit<Leaving, Moments> & Record<Moments, Date>

const columns = sql.raw(
  'firm_id as "firmId", region_id as "regionId", state, begun_by as "begunBy", begun_at as "begunAt", erase_at as "eraseAt", erasure_id as "erasureId", certificate',
)
const toLeaving = (row: Row): Leaving => ({ ...row, begunAt: toMs(row.begunAt), eraseAt: toMs(row.eraseAt) })

export async function findLeaving(tx: Tx, firmId: string): Promise<Leaving | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from leavings where firm_id = ${firmId}`)
  return row && toLeaving(row)
}

/** In the system scope: by its certificate, which a link names. */
export async function findByErasure(tx: Tx, erasureId: string): Promise<Leaving | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from leavings where erasure_id = ${erasureId}`)
  return row && toLeaving(row)
}

export async function saveLeaving(tx: Tx, leaving: Leaving): Promise<void> {
  const { firmId, regionId, state, begunBy, begunAt, eraseAt, erasureId, certificate } = leaving
  await query(
    tx,
    sql`insert into leavings (firm_id, region_id, state, begun_by, begun_at, erase_at, erasure_id, certificate)
    values (${firmId}, ${regionId}, ${state}, ${jsonText(begunBy)}::text::jsonb, ${toDate(begunAt)}, ${toDate(eraseAt)}, ${erasureId},
      ${certificate && jsonText(certificate)}::text::jsonb)
    on conflict (firm_id) do update set state = excluded.state, erase_at = excluded.erase_at, erasure_id = excluded.erasure_id,
      certificate = excluded.certificate, begun_by = excluded.begun_by`,
  )
}

export async function dropLeaving(tx: Tx, firmId: string): Promise<void> {
  await query(tx, sql`delete from leavings where firm_id = ${firmId}`)
}

/**
 * Everybody but who leaves last has no role any more and is sent nothing that still waits, and no code lets anybody in; who it
 * was, with their chats.
 */
export async function endOthers(
  tx: Tx,
  { firmId, personId, at }: { firmId: string; personId: string; at: number },
): Promise<({ personId: string } & Identity)[]> {
  await query(
    tx,
    sql`update invites set expires_at = least(expires_at, ${toDate(at)}::timestamptz) where firm_id = ${firmId} and used_at is null`,
  )
  const ended = await query<{ personId: string }>(
    tx,
    sql`update memberships set ended_at = ${toDate(at)} where firm_id = ${firmId} and ended_at is null and person_id <> ${personId} returning person_id as "personId"`,
  )
  const others = [...new Set(ended.map((one) => one.personId))]
  for (const other of others) await cancelFor(tx, { firmId, personId: other })
  return query(
    tx,
    sql`select i.person_id as "personId", i.platform, i.account, i.user_id as "userId" from identities i
    where i.person_id = any(${textArray(others)}) and i.is_reachable`,
  )
}

/** What ended at that moment goes on, as if it had not. */
export async function takeUpAgain(tx: Tx, { firmId, begunAt }: Pick<Leaving, 'firmId' | 'begunAt'>): Promise<void> {
  const at = toDate(begunAt)
  await query(tx, sql`update memberships set ended_at = null where firm_id = ${firmId} and ended_at = ${at}`)
  await query(tx, sql`update sensors set revoked_at = null where firm_id = ${firmId} and revoked_at = ${at}`)
}

const REST = sql.raw(`interval '100 years'`)

/** What the firm's timers wait for does not come while it leaves, and comes after all when it stays. */
export async function restTimers(tx: Tx, firmId: string): Promise<void> {
  await query(tx, sql`update timers set due_at = due_at + ${REST} where firm_id = ${firmId}`)
}

export async function wakeTimers(tx: Tx, firmId: string): Promise<void> {
  await query(tx, sql`update timers set due_at = due_at - ${REST} where firm_id = ${firmId}`)
}

export interface Erasure {
  id: string
  regionId: string
  firmId: string | null
  personId: string | null
  at: number
  rows: number
  hash: string
}

/** Known already, from a file or a table: it stays as it is. System scope. */
export async function noteErasure(tx: Tx, { id, regionId, firmId, personId, at, rows, hash }: Erasure): Promise<void> {
  await query(
    tx,
    sql`insert into erasures (id, region_id, firm_id, person_id, at, rows, hash)
    values (${id}, ${regionId}, ${firmId}, ${personId}, ${toDate(at)}, ${rows}, ${hash}) on conflict (id) do nothing`,
  )
}

/** The earliest first. */
export async function erasuresIn(tx: Tx): Promise<Erasure[]> {
  const rows = await query<Omit<Erasure, 'at'> & { at: Date }>(
    tx,
    sql`select id, region_id as "regionId", firm_id as "firmId", person_id as "personId", at, rows, hash from erasures order by at, id`,
  )
  return rows.map((row) => ({ ...row, at: toMs(row.at) }))
}

/** The last word about an erasure is over: the message, where it went, and the cards that were emptied. System scope. */
export async function forgetFarewell(tx: Tx, subject: string): Promise<void> {
  await query(tx, sql`delete from stickies s using outbox o where o.subject = ${subject} and s.key = o.sticky_key`)
  await query(
    tx,
    sql`delete from outbox_lanes l using outbox o where o.subject = ${subject} and o.platform = 'line' and l.lane = o.lane
      and not exists (select from identities i where i.platform = o.platform and i.account = o.account and i.user_id = o.address)`,
  )
  await query(tx, sql`delete from outbox where subject = ${subject}`)
}

/** The messages about a firm that stand where they can still be edited. System scope. */
export const stickiesOf = (
  tx: Tx,
  firmId: string,
): Promise<{ key: string; platform: 'line' | 'slack' | 'discord'; account: string; address: string }[]> =>
  query(tx, sql`select key, platform, account, address from stickies where firm_id = ${firmId} order by key`)

/** Whether something of what was erased is there after all. System scope. */
export async function stillThere(tx: Tx, { firmId, personId }: Pick<Erasure, 'firmId' | 'personId'>): Promise<boolean> {
  const rows = await query(
    tx,
    sql`select from firms where id = ${firmId} union all select from people where id = ${personId}`,
  )
  return rows.length > 0
}
