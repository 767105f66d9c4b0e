import { type SQL, sql } from 'drizzle-orm'
import type { Table } from '#engine/retention.ts'
import { erasingAudit, seal } from './audit-chain.ts'
import { query, type Tx, textArray } from './door.ts'
import type { Identity } from './people.ts'

/** How many rows of each table are gone, or, of the audit log, emptied. */
export type Erased = Partial<Record<Table, number>>

/**
 * All that is known of a firm and of whoever belonged to no other, in the caller's transaction: killed in the middle, nothing
 * is gone, and the next try begins anew. `tables` are those whose rows go with their firm. System scope.
 */
export async function eraseFirm(tx: Tx, firmId: string, tables: readonly Table[]): Promise<Erased> {
  const people = await peopleOnlyOf(tx, firmId)
  const erased: Erased = { audit: await emptyAudit(tx, sql`firm_id = ${firmId}`) }
  // What the staff filled in about it came in over their own chats.
  await query(
    tx,
    sql`update inbox set payload = null where kind = 'chat' and payload #>> '{content,token}' in (select token from actions where firm_id = ${firmId})`,
  )
  // What came out of the firm for others goes as well; both hang on rows that are the firm's.
  await count(tx, erased, 'published_examples', sql`id in (select id from examples where firm_id = ${firmId})`)
  await count(tx, erased, 'answers', sql`id in (select id from consultations where firm_id = ${firmId})`)
  for (const table of await childrenFirst(tx, tables)) await count(tx, erased, table, sql`firm_id = ${firmId}`)
  await query(
    tx,
    sql`update survey_participants set platform = null, account = null, user_id = null, consent_version = null, became_firm_id = null
      where became_firm_id = ${firmId}`,
  )
  // The messages that stand in channels are still to be edited.
  await query(tx, sql`update stickies set firm_id = null where firm_id = ${firmId}`)
  await erasePeople(tx, people, erased)
  await count(tx, erased, 'firms', sql`id = ${firmId}`)
  return Object.fromEntries(Object.entries(erased).filter(([, rows]) => rows > 0))
}

async function count(tx: Tx, erased: Erased, table: Table, which: SQL): Promise<void> {
  const [{ rows } = { rows: 0 }] = await query<{ rows: number }>(
    tx,
    sql`with gone as (delete from ${sql.identifier(table)} where ${which} returning 1) select count(*)::int as rows from gone`,
  )
  erased[table] = (erased[table] ?? 0) + rows
}

/** A row goes before what it refers to; the schema says what refers to what. */
async function childrenFirst(tx: Tx, tables: readonly Table[]): Promise<Table[]> {
  const links = await query<{ child: string; parent: string }>(
    tx,
    sql`select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
      where contype = 'f' and conrelid <> confrelid`,
  )
  const ordered = new Set<Table>()
  const place = (table: Table): void => {
    if (ordered.has(table)) return
    for (const child of tables) if (links.some((link) => link.parent === table && link.child === child)) place(child)
    ordered.add(table)
  }
  for (const table of tables) place(table)
  return [...ordered]
}

/** Whoever has, or had, a role elsewhere is known there as well. */
async function peopleOnlyOf(tx: Tx, firmId: string): Promise<string[]> {
  const rows = await query<{ personId: string }>(
    tx,
    sql`select distinct person_id as "personId" from memberships m where firm_id = ${firmId}
      and not exists (select from memberships o where o.person_id = m.person_id and o.firm_id is distinct from ${firmId})`,
  )
  return rows.map(({ personId }) => personId)
}

/** With what stands of them outside any firm: their chat, what was said in it, and what waits for them. */
async function erasePeople(tx: Tx, people: readonly string[], erased: Erased): Promise<void> {
  const chats = await query<Identity>(
    tx,
    sql`select platform, account, user_id as "userId" from identities where person_id = any(${textArray(people)})`,
  )
  for (const chat of chats) await eraseChat(tx, chat, erased)
  await count(tx, erased, 'actions', sql`holder ->> 'personId' = any(${textArray(people)})`)
  await count(tx, erased, 'identities', sql`person_id = any(${textArray(people)})`)
  await count(tx, erased, 'people', sql`id = any(${textArray(people)})`)
}

