import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'
import { isOwnerGone } from './node-life.ts'

/** Something that happened and must have its effect once: a platform's event, a timer's ring, a word from another flow. */
export interface NewInboxRow {
  lane: string
  kind: string
  /** With `eventId` the key against repeats. */
  account: string
  eventId: string
  regionId: string | null
  firmId: string | null
  payload: unknown
  /** When it happened, business time, epoch ms. */
  at: number
}

export interface InboxRow extends NewInboxRow {
  id: number
  attempts: number
}

/** Stores what is new and leaves what is known; the unique key decides, not the platform's redelivery flag. */
export async function receive(tx: Tx, rows: readonly NewInboxRow[]): Promise<number> {
  if (rows.length === 0) return 0
  const json = jsonText(rows.map((row) => ({ ...row, at: toDate(row.at) })))
  const lanes = JSON.stringify(rows.map((row) => row.lane))
  const stored = await query(tx, insertRows(json, lanes))
  return stored.length
}

/** Lanes are locked before any row is there for them to find; in one statement, since a platform waits for each round trip. */
const insertRows = (json: string, lanes: string) => sql`
  with locked as materialized (select add_to_lanes(array(select jsonb_array_elements_text(${lanes}::text::jsonb))))
  insert into inbox (lane, kind, account, event_id, region_id, firm_id, payload, at)
  select r."lane", r."kind", r."account", r."eventId", r."regionId", r."firmId", r."payload", r."at"
  from locked cross join jsonb_array_elements(${json}::text::jsonb) with ordinality as e(item, place)
  cross join lateral jsonb_to_record(e.item) as r(lane text, kind text, account text, "eventId" text, "regionId" text, "firmId" text, payload jsonb, at timestamptz)
  order by e.place on conflict (account, event_id) do nothing returning id`

/**
 * Lanes with something to do and nobody at work on them, now held by `owner` for the lease (database time): half of those that
 * have waited longest and half of those that have come last, so that whoever writes to us does not wait behind a month's run.
 */
export async function claimLanes(tx: Tx, owner: string, limit: number, leaseMs: number): Promise<string[]> {
  const isFree = sql`is_waiting and not_before <= now() and (lease_until is null or lease_until < now() or ${isOwnerGone})`
  const rows = await query<{ lane: string }>(
    tx,
    sql`
    with longest as (select lane from lanes where ${isFree} order by not_before limit ${Math.ceil(limit / 2)} for update skip locked),
      latest as (select lane from lanes where ${isFree} and lane not in (select lane from longest) order by not_before desc limit ${Math.floor(limit / 2)} for update skip locked)
    update lanes set owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 ms'
    from (select lane from longest union all select lane from latest) as ready where lanes.lane = ready.lane returning lanes.lane`,
  )
  return rows.map((row) => row.lane)
}

type Row = Omit<InboxRow, 'at'> & { at: Date }

/** `fresh`: only a row that nobody has tried before. */
export type Choice = 'fresh' | 'any'

/**
 * The next row of a lane, its attempt counted; commit before working on it. Undefined when the lane is empty (it is then
 * given back) or no longer ours; `tried-before` when its head is not one of the choice.
 */
export async function takeHead(
  tx: Tx,
  { lane, owner, leaseMs }: { lane: string; owner: string; leaseMs: number },
  choice: Choice,
): Promise<InboxRow | 'tried-before' | undefined> {
  const held = await query(
    tx,
    sql`update lanes set lease_until = now() + ${leaseMs} * interval '1 ms' where lane = ${lane} and owner = ${owner} returning lane`,
  )
  if (held.length === 0) return undefined
  const [row] = await query<Row>(
    tx,
    sql`update inbox set attempts = attempts + 1
    where id = (select id from inbox where lane = ${lane} and state = 'pending' order by id limit 1) and (attempts = 0 or ${choice === 'any'})
    returning id::int as id, lane, kind, account, event_id as "eventId", region_id as "regionId", firm_id as "firmId", payload, at, attempts`,
  )
  if (row) return { ...row, at: toMs(row.at) }
  const emptied = await query(
    tx,
    sql`update lanes set is_waiting = false, owner = null, lease_until = null where lane = ${lane}
    and not exists (select from inbox where inbox.lane = ${lane} and state = 'pending') returning lane`,
  )
  return emptied.length > 0 ? undefined : 'tried-before'
}

/** Within the transaction that does the work: false when another node has done it meanwhile. */
export async function lockPending(tx: Tx, id: number): Promise<boolean> {
  const rows = await query(tx, sql`select id from inbox where id = ${id} and state = 'pending' for update`)
  return rows.length > 0
}

export async function finish(tx: Tx, id: number): Promise<void> {
  await query(tx, sql`update inbox set state = 'done', done_at = now() where id = ${id}`)
}

/** A row that cannot be worked is put aside, so that its lane goes on. */
export async function park(tx: Tx, id: number, error: string): Promise<void> {
  await query(tx, sql`update inbox set state = 'parked', last_error = ${error}, done_at = now() where id = ${id}`)
}

