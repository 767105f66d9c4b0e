import { type SQL, sql } from 'drizzle-orm'
import { type Message, PRIORITIES, type Priority } from '#engine/message.ts'
import type { Service } from '#engine/programme.ts'
import { query, type Tx, textArray } from './door.ts'
import { jsonText } from './json-text.ts'
import { orNull } from './moments.ts'

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
