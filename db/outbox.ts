import { type SQL, sql } from 'drizzle-orm'
import { type Message, PRIORITIES, type Priority } from '#engine/message.ts'
import type { Service } from '#engine/programme.ts'
import { isAtHome } from './accounts.ts'
import { query, type Tx, textArray } from './door.ts'
import { jsonText } from './json-text.ts'
import { orNull, toMs } from './moments.ts'
import { isOwnerGone } from './node-life.ts'
import { isSwitchedOff } from './programmes.ts'

/** A message somebody is to get, written in the transaction of the decision that caused it. */
export interface OutboxEntry {
  /** UUID: the platforms carry it, so that a repeat can be told. */
  id: string
  regionId: string
  firmId: string | null
  /** What it is about (`case:…`), so that a decision can take back what was not yet sent. */
  subject: string | null
  to: Recipient
  priority: Priority
  locale: string
  message: Message
  /** On a platform that can edit, the messages of one key are one message, edited in place. */
  stickyKey?: string
  /** LINE: answer free of charge with this token while it is fresh (epoch ms, wall clock). */
  reply?: { token: string; until: number }
  /** Epoch ms, wall clock: later it would only confuse. */
  expiresAt?: number
  /** Of which service it is, where nobody asked for it: while its region has switched that off it waits. */
  service?: Service
  /** Says nothing: deletes what was posted under this id, if it was; null where nobody knows yet which message that is. */
  takesBack?: { id: string; messageId: string | null }
}

export interface Recipient {
  platform: 'line' | 'slack' | 'discord'
  account: string
  /** LINE user id, Slack channel or user id. */
  address: string
  /** Under the message of this sticky key. */
  threadOf?: string
}

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

export const laneOf = ({ platform, account, address }: Recipient): string => `${platform}:${account}:${address}`

/**
 * Last in the transaction, once. A sticky message that has not left yet is replaced where it waits, so a storm of counts
 * is one message.
 */
export async function enqueue(tx: Tx, entries: readonly OutboxEntry[]): Promise<void> {
  if (entries.length === 0) return
  const sorted = [...entries].sort((one, other) =>
    laneOf(one.to) < laneOf(other.to) ? -1 : laneOf(one.to) > laneOf(other.to) ? 1 : 0,
  )
  const lanes = JSON.stringify(sorted.map((entry) => laneOf(entry.to)))
  const platforms = JSON.stringify(sorted.map((entry) => entry.to.platform))
  await query(
    tx,
    sql`select add_to_outbox_lanes(array(select jsonb_array_elements_text(${lanes}::text::jsonb)), array(select jsonb_array_elements_text(${platforms}::text::jsonb)))`,
  )
  for (const entry of sorted) if (!(await replaceWaiting(tx, entry))) await insert(tx, entry)
}

async function replaceWaiting(tx: Tx, { stickyKey, message, priority, to }: OutboxEntry): Promise<boolean> {
  if (!stickyKey) return false
  const rows = await query(
    tx,
    sql`update outbox set message = ${jsonText(message)}::text::jsonb, priority = least(priority, ${rank(priority)}::int)
    where sticky_key = ${stickyKey} and lane = ${laneOf(to)} and state = 'pending' and attempted_at is null returning seq`,
  )
  return rows.length > 0
}

async function insert(tx: Tx, entry: OutboxEntry): Promise<void> {
  const {
    id,
    regionId,
    firmId,
    subject,
    to,
    priority,
    locale,
    message,
    stickyKey,
    reply,
    expiresAt,
    takesBack,
    service,
  } = entry
  await query(
    tx,
    sql`insert into outbox (id, region_id, firm_id, subject, lane, platform, account, address, thread_of, priority, locale, message, sticky_key,
      reply_token, reply_until, expires_at, takes_back, message_id, service)
    values (${id}, ${regionId}, ${firmId}, ${subject}, ${laneOf(to)}, ${to.platform}, ${to.account}, ${to.address}, ${to.threadOf ?? null}, ${rank(priority)}, ${locale},
      ${jsonText(message)}::text::jsonb, ${stickyKey ?? null}, ${reply?.token ?? null}, ${orNull(reply?.until)}, ${orNull(expiresAt)},
      ${takesBack?.id ?? null}, ${takesBack?.messageId ?? null}, ${service ?? null})`,
  )
}

const rank = (priority: Priority): number => PRIORITIES.indexOf(priority)
/** What was not yet attempted about this subject is taken back. */
export async function cancel(tx: Tx, subject: string): Promise<void> {
  await query(
    tx,
    sql`update outbox set state = 'cancelled', settled_at = now() where subject = ${subject} and state = 'pending' and attempted_at is null`,
  )
}

/**
 * Nothing of the firm's goes to this person any more, or nothing about these subjects, not even what could not be delivered
 * at once; what is taken from them still goes.
 */
export async function cancelFor(
  tx: Tx,
  { firmId, personId, about }: { firmId: string; personId: string; about?: readonly string[] },
): Promise<void> {
  await query(
    tx,
    sql`update outbox o set state = 'cancelled', settled_at = now() from identities i
    where i.person_id = ${personId} and o.firm_id = ${firmId} and o.state = 'pending' and o.takes_back is null
      and o.platform = i.platform and o.account = i.account and o.address = i.user_id and ${isAbout(about)}`,
  )
}