async function eraseChat(tx: Tx, { platform, account, userId }: Identity, erased: Erased): Promise<void> {
  const lane = `${platform}:${account}:${userId}`
  await count(tx, erased, 'chats', sql`platform = ${platform} and account = ${account} and user_id = ${userId}`)
  await count(
    tx,
    erased,
    'inbox',
    sql`lane = ${`chat:${lane}`} or (payload ->> 'userId' = ${userId} and payload ->> 'account' = ${account})`,
  )
  await count(tx, erased, 'outbox', sql`platform = ${platform} and account = ${account} and address = ${userId}`)
  await count(tx, erased, 'stickies', sql`platform = ${platform} and account = ${account} and address = ${userId}`)
  await count(
    tx,
    erased,
    'invite_attempts',
    sql`platform = ${platform} and account = ${account} and user_id = ${userId}`,
  )
  await count(tx, erased, 'lanes', sql`lane = ${`chat:${lane}`}`)
  await count(tx, erased, 'outbox_lanes', sql`lane = ${lane}`)
  await count(tx, erased, 'settings', sql`name = ${`menu-wanted:${userId}`}`)
  // Without the account as it was written while there was but one.
  await emptyAudit(tx, sql`actor in (${lane}, ${`${platform}:${userId}`})`)
}

/** What waits for the sealer is sealed first: a line without a place in the chain could only be cut out of it. */
async function emptyAudit(tx: Tx, which: SQL): Promise<number> {
  while ((await seal(tx)) > 0);
  const rows = await query(tx, sql`${erasingAudit(which)} returning id`)
  return rows.length
}

/** Of a person everything that is theirs alone; in what is their firm's, or others', their name is gone and only a number is left. */
export async function erasePerson(tx: Tx, personId: string): Promise<Erased> {
  const erased: Erased = {}
  const own = sql`select id from dialogue_sessions where person_id = ${personId}`
  await count(tx, erased, 'dialogue_photos', sql`said #>> '{by,personId}' = ${personId} or session_id in (${own})`)
  await count(tx, erased, 'dialogue_events', sql`session_id in (${own})`)
  await count(tx, erased, 'dialogue_scores', sql`session_id in (${own})`)
  await count(tx, erased, 'dialogue_sessions', sql`person_id = ${personId}`)
  await count(tx, erased, 'todo_events', sql`todo_id in (select id from todos where person_id = ${personId})`)
  await count(tx, erased, 'todos', sql`person_id = ${personId}`)
  await count(tx, erased, 'todo_reminders', sql`person_id = ${personId}`)
  await count(tx, erased, 'inquiry_people', sql`person_id = ${personId}`)
  await count(tx, erased, 'answer_showings', sql`person_id = ${personId}`)
  await query(
    tx,
    sql`update consultation_words set text = null, photo_id = null, quote_token = null
      where side = 'firm' and by ->> 'personId' = ${personId} and (text is not null or photo_id is not null)`,
  )
  // Whoever a consultation is with stands in it by name alone.
  await query(
    tx,
    sql`update consultation_events set event = event || '{"who":""}' where event ? 'who' and event #>> '{by,personId}' = ${personId}`,
  )
  await query(
    tx,
    sql`update consultations set chat = null, consultation = case when consultation ? 'who' then consultation || '{"who":""}' else consultation end
      where person_id = ${personId}`,
  )
  await query(
    tx,
    sql`update inbox set payload = null where state <> 'pending' and payload #>> '{by,personId}' = ${personId}`,
  )
  await withoutMessagesAbout(tx, personId)
  await count(tx, erased, 'memberships', sql`person_id = ${personId}`)
  await erasePeople(tx, [personId], erased)
  await withoutTheirName(tx, personId)
  return Object.fromEntries(Object.entries(erased).filter(([, rows]) => rows > 0))
}

/** What was sent of their firms and has their name in it, as a value of its own. */
async function withoutMessagesAbout(tx: Tx, personId: string): Promise<void> {
  await query(
    tx,
    sql`update outbox o set message = o.message || '{"fallback":{"typed":""},"parts":[]}'::jsonb, payload = null from people p
      where p.id = ${personId} and p.name <> '' and o.state <> 'pending' and position(to_jsonb(p.name)::text in o.message::text) > 0
        and o.firm_id in (select firm_id from memberships where person_id = p.id)`,
  )
}

/** Wherever a name stands beside this person's number. The audit log names people by their numbers alone. */
async function withoutTheirName(tx: Tx, personId: string): Promise<void> {
  const columns = await query<{ table: string; column: string }>(
    tx,
    sql`select c.table_name as "table", c.column_name as "column" from information_schema.columns c
      where c.table_schema = 'public' and c.data_type = 'jsonb' and c.table_name <> 'audit' and c.is_generated = 'NEVER'
      -- A report that nobody may change names nobody (programme_reports).
      and has_table_privilege(format('%I.%I', c.table_schema, c.table_name), 'update')`,
  )
  for (const { table, column } of columns) {
    const name = sql.identifier(column)
    await query(
      tx,
      sql`update ${sql.identifier(table)} set ${name} = without_name(${name}, ${personId}) where position(${personId} in ${name}::text) > 0`,
    )
  }
}
