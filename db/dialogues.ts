import { sql } from 'drizzle-orm'
import type { Session, SessionEvent } from '#engine/dialogue/session.ts'
import { query, type Tx } from './door.ts'
import { heldAt } from './hearings.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** A session as it is kept: beside the snapshot, the events that it is rebuilt from. */
export interface StoredSession {
  id: string
  regionId: string
  firmId: string
  /** Whose it is where each person fills their own; '' where it is the firm's. */
  personId: string
  session: Session
  startedAt: number
  finishedAt: number | null
}

/** Which questionnaire of whom. */
export type SessionKey = Pick<StoredSession, 'regionId' | 'firmId' | 'personId'> & { questionnaire: string }

type Row = Omit<StoredSession, 'startedAt' | 'finishedAt'> & { startedAt: Date; finishedAt: Date | null }

const columns = sql.raw(
  'id, region_id as "regionId", firm_id as "firmId", person_id as "personId", session, started_at as "startedAt", finished_at as "finishedAt"',
)
const toStored = (row: Row): StoredSession => ({
  ...row,
  startedAt: toMs(row.startedAt),
  finishedAt: msOrNull(row.finishedAt),
})

/** The one that is not finished, locked until the transaction ends. */
export async function openSessionOf(
  tx: Tx,
  { firmId, questionnaire, personId }: SessionKey,
): Promise<StoredSession | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions
    where firm_id = ${firmId} and questionnaire = ${questionnaire} and person_id = ${personId} and state <> 'finished' for update`,
  )
  return row && toStored(row)
}

export async function findSession(tx: Tx, id: string): Promise<StoredSession | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from dialogue_sessions where id = ${id}`)
  return row && toStored(row)
}

/** The newest that is finished: what a result is made of, and what the next one is compared with. */
export async function lastFinished(
  tx: Tx,
  { firmId, questionnaire, personId }: SessionKey,
): Promise<StoredSession | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions
    where firm_id = ${firmId} and questionnaire = ${questionnaire} and person_id = ${personId} and state = 'finished'
    order by finished_at desc, id desc limit 1`,
  )
  return row && toStored(row)
}

/** The newest, whether it is finished or not. */
export async function lastBegun(
  tx: Tx,
  { firmId, questionnaire, personId }: Omit<SessionKey, 'regionId'>,
): Promise<StoredSession | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions
    where firm_id = ${firmId} and questionnaire = ${questionnaire} and person_id = ${personId}
    order by started_at desc, id desc limit 1`,
  )
  return row && toStored(row)
}

/** All that are finished, the newest first. */
export async function finishedOf(
  tx: Tx,
  { firmId, questionnaire, personId }: SessionKey,
): Promise<(StoredSession & { finishedAt: number })[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions
    where firm_id = ${firmId} and questionnaire = ${questionnaire} and person_id = ${personId} and state = 'finished'
    order by finished_at desc, id desc`,
  )
  return rows.map(toStored).flatMap((one) => (one.finishedAt === null ? [] : [{ ...one, finishedAt: one.finishedAt }]))
}

/** The one that was finished before it: what a result is compared with. */
export async function finishedBefore(
  tx: Tx,
  { id, firmId, personId, session, finishedAt }: StoredSession,
): Promise<StoredSession | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions
    where firm_id = ${firmId} and questionnaire = ${session.questionnaire} and person_id = ${personId} and state = 'finished'
    and id <> ${id} and (${orNull(finishedAt)}::timestamptz is null or finished_at <= ${orNull(finishedAt)}::timestamptz)
    order by finished_at desc, id desc limit 1`,
  )
  return row && toStored(row)
}

/** Those of a region whose score is not kept yet: finished before scores were. */
export async function finishedWithoutScore(tx: Tx, regionId: string, questionnaire: string): Promise<StoredSession[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions
    where region_id = ${regionId} and questionnaire = ${questionnaire} and state = 'finished'
      and not exists (select from dialogue_scores s where s.session_id = dialogue_sessions.id)`,
  )
  return rows.map(toStored)
}

/** The snapshot and the events that led to it, in one go; `events` are those since it was loaded. */
export async function saveSession(tx: Tx, one: StoredSession, events: readonly SessionEvent[]): Promise<void> {
  const { id, regionId, firmId, personId, session, startedAt, finishedAt } = one
  const { questionnaire, version, state, movedAt } = session
  await query(
    tx,
    sql`insert into dialogue_sessions (id, region_id, firm_id, questionnaire, version, person_id, state, session, started_at, moved_at, finished_at)
    values (${id}, ${regionId}, ${firmId}, ${questionnaire}, ${version}, ${personId}, ${state}, ${jsonText(session)}::text::jsonb,
      ${toDate(startedAt)}, ${toDate(movedAt)}, ${finishedAt === null ? null : toDate(finishedAt)})
    on conflict (id) do update set version = excluded.version, started_at = excluded.started_at, state = excluded.state, session = excluded.session,
      moved_at = excluded.moved_at, finished_at = excluded.finished_at`,
  )
  const first = session.length - events.length
  const rows = jsonText(events.map((event, index) => ({ seq: first + index + 1, event })))
  await query(
    tx,
    sql`insert into dialogue_events (session_id, seq, region_id, firm_id, event)
    select ${id}, r.seq, ${regionId}, ${firmId}, r.event from jsonb_to_recordset(${rows}::text::jsonb) as r(seq int, event jsonb)`,
  )
}

/** The one, locked, in which an answer was typed with this message. */
export async function sessionOfMessage(
  tx: Tx,
  { firmId, messageId }: { firmId: string; messageId: string },
): Promise<StoredSession | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions where firm_id = ${firmId} and exists (select from dialogue_events e
      where e.session_id = dialogue_sessions.id and e.event ->> 'messageId' = ${messageId}) for update`,
  )
  return row && toStored(row)
}

