import { type SQL, sql } from 'drizzle-orm'
import { PRIORITIES } from '#engine/message.ts'
import { isAtHome } from './accounts.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toMs } from './moments.ts'
import { isOwnerGone } from './node-life.ts'
import type { OutboxEntry, Recipient } from './outbox.ts'
import { isSwitchedOff } from './programmes.ts'

/** How what waits in the outbox leaves: lane by lane, each message frozen before it is tried, until it is settled. */

export type Route = 'reply' | 'push' | 'post' | 'update' | 'delete'

/** A row on its way out, as the deliverer sees it. */
export interface OutboxRow extends OutboxEntry {
  seq: number
  lane: string
  attempts: number
  /** Frozen before the first attempt. */
  route: Route | null
  payload: unknown
  retryKey: string | null
  messageId: string | null
  threadId: string | null
  /** Database time since what is deleted was attempted last, and first. */
  takenForMs: { last: number; first: number }
  /** Of the sticky key's message, when there is one. */
  stickyMessageId: string | null
  /** Its region speaks there. */
  isAtHome: boolean
  attemptedAt: number | null
  /** Database time since the last attempt; 0 before it. */
  attemptedForMs: number
  /** Database time since the first attempt; 0 before it. */
  triedForMs: number
  /** Whether the last attempt came to an end here; otherwise the call may still be on its way. */
  isAttemptOver: boolean
  isExpired: boolean
}

/** So many of the most urgent messages are looked at for whose lanes they are in. */
const HEADS = 40

/**
 * Lanes with something to say, half of them by the urgency of what they have to say and half by how long they have waited: so
 * an incident does not wait behind ten thousand reports, and a report not for ever behind a busy channel.
 */
export async function claimOutboxLanes(
  tx: Tx,
  owner: string,
  /** On which the installation itself speaks; a region’s own account speaks while it is not disabled. */
  platforms: readonly string[],
  limit: number,
  leaseMs: number,
): Promise<string[]> {
  const account = sql`outbox_lanes.platform || ':' || split_part(outbox_lanes.lane, ':', 2)`
  const own = (isAtWork: SQL): SQL =>
    sql`array(select a.platform || ':' || a.account from accounts a where (a.disabled_at is null) = ${isAtWork})`
  const isFree = sql`is_waiting and not_before <= now() and (lease_until is null or lease_until < now() or ${isOwnerGone})
      and (${account} = any(${own(sql`true`)}) or not ${account} = any(${own(sql`false`)})
        and outbox_lanes.platform in (select jsonb_array_elements_text(${JSON.stringify(platforms)}::text::jsonb)))`
  const urgent = Math.ceil(limit / 2)
  const rows = await query<{ lane: string }>(
    tx,
    sql`
    with heads as (select o.lane, row_number() over (order by o.priority, o.seq) as place from outbox o join outbox_lanes on outbox_lanes.lane = o.lane where o.state = 'pending' and ${isFree}
        order by o.priority, o.seq limit ${HEADS}),
      first as (select outbox_lanes.lane from outbox_lanes join (select lane, min(place) as place from heads group by lane) as head on head.lane = outbox_lanes.lane
        where ${isFree} order by head.place limit ${urgent} for update of outbox_lanes skip locked),
      longest as (select lane from outbox_lanes where ${isFree} and lane not in (select lane from first) order by not_before limit ${limit - urgent} for update skip locked)
    update outbox_lanes l set owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 ms'
    from (select lane from first union all select lane from longest) as ready where l.lane = ready.lane returning l.lane`,
  )
  return rows.map((row) => row.lane)
}

type Row = Omit<OutboxRow, 'to' | 'priority' | 'reply' | 'stickyKey' | 'expiresAt' | 'attemptedAt' | 'takesBack'> & {
  platform: Recipient['platform']
  account: string
  address: string
  threadOf: string | null
  priority: number
  replyToken: string | null
  replyUntil: Date | null
  stickyKey: string | null
  attemptedAt: Date | null
  takesBackId: string | null
}