/** The same of everything, for somebody who belongs to nobody any more. */
export async function cancelForLeaver(tx: Tx, personId: string): Promise<void> {
  await query(
    tx,
    sql`update outbox o set state = 'cancelled', settled_at = now() from identities i
    where i.person_id = ${personId} and o.state = 'pending' and o.takes_back is null
      and o.platform = i.platform and o.account = i.account and o.address = i.user_id
      and not exists (select from memberships m where m.person_id = i.person_id and m.ended_at is null)`,
  )
}

/** Of a row that is called `o`; without subjects any is meant. */
export const isAbout = (subjects: readonly string[] | undefined): SQL =>
  subjects ? sql`o.subject = any(${textArray(subjects)})` : sql`true`

/** Messages about this subject that stand in chats where they can be edited, or are on their way there. */
export const stickiesAbout = (tx: Tx, subject: string): Promise<(Recipient & { stickyKey: string })[]> =>
  query(
    tx,
    sql`select distinct platform, account, address, sticky_key as "stickyKey" from outbox
    where subject = ${subject} and sticky_key is not null and state <> 'cancelled'`,
  )

/**
 * The words of what was settled about this subject are gone, and nobody can send again what never arrived. What is being
 * tried just now is as good as delivered.
 */
export async function erase(tx: Tx, subject: string): Promise<void> {
  const blank: Pick<Message, 'fallback' | 'parts'> = { fallback: { typed: '' }, parts: [] }
  await query(
    tx,
    sql`update outbox set message = message || ${jsonText(blank)}::text::jsonb, payload = null,
    state = case when state in ('dead', 'expired') then 'cancelled' else state end where subject = ${subject} and state <> 'pending'`,
  )
}

/** The message object that a platform calls by this name, and what it was about; undefined where nothing is left of it. */
export async function sentAs(
  tx: Tx,
  to: Recipient,
  messageId: string,
): Promise<{ subject: string | null; object: unknown } | undefined> {
  const [row] = await query<{ subject: string | null; object: unknown }>(
    tx,
    sql`select subject, payload -> (select (place - 1)::int from jsonb_array_elements_text(sent_as) with ordinality as t(name, place) where name = ${messageId}) as object
    from outbox where lane = ${laneOf(to)} and sent_as ? ${messageId}`,
  )
  return row
}

/** What has waited for a service of that region looks anew whether it may go. */
export const wakeWaiting = (tx: Tx, regionId: string): Promise<unknown> =>
  query(
    tx,
    sql`update outbox_lanes set is_waiting = true where lane in (select lane from outbox
    where region_id = ${regionId} and state = 'pending' and service is not null)`,
  )

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

export async function rememberSticky(tx: Tx, row: OutboxRow, messageId: string): Promise<void> {
  if (!row.stickyKey) return
  await query(
    tx,
    sql`insert into stickies (key, region_id, firm_id, platform, account, address, message_id, sent_at)
    values (${row.stickyKey}, ${row.regionId}, ${row.firmId}, ${row.to.platform}, ${row.to.account}, ${row.to.address}, ${messageId}, now())
    on conflict (key) do update set message_id = excluded.message_id, sent_at = excluded.sent_at,
      platform = excluded.platform, account = excluded.account, address = excluded.address`,
  )
}

/** Of which sticky message a platform's message is. Discord's ids are its own everywhere, and below one nothing tells its channel. */
export async function stickyKeyOf(
  tx: Tx,
  { platform, account, address }: Recipient,
  messageId: string,
): Promise<string | undefined> {
  const [row] = await query<{ key: string }>(
    tx,
    sql`select key from stickies where platform = ${platform} and account = ${account} and (address = ${address} or platform = 'discord') and message_id = ${messageId}`,
  )
  return row?.key
}

/** It may be known only after it was taken back where the message stands. */
export async function noteWhereItStands(tx: Tx, seq: number, messageId: string): Promise<void> {
  await query(
    tx,
    sql`update outbox set message_id = ${messageId} where seq = ${seq} and state = 'cancelled' and message_id is null`,
  )
}

/** What stood there is deleted, and nothing edits it any more. */
export async function forgetDeleted(
  tx: Tx,
  { to: { platform, account, address }, messageId }: OutboxRow,
): Promise<void> {
  await query(
    tx,
    sql`delete from stickies where platform = ${platform} and account = ${account} and address = ${address} and message_id = ${messageId}`,
  )
}

/** The message is gone from the platform: the next of its key is posted anew. */
export async function forgetSticky(tx: Tx, key: string): Promise<void> {
  await query(tx, sql`delete from stickies where key = ${key}`)
}

export async function restOutboxLane(tx: Tx, lane: string, owner: string, restMs: number): Promise<void> {
  await query(
    tx,
    sql`update outbox_lanes set owner = null, lease_until = null, not_before = now() + ${restMs} * interval '1 ms' where lane = ${lane} and owner = ${owner}`,
  )
}

export interface SentOfThis {
  platform: Recipient['platform']
  address: string
  priority: Priority
  fallback: Message['fallback']
}

/** What this very transaction has written, in its order: `now()` is the moment at which it began. */
export async function rowsOfThis(tx: Tx): Promise<SentOfThis[]> {
  const rows = await query<Omit<SentOfThis, 'priority'> & { priority: number }>(
    tx,
    sql`select platform, address, priority, message -> 'fallback' as fallback from outbox
    where state = 'pending' and created_at = now()::timestamptz(3) order by seq`,
  )
  return rows.map(({ priority, ...row }) => ({ ...row, priority: PRIORITIES[priority] ?? 'conversation' }))
}