/** Only what a person took back is ever written over. */
export async function blankEvent(tx: Tx, sessionId: string, seq: number, event: SessionEvent): Promise<void> {
  await query(
    tx,
    sql`update dialogue_events set event = ${jsonText(event)}::text::jsonb where session_id = ${sessionId} and seq = ${seq}`,
  )
}

export async function eventsOf(tx: Tx, sessionId: string): Promise<SessionEvent[]> {
  const rows = await query<{ event: SessionEvent }>(
    tx,
    sql`select event from dialogue_events where session_id = ${sessionId} order by seq`,
  )
  return rows.map(({ event }) => event)
}

/** The result has reached the firm's chat. */
export async function noteSheetSent(tx: Tx, id: string, at: number): Promise<void> {
  await query(
    tx,
    sql`update dialogue_sessions set sheet_sent_at = coalesce(sheet_sent_at, ${toDate(at)}) where id = ${id}`,
  )
}

/** Somebody has opened the page of a result. */
export async function noteSheetRead(tx: Tx, id: string, at: number): Promise<void> {
  await query(
    tx,
    sql`update dialogue_sessions set sheet_read_at = coalesce(sheet_read_at, ${toDate(at)}) where id = ${id}`,
  )
}

/** Somebody has gone on from the results that were sent to them. */
export async function noteSheetsRead(
  tx: Tx,
  { firmId, personId, at }: { firmId: string; personId: string; at: number },
): Promise<void> {
  await query(
    tx,
    sql`update dialogue_sessions set sheet_read_at = ${toDate(at)}
    where firm_id = ${firmId} and person_id in ('', ${personId}) and sheet_sent_at is not null and sheet_read_at is null`,
  )
}

/** A diagnosis as a list shows it. */
export type ListedSession = StoredSession & {
  sheetSentAt: number | null
  sheetReadAt: number | null
  /** When its firm was last talked with in a hearing. */
  heldAt: number | null
}

/** All that a firm's people began, the newest first. */
export async function sessionsOf(tx: Tx, firmId: string): Promise<StoredSession[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from dialogue_sessions where firm_id = ${firmId} order by started_at desc, id desc`,
  )
  return rows.map(toStored)
}

/** Of what is asked monthly a later answer of the same month stands in its place; months are the region's. */
const isReplaced = sql`exists (select from dialogue_sessions later join regions r on r.id = later.region_id
  where later.firm_id = dialogue_sessions.firm_id and later.questionnaire = dialogue_sessions.questionnaire
    and later.person_id = dialogue_sessions.person_id and later.state = 'finished'
    and (later.finished_at, later.id) > (dialogue_sessions.finished_at, dialogue_sessions.id)
    and date_trunc('month', later.finished_at at time zone r.timezone) = date_trunc('month', dialogue_sessions.finished_at at time zone r.timezone))`

/** What was begun last comes first; only of these questionnaires. */
export async function listSessions(
  tx: Tx,
  request: PageRequest,
  { questionnaires, monthly }: { questionnaires: readonly string[]; monthly: string },
): Promise<Page<ListedSession>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<Row & { sheetSentAt: Date | null; sheetReadAt: Date | null; heldAt: number | null }>(
    tx,
    sql`select ${columns}, sheet_sent_at as "sheetSentAt", sheet_read_at as "sheetReadAt",
      ${heldAt(sql`dialogue_sessions.firm_id`)} as "heldAt"
    from dialogue_sessions
    where questionnaire in (select jsonb_array_elements_text(${JSON.stringify(questionnaires)}::text::jsonb))
    and not (questionnaire = ${monthly} and ${isReplaced})
    and (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${id ?? null}::text is null or (started_at, id) < (${at ?? null}::timestamptz, ${id ?? null}::text))
    order by started_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(toMs(row.startedAt)), row.id],
    (row) => ({
      ...toStored(row),
      heldAt: row.heldAt,
      sheetSentAt: msOrNull(row.sheetSentAt),
      sheetReadAt: msOrNull(row.sheetReadAt),
    }),
  )
}