/** The lane rests before its head is tried again. */
export async function restLane(
  tx: Tx,
  lane: string,
  owner: string,
  restMs: number,
  error: string,
  id: number,
): Promise<void> {
  await query(tx, sql`update inbox set last_error = ${error} where id = ${id}`)
  await query(
    tx,
    sql`update lanes set owner = null, lease_until = null, not_before = now() + ${restMs} * interval '1 ms' where lane = ${lane} and owner = ${owner}`,
  )
}

export async function releaseLane(tx: Tx, lane: string, owner: string): Promise<void> {
  await query(tx, sql`update lanes set owner = null, lease_until = null where lane = ${lane} and owner = ${owner}`)
}

/** What a person took back (unsend) is forgotten here too; that there was something stays. */
export async function blankBody(
  tx: Tx,
  { platform, account, messageId }: { platform: string; account: string; messageId: string },
): Promise<void> {
  const inAccount = `${platform}:${account}`
  await query(
    tx,
    sql`update inbox set payload = jsonb_set(payload, '{content}', '{"type":"unsent-body"}')
    where account = ${inAccount} and payload #>> '{content,messageId}' = ${messageId} and payload #>> '{content,type}' in ('text', 'media')`,
  )
}

/** The same words, or the photo, on their way to the desk; in whose lanes they were. */
export const blankRelayed = (
  tx: Tx,
  { platform, account, messageId }: { platform: string; account: string; messageId: string },
): Promise<{ lane: string; regionId: string; firmId: string }[]> =>
  query(
    tx,
    sql`update inbox set payload = jsonb_set(payload, '{text}', '""')
    where account = ${`${platform}:${account}`} and kind = 'consultation' and payload ->> 'messageId' = ${messageId} and payload ->> 'command' in ('word', 'photo')
    returning lane, region_id as "regionId", firm_id as "firmId"`,
  )

/** What was typed in a questionnaire asks for the question again, as if nothing had been typed; whose it was. */
export const blankAnswers = <By>(
  tx: Tx,
  { platform, account, messageId }: { platform: string; account: string; messageId: string },
): Promise<{ lane: string; regionId: string; firmId: string; by: By }[]> =>
  query(
    tx,
    sql`update inbox set payload = jsonb_set(payload, '{input}', '{"kind":"begin"}')
    where account = ${`${platform}:${account}`} and kind = 'dialogue' and payload ->> 'messageId' = ${messageId}
    returning lane, region_id as "regionId", firm_id as "firmId", payload -> 'by' as by`,
  )

/** On the way to a star it is asked for again, as if nothing had been typed; whose way it is. */
export const blankStarWords = <By>(
  tx: Tx,
  { platform, account, messageId }: { platform: string; account: string; messageId: string },
): Promise<{ regionId: string; firmId: string; by: By }[]> =>
  query(
    tx,
    sql`update inbox set payload = jsonb_set(payload, '{act}', (payload -> 'act') - 'text' || '{"kind":"write"}')
    where account = ${`${platform}:${account}`} and kind = 'security-action' and payload ->> 'messageId' = ${messageId}
      and payload #>> '{act,kind}' = 'written'
    returning region_id as "regionId", firm_id as "firmId", payload -> 'by' as by`,
  )

/** What was written in a form, once nothing of it is to be left: where it came in, and where it was worked. */
export async function blankForm(tx: Tx, { lane, token }: { lane: string; token: string }): Promise<void> {
  await query(tx, sql`update inbox set payload = payload - 'values' where lane = ${lane} and payload ? 'values'`)
  await query(
    tx,
    sql`update inbox set payload = payload #- '{content,values}' where kind = 'chat' and payload #>> '{content,token}' = ${token}`,
  )
}

/** What must not stay in the store (a password) is replaced by what may, in the row that a platform's event became. */
export async function maskText(
  tx: Tx,
  { platform, account, messageId, text }: { platform: string; account: string; messageId: string; text: string },
): Promise<void> {
  await query(
    tx,
    sql`update inbox set payload = jsonb_set(payload, '{content,text}', to_jsonb(${text}::text))
    where account = ${`${platform}:${account}`} and payload #>> '{content,messageId}' = ${messageId} and payload #>> '{content,type}' = 'text'`,
  )
}

export interface QueueFigures {
  state: string
  rows: number
  oldestMs: number
}

export const inboxFigures = (tx: Tx): Promise<QueueFigures[]> =>
  query<QueueFigures>(
    tx,
    sql`select state, count(*)::int as rows, coalesce(extract(epoch from now() - min(received_at)) * 1000, 0)::float8 as "oldestMs"
    from inbox where state <> 'done' group by state`,
  )

/** What this very transaction has put there, in its order: `now()` is the moment at which it began. */
export async function rowsOfThis(tx: Tx): Promise<NewInboxRow[]> {
  const rows = await query<Row>(
    tx,
    sql`select id::int as id, lane, kind, account, event_id as "eventId", region_id as "regionId", firm_id as "firmId", payload, at, attempts
    from inbox where state = 'pending' and received_at = now()::timestamptz(3) order by id`,
  )
  return rows.map((row) => ({ ...row, at: toMs(row.at) }))
}
