import { type SQL, sql } from 'drizzle-orm'
import type { OwnEntry, OwnPart, OwnRecord } from '#engine/own-record.ts'
import { query, type Tx, textArray } from './door.ts'
import { msOrNull } from './moments.ts'
import type { Identity } from './people.ts'

export interface PersonKnown {
  personId: string
  name: string
  regionId: string
}

/** All that is known of one person, and of nobody else, wherever it stands. System scope. */
export async function ownRecordOf(tx: Tx, personId: string): Promise<OwnRecord> {
  const entries: [OwnPart, OwnEntry[]][] = []
  for (const [part, statement] of Object.entries(statementsFor(personId)) as [OwnPart, SQL][]) {
    const rows = await query<{ at: Date | null; text: string | null }>(tx, statement)
    entries.push([part, rows.map(({ at, text }) => ({ at: msOrNull(at), text: text ?? '' }))])
  }
  return Object.fromEntries(entries) as Record<OwnPart, OwnEntry[]>
}

export async function findPerson(tx: Tx, personId: string): Promise<PersonKnown | undefined> {
  const [row] = await query<PersonKnown>(
    tx,
    sql`select id as "personId", name, region_id as "regionId" from people where id = ${personId}`,
  )
  return row
}

/** Of these firms somebody else is an owner, too. */
export async function firmsWithOtherOwner(tx: Tx, personId: string): Promise<Set<string>> {
  const rows = await query<{ firmId: string }>(
    tx,
    sql`select distinct o.firm_id as "firmId" from memberships o
      where o.role = 'owner' and o.ended_at is null and o.person_id <> ${personId} and o.firm_id is not null`,
  )
  return new Set(rows.map(({ firmId }) => firmId))
}

/** Until the caller's transaction ends nobody else holds them: of two owners who go at once, the second sees that the first is gone. */
export const holdFirms = (tx: Tx, firmIds: readonly string[]): Promise<unknown> =>
  query(tx, sql`select id from firms where id = any(${textArray(firmIds)}) order by id for no key update`)

/** What the platform calls the messages that somebody wrote in their chat. System scope. */
export async function messagesOf(tx: Tx, { platform, account, userId }: Identity): Promise<string[]> {
  const rows = await query<{ messageId: string }>(
    tx,
    sql`select payload #>> '{content,messageId}' as "messageId" from inbox where kind = 'chat' and account = ${`${platform}:${account}`}
      and payload ->> 'userId' = ${userId} and payload #>> '{content,type}' in ('text', 'media') order by id`,
  )
  return rows.map(({ messageId }) => messageId)
}

/** Each gives `at` and `text`, the latest first. */
function statementsFor(id: string): Readonly<Record<OwnPart, SQL>> {
  const own = sql`select user_id from identities where person_id = ${id}`
  return {
    person: sql`select created_at as at, name as text from people where id = ${id}`,
    chats: sql`select null as at, platform || ' ' || user_id as text from identities where person_id = ${id} order by 2`,
    roles: sql`select m.created_at as at, concat_ws(' ', f.name, m.role, m.consent_version) as text
      from memberships m left join firms f on f.id = m.firm_id where m.person_id = ${id} order by 1 desc`,
    said: sql`select at, payload #>> '{content,text}' as text from inbox
      where kind = 'chat' and payload ->> 'userId' in (${own}) and payload #>> '{content,type}' = 'text' order by id desc`,
    asked: sql`select at, text from consultation_words where side = 'firm' and by ->> 'personId' = ${id} and text is not null order by at desc`,
    answers: sql`select to_timestamp((event ->> 'at')::float8 / 1000) as at, concat_ws(' ', s.questionnaire, event ->> 'question', event ->> 'value') as text
      from dialogue_events e join dialogue_sessions s on s.id = e.session_id
      where event #>> '{by,personId}' = ${id} and event ->> 'kind' = 'answered' order by 1 desc`,
    devices: sql`select changed_at as at, concat_ws(' ', standing ->> 'name', standing ->> 'ip', mac) as text from assets
      where standing #>> '{owner,personId}' = ${id} order by 1 desc`,
    inquiries: sql`select asked_at as at, says as text from inquiry_people where person_id = ${id} order by 1 desc`,
    notices: sql`select sent_at as at, concat_ws(' ', title, answer) as text from notices
      where answered_by ->> 'personId' = ${id} or told @> jsonb_build_array(${id}::text) order by 1 desc nulls last`,
    photos: sql`select kept_at as at, question as text from dialogue_photos where said #>> '{by,personId}' = ${id} order by 1 desc nulls last`,
    todos: sql`select e.at, concat_ws(' ', t.questionnaire, t.question, e.what) as text from todo_events e join todos t on t.id = e.todo_id
      where e.actor ->> 'personId' = ${id} order by 1 desc`,
    sent: sql`select created_at as at, purpose as text from (select created_at, message ->> 'purpose' as purpose from outbox where address in (${own})) o order by 1 desc`,
    history: sql`select at, what as text from audit where actor = ${id} order by id desc`,
  }
}
