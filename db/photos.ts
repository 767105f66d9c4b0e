import { sql } from 'drizzle-orm'
import { bytesIn } from './bytes.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { isOwnerGone } from './node-life.ts'

export interface WantedPhoto {
  id: string
  regionId: string
  firmId: string
  /** Null for a photo of a visit, of a consultation or of a device. */
  sessionId: string | null
  question: string
  /** With `messageId` its name at the platform. */
  account: string
  messageId: string
  said: unknown
}

/** Known before, from a repeat: nothing is wanted twice. */
export async function wantPhoto(tx: Tx, photo: WantedPhoto): Promise<void> {
  const { id, regionId, firmId, sessionId, question, account, messageId, said } = photo
  await query(
    tx,
    sql`insert into dialogue_photos (id, region_id, firm_id, session_id, question, account, message_id, said, state, not_before)
    values (${id}, ${regionId}, ${firmId}, ${sessionId}, ${question}, ${account}, ${messageId}, ${jsonText(said)}::text::jsonb, 'wanted', now())
    on conflict (account, message_id) do nothing`,
  )
}

const columns = sql.raw(
  'id, region_id as "regionId", firm_id as "firmId", session_id as "sessionId", question, account, message_id as "messageId", said, attempts',
)

/** Photos that nobody is fetching, their attempt counted: commit before fetching (system scope). */
export const claimPhotos = (
  tx: Tx,
  owner: string,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<(WantedPhoto & { attempts: number })[]> =>
  query(
    tx,
    sql`update dialogue_photos set attempts = attempts + 1, owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 ms'
    where id in (select id from dialogue_photos where state = 'wanted' and not_before <= now()
      and (lease_until is null or lease_until < now() or ${isOwnerGone}) order by not_before limit ${limit} for update skip locked)
    returning ${columns}`,
  )

export async function restPhoto(tx: Tx, id: string, restMs: number): Promise<void> {
  await query(
    tx,
    sql`update dialogue_photos set owner = null, lease_until = null, not_before = now() + ${restMs} * interval '1 ms' where id = ${id}`,
  )
}

/** False when it is wanted no longer: kept by another node, or taken back. */
export async function keepPhoto(
  tx: Tx,
  id: string,
  { type, sealed, at }: { type: string; sealed: Uint8Array; at: number },
): Promise<boolean> {
  const rows = await query(
    tx,
    sql`update dialogue_photos set state = 'kept', type = ${type}, sealed = ${bytesIn(sealed)}, kept_at = ${toDate(at)}, owner = null, lease_until = null
    where id = ${id} and state = 'wanted' returning id`,
  )
  return rows.length > 0
}

export async function dropWanted(tx: Tx, id: string): Promise<boolean> {
  const rows = await query(tx, sql`delete from dialogue_photos where id = ${id} and state = 'wanted' returning id`)
  return rows.length > 0
}

export async function dropPhotos(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await query(
    tx,
    sql`delete from dialogue_photos where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`,
  )
}

export async function photosOf(
  tx: Tx,
  sessionId: string,
): Promise<{ id: string; question: string; state: 'wanted' | 'kept' }[]> {
  return query(
    tx,
    sql`select id, question, state from dialogue_photos where session_id = ${sessionId} order by kept_at nulls last, id`,
  )
}

/** Those that a firm has sent for this, and that are kept still. */
export async function photosKept(tx: Tx, firmId: string, question: string): Promise<ReadonlySet<string>> {
  const rows = await query<{ id: string }>(
    tx,
    sql`select id from dialogue_photos where firm_id = ${firmId} and question = ${question} and state = 'kept'`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Whose it is that a link speaks of, and what it was sent for. */
export async function ownerOfPhoto(
  tx: Tx,
  id: string,
): Promise<Pick<WantedPhoto, 'regionId' | 'firmId' | 'question'> | undefined> {
  const [row] = await query<Pick<WantedPhoto, 'regionId' | 'firmId' | 'question'>>(
    tx,
    sql`select region_id as "regionId", firm_id as "firmId", question from dialogue_photos where id = ${id}`,
  )
  return row
}

/** Of a message on a platform whose messages hold several files; each is called by the message and itself. */
export const photosPosted = <Said>(
  tx: Tx,
  { account, messageId }: Pick<WantedPhoto, 'account' | 'messageId'>,
): Promise<(Pick<WantedPhoto, 'id' | 'regionId' | 'firmId' | 'messageId'> & { said: Said })[]> =>
  query(
    tx,
    sql`select id, region_id as "regionId", firm_id as "firmId", message_id as "messageId", said from dialogue_photos
    where account = ${account} and starts_with(message_id, ${`${messageId}/`}) order by message_id`,
  )

export interface OfferedPicture {
  id: string
  /** Who has posted it. */
  name: string
  at: number
}

/** What the desk has posted in a consultation's thread, has not taken away again, and has not sent yet. */
export const offeredPictures = (
  tx: Tx,
  { consultationId, lane }: { consultationId: string; lane: string },
): Promise<OfferedPicture[]> =>
  query<OfferedPicture>(
    tx,
    sql`select id, said #>> '{by,name}' as name, extract(epoch from kept_at)::float8 * 1000 as at from dialogue_photos p
    where state = 'kept' and question = 'consultation' and said ->> 'consultationLane' = ${lane} and said ->> 'side' = 'desk'
    and not exists (select from consultation_words w where w.consultation_id = ${consultationId} and w.photo_id = p.id)
    order by kept_at, id`,
  )

export async function openablePhoto(tx: Tx, id: string): Promise<{ type: string; sealed: Uint8Array } | undefined> {
  const [row] = await query<{ type: string; sealed: Uint8Array }>(
    tx,
    sql`select type, sealed from dialogue_photos where id = ${id} and state = 'kept'`,
  )
  return row
}

/** What somebody took back is not kept, wherever it stands; being fetched, it is not kept either. */
export async function forgetPhoto(
  tx: Tx,
  { account, messageId }: Pick<WantedPhoto, 'account' | 'messageId'>,
): Promise<void> {
  await query(tx, sql`delete from dialogue_photos where account = ${account} and message_id = ${messageId}`)
}