/** So old is at most what was attempted and is not known any more: nothing is tried for longer. */
const DAY_MS = 86_400_000

const columns =
  sql.raw(`o.seq::int as seq, o.id, o.region_id as "regionId", o.firm_id as "firmId", o.subject, o.lane, o.platform, o.account, o.address,
  o.thread_of as "threadOf", o.priority, o.locale, o.message, o.sticky_key as "stickyKey", o.reply_token as "replyToken", o.reply_until as "replyUntil", o.attempts, o.route,
  o.payload, o.retry_key as "retryKey", o.takes_back as "takesBackId", coalesce(o.message_id, t.message_id) as "messageId",
  jsonb_build_object('last', coalesce(extract(epoch from now() - t.attempted_at) * 1000, ${DAY_MS}), 'first', coalesce(extract(epoch from now() - t.first_attempted_at) * 1000, ${DAY_MS})) as "takenForMs", o.attempted_at as "attemptedAt",
  coalesce(extract(epoch from now() - o.attempted_at) * 1000, 0)::float8 as "attemptedForMs", coalesce(o.result = 'ambiguous', false) as "isAttemptOver",
  coalesce(extract(epoch from now() - o.first_attempted_at) * 1000, 0)::float8 as "triedForMs", coalesce(o.expires_at < now(), false) as "isExpired"`)

function toRow({
  platform,
  account,
  address,
  threadOf,
  priority,
  replyToken,
  replyUntil,
  stickyKey,
  attemptedAt,
  takesBackId,
  ...row
}: Row): OutboxRow {
  return {
    ...row,
    to: { platform, account, address, ...(threadOf ? { threadOf } : {}) },
    priority: PRIORITIES[priority] ?? 'conversation',
    attemptedAt: attemptedAt ? toMs(attemptedAt) : null,
    ...(replyToken && replyUntil ? { reply: { token: replyToken, until: toMs(replyUntil) } } : {}),
    ...(stickyKey ? { stickyKey } : {}),
    ...(takesBackId ? { takesBack: { id: takesBackId, messageId: row.messageId } } : {}),
  }
}

/** The message of that key in the chat that a row called `o` is for: one that stands elsewhere is neither edited nor answered from here. */
const standing = (key: SQL): SQL =>
  sql`(select s.message_id from stickies s where s.key = ${key} and s.platform = o.platform and s.account = o.account and s.address = o.address)`

/**
 * The next message of a lane we hold: the most urgent, the earliest among equals; one that was attempted comes before all,
 * and one whose thread has no parent yet waits behind the parent. Undefined when the lane is empty (and given back).
 */
export async function takeMessage(
  tx: Tx,
  lane: string,
  owner: string,
  leaseMs: number,
): Promise<OutboxRow | undefined> {
  const held = await query(
    tx,
    sql`update outbox_lanes set lease_until = now() + ${leaseMs} * interval '1 ms' where lane = ${lane} and owner = ${owner} returning lane`,
  )
  if (held.length === 0) return undefined
  const [row] = await query<Row>(
    tx,
    sql`
    select ${columns}, ${standing(sql`o.thread_of`)} as "threadId", ${standing(sql`o.sticky_key`)} as "stickyMessageId",
      ${isAtHome(sql`o.region_id`, sql`o.platform`, sql`o.account`)} or o.region_id = '' as "isAtHome"
    from outbox o left join outbox t on t.id = o.takes_back where o.lane = ${lane} and o.state = 'pending'
      and not (o.attempted_at is null and ${isSwitchedOff('o')})
      and not (o.thread_of is not null and ${standing(sql`o.thread_of`)} is null
        and exists (select from outbox p where p.lane = o.lane and p.sticky_key = o.thread_of and p.state = 'pending'))
    order by o.attempted_at is null, o.priority, o.seq limit 1 for update of o`,
  )
  if (row) return toRow(row)
  await query(
    tx,
    sql`update outbox_lanes set is_waiting = false, owner = null, lease_until = null where lane = ${lane}`,
  )
  return undefined
}

