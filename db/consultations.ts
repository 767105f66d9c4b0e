import { sql } from 'drizzle-orm'
import type { PersonRef } from '#engine/case.ts'
import type { Category, Consultation, ConsultationChannel, ConsultationEvent, Tag } from '#engine/consultation.ts'
import type { OpenedConsultation } from '#engine/consultation-figures.ts'
import type { Text } from '#engine/message.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'
import type { Identity } from './people.ts'

/** A consultation as it is kept: beside the snapshot, the events that it is rebuilt from. */
export interface StoredConsultation {
  id: string
  regionId: string
  /** Null for a call whose firm nobody has found out yet. */
  firmId: string | null
  /** Whom the desk's words go to; null where there is no chat. */
  chat: (Identity & PersonRef) | null
  consultation: Consultation
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", chat, consultation')

/** Locked until the transaction ends: for whoever will change it. */
export async function lockConsultation(tx: Tx, id: string): Promise<StoredConsultation | undefined> {
  const [row] = await query<StoredConsultation>(
    tx,
    sql`select ${columns} from consultations where id = ${id} for update`,
  )
  return row
}

export async function findConsultation(tx: Tx, id: string): Promise<StoredConsultation | undefined> {
  const [row] = await query<StoredConsultation>(tx, sql`select ${columns} from consultations where id = ${id}`)
  return row
}

/** A person's on LINE: those that are open first, then the latest. */
export const consultationsOf = (tx: Tx, personId: string): Promise<StoredConsultation[]> =>
  query<StoredConsultation>(
    tx,
    sql`select ${columns} from consultations where person_id = ${personId}
    order by state <> 'solved' desc, moved_at desc, id desc limit 10`,
  )

/** The snapshot and the event that led to it, in one go. False where another of the same matter is open already. */
export async function saveConsultation(
  tx: Tx,
  { id, regionId, firmId, chat, consultation }: StoredConsultation,
  event: ConsultationEvent,
): Promise<boolean> {
  const { state, matter, openedAt, movedAt, length } = consultation
  const personId = chat?.personId ?? null
  const isTaken = sql`(${state} <> 'solved' and exists (select from consultations o where o.firm_id = ${firmId} and o.person_id = ${personId} and o.matter = ${matter}
        and o.state <> 'solved' and o.id <> ${id}))`
  const rows = await query(
    tx,
    sql`insert into consultations (id, region_id, firm_id, chat, person_id, matter, state, opened_at, moved_at, consultation)
    select ${id}, ${regionId}, ${firmId}, ${chat && jsonText(chat)}::text::jsonb, ${personId}, ${matter}, ${state},
      ${toDate(openedAt)}::timestamptz, ${toDate(movedAt)}::timestamptz, ${jsonText(consultation)}::text::jsonb where not ${isTaken}
    on conflict (id) do update set state = excluded.state, moved_at = excluded.moved_at, consultation = excluded.consultation,
      firm_id = excluded.firm_id returning id`,
  )
  if (rows.length === 0) return false
  await query(
    tx,
    sql`insert into consultation_events (consultation_id, seq, region_id, firm_id, event)
    values (${id}, ${length}, ${regionId}, ${firmId}, ${jsonText(event)}::text::jsonb)`,
  )
  return true
}

/** All that is kept of it is that firm's now. */
export async function giveToFirm(tx: Tx, id: string, firmId: string): Promise<void> {
  await query(tx, sql`update consultation_events set firm_id = ${firmId} where consultation_id = ${id}`)
  await query(tx, sql`update consultation_words set firm_id = ${firmId} where consultation_id = ${id}`)
}

export async function consultationEvents(tx: Tx, id: string): Promise<ConsultationEvent[]> {
  const rows = await query<{ event: ConsultationEvent }>(
    tx,
    sql`select event from consultation_events where consultation_id = ${id} order by seq`,
  )
  return rows.map(({ event }) => event)
}

/** What words answer to: others of the same consultation, or something that we said by ourselves. */
export type Quoted = { wordsId: string } | { ours: Text }

export interface Words {
  id: string
  side: 'firm' | 'desk'
  by: PersonRef
  /** Null once it is taken back, and where there is a photo alone. */
  text: string | null
  photoId: string | null
  messageId: string | null
  /** LINE's, with which an answer can quote it. */
  quoteToken: string | null
  quotes: Quoted | null
  at: number
}

type Place = Pick<StoredConsultation, 'id' | 'regionId' | 'firmId'>

type Beside = 'photoId' | 'messageId' | 'quoteToken' | 'quotes'
export type NewWords = Omit<Words, Beside> & Partial<Pick<Words, Beside>>

export async function addWords(
  tx: Tx,
  { id: consultationId, regionId, firmId }: Place,
  words: NewWords,
): Promise<void> {
  const { id, side, by, text, photoId = null, messageId = null, quoteToken = null, quotes = null, at } = words
  await query(
    tx,
    sql`insert into consultation_words (id, consultation_id, region_id, firm_id, side, by, text, photo_id, message_id, quote_token, quotes, at)
    values (${id}, ${consultationId}, ${regionId}, ${firmId}, ${side}, ${jsonText(by)}::text::jsonb, ${text?.replaceAll('\0', '') ?? null},
      ${photoId}, ${messageId}, ${quoteToken}, ${quotes && jsonText(quotes)}::text::jsonb, ${toDate(at)})`,
  )
}

const wordsColumns = sql.raw(
  `id, side, by, text, photo_id as "photoId", message_id as "messageId", quote_token as "quoteToken", quotes, extract(epoch from at)::float8 * 1000 as at`,
)

/** What a person took back on LINE is gone, a photo as well; answers which of the words it was. */
export async function blankWords(
  tx: Tx,
  { consultationId, messageId }: { consultationId: string; messageId: string },
): Promise<{ id: string; by: PersonRef }[]> {
  return query<{ id: string; by: PersonRef }>(
    tx,
    sql`update consultation_words set text = null, photo_id = null, quote_token = null
    where consultation_id = ${consultationId} and message_id = ${messageId} and side = 'firm' returning id, by`,
  )
}

/** The words that quote one of these, and stand. */
export const wordsQuoting = (tx: Tx, consultationId: string, ids: readonly string[]): Promise<Words[]> =>
  query<Words>(
    tx,
    sql`select ${wordsColumns} from consultation_words where consultation_id = ${consultationId} and (text is not null or photo_id is not null)
    and quotes ->> 'wordsId' in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)) order by at, id`,
  )

export async function findWords(tx: Tx, consultationId: string, id: string): Promise<Words | undefined> {
  const [row] = await query<Words>(
    tx,
    sql`select ${wordsColumns} from consultation_words where consultation_id = ${consultationId} and id = ${id}`,
  )
  return row
}

/** The platform's name of one of its messages; undefined where it is none of this consultation's. */
export async function wordsCalled(
  tx: Tx,
  { consultationId, messageId }: { consultationId: string; messageId: string },
): Promise<string | undefined> {
  const [row] = await query<{ id: string }>(
    tx,
    sql`select id from consultation_words where consultation_id = ${consultationId} and message_id = ${messageId}`,
  )
  return row?.id
}

/** Whether this photo has crossed. */
export async function wordsShowing(tx: Tx, consultationId: string, photoId: string): Promise<boolean> {
  const rows = await query(
    tx,
    sql`select id from consultation_words where consultation_id = ${consultationId} and photo_id = ${photoId}`,
  )
  return rows.length > 0
}

/** The firm's latest words that stand and that LINE can quote, the newest first. */
export const quotableWords = (tx: Tx, consultationId: string, limit: number): Promise<Words[]> =>
  query<Words>(
    tx,
    sql`select ${wordsColumns} from consultation_words where consultation_id = ${consultationId} and side = 'firm' and quote_token is not null
    and (text is not null or photo_id is not null) order by at desc, id desc limit ${limit}`,
  )

/** The desk's own words that stand; undefined once they are taken back. */
export async function deskWords(tx: Tx, consultationId: string, id: string): Promise<Words | undefined> {
  const words = await findWords(tx, consultationId, id)
  return words?.side === 'desk' && (words.text !== null || words.photoId !== null) ? words : undefined
}

/** Null takes them back, with what was sent beside them. */
export async function amendWords(tx: Tx, consultationId: string, id: string, text: string | null): Promise<void> {
  await query(
    tx,
    sql`update consultation_words set text = ${text}, photo_id = case when ${text === null} then null else photo_id end
    where consultation_id = ${consultationId} and id = ${id} and side = 'desk'`,
  )
}

/** What crossed and was not taken back, in its order. */
export const wordsOf = (tx: Tx, consultationId: string): Promise<{ side: Words['side']; text: string }[]> =>
  query(
    tx,
    sql`select side, text from consultation_words where consultation_id = ${consultationId} and text is not null order by at, id`,
  )

/** The firm's latest words, which tell what it is about. */
export async function latestWords(tx: Tx, consultationId: string): Promise<string> {
  const [row] = await query<{ text: string }>(
    tx,
    sql`select text from consultation_words where consultation_id = ${consultationId} and side = 'firm' and text is not null
    order by at desc, id desc limit 1`,
  )
  return row?.text ?? ''
}

/** The latest first. */
export async function listConsultations(tx: Tx, request: PageRequest): Promise<Page<StoredConsultation>> {
  const [openedAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null } = request
  const rows = await query<StoredConsultation>(
    tx,
    sql`select ${columns} from consultations where (${firmId}::text is null or firm_id = ${firmId})
    and (${openedAt ?? null}::timestamptz is null or (opened_at, id) < (${openedAt ?? null}::timestamptz, ${id ?? null}))
    order by opened_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(row.consultation.openedAt), row.id],
    (row) => row,
  )
}

/** How many are open, over all regions, and since when whoever has waited longest for a first word has. */
export async function waitingFigures(
  tx: Tx,
): Promise<{ open: { state: string; consultations: number }[]; waitingSince: number | null }> {
  const open = await query<{ state: string; consultations: number; since: number | null }>(
    tx,
    sql`select state, count(*)::int as consultations,
      min((consultation->>'openedAt')::float8) filter (where consultation->>'answeredAt' is null) as since
    from consultations where state <> 'solved' group by state order by state`,
  )
  const since = open.flatMap((one) => (one.since === null ? [] : [one.since]))
  return { open, waitingSince: since.length === 0 ? null : Math.min(...since) }
}

/** Of each that was opened: the month in the region's own zone, whose, and when it was answered. */
export const openedIn = (
  tx: Tx,
  { regionId, timezone }: { regionId: string; timezone: string },
): Promise<OpenedConsultation[]> =>
  query<OpenedConsultation>(
    tx,
    sql`select to_char(opened_at at time zone ${timezone}::text, 'YYYY-MM') as month, firm_id as "firmId", consultation->>'channel' as channel,
      consultation->>'category' as category, (consultation->>'openedAt')::float8 as "openedAt", (consultation->>'answeredAt')::float8 as "answeredAt"
    from consultations where region_id = ${regionId} order by opened_at desc, id`,
  )

export interface ConsultationCount {
  /** `2026-11`. */
  month: string
  category: Category | null
  tag: Tag | null
  channel: ConsultationChannel
  consultations: number
  firms: number
}

/** How many of each kind were opened in each month of the region's own zone, the latest month first. */
export const countConsultations = (
  tx: Tx,
  { regionId, timezone }: { regionId: string; timezone: string },
): Promise<ConsultationCount[]> =>
  query<ConsultationCount>(
    tx,
    sql`select to_char(opened_at at time zone ${timezone}::text, 'YYYY-MM') as month, consultation->>'category' as category, consultation->>'tag' as tag,
      consultation->>'channel' as channel, count(*)::int as consultations, count(distinct firm_id)::int as firms
    from consultations where region_id = ${regionId} group by 1, 2, 3, 4 order by 1 desc, 2, 3, 4`,
  )