/** Waiting answers to the same event: together they are one reply of at most five objects. */
export async function siblingsOf(tx: Tx, row: OutboxRow): Promise<OutboxRow[]> {
  if (!row.reply) return []
  const rows = await query<Row>(
    tx,
    sql`select ${columns}, null as "threadId", null as "stickyMessageId", true as "isAtHome" from outbox o left join outbox t on t.id = o.takes_back
    where o.lane = ${row.lane} and o.reply_token = ${row.reply.token} and o.state = 'pending' and o.attempted_at is null and o.seq <> ${row.seq} order by o.seq for update of o`,
  )
  return rows.map(toRow)
}

export interface Frozen {
  route: Route
  payload: unknown
  retryKey: string
  messageId: string | null
}

/** Commits what will be sent, and that it is about to be, before the call. */
export async function freeze(
  tx: Tx,
  seq: number,
  { route, payload, retryKey, messageId }: Frozen,
  mergedSeqs: readonly number[],
): Promise<void> {
  await query(
    tx,
    sql`update outbox set route = ${route}, result = null, payload = ${jsonText(payload)}::text::jsonb, retry_key = ${retryKey}, message_id = ${messageId},
    attempts = attempts + 1, attempted_at = now(), first_attempted_at = coalesce(first_attempted_at, now()) where seq = ${seq}`,
  )
  if (mergedSeqs.length === 0) return
  await query(
    tx,
    sql`update outbox set state = 'sent', result = 'merged', settled_at = now(), attempted_at = now()
    where seq in (select jsonb_array_elements_text(${JSON.stringify(mergedSeqs)}::text::jsonb)::bigint)`,
  )
}

export async function countAttempt(tx: Tx, seq: number): Promise<void> {
  await query(
    tx,
    sql`update outbox set attempts = attempts + 1, attempted_at = now(), result = null where seq = ${seq}`,
  )
}

/** The call has ended, and nobody can say how: it may have been accepted. */
export async function noteAmbiguous(tx: Tx, seq: number): Promise<void> {
  await query(tx, sql`update outbox set result = 'ambiguous' where seq = ${seq} and state = 'pending'`)
}

export type Settled = 'sent' | 'dead' | 'expired'

/** False when it was settled before, by whoever took the lane over meanwhile. */
export async function settleMessage(
  tx: Tx,
  seq: number,
  state: Settled,
  result: string,
  messageId: string | null,
  sentAs?: readonly string[],
): Promise<boolean> {
  const rows = await query(
    tx,
    sql`update outbox set state = ${state}, result = ${result}, message_id = coalesce(${messageId}, message_id), sent_as = ${sentAs ? JSON.stringify(sentAs) : null}::text::jsonb, settled_at = now()
    where seq = ${seq} and state = 'pending' returning seq`,
  )
  return rows.length > 0
}

/** Another route may still work: the row, and whatever was to leave merged with it, is as if it had never been tried. */
export async function thaw(tx: Tx, { seq, lane, reply }: OutboxRow, result: string): Promise<void> {
  await query(
    tx,
    sql`update outbox set state = 'pending', settled_at = null, route = null, payload = null, retry_key = null, attempted_at = null,
      result = ${result}, reply_token = null, reply_until = null
    where (seq = ${seq} and state = 'pending')
      or (lane = ${lane} and reply_token = ${reply?.token ?? null} and state = 'sent' and result = 'merged')`,
  )
}

export async function restOutboxLane(tx: Tx, lane: string, owner: string, restMs: number): Promise<void> {
  await query(
    tx,
    sql`update outbox_lanes set owner = null, lease_until = null, not_before = now() + ${restMs} * interval '1 ms' where lane = ${lane} and owner = ${owner}`,
  )
}

/** It may be known only after it was taken back where the message stands. */
export async function noteWhereItStands(tx: Tx, seq: number, messageId: string): Promise<void> {
  await query(
    tx,
    sql`update outbox set message_id = ${messageId} where seq = ${seq} and state = 'cancelled' and message_id is null`,
  )
}
