import { type SQL, sql } from 'drizzle-orm'
import type { Noun, Table } from '#engine/retention.ts'
import { query, type Tx } from './door.ts'

/** Keys, and what is kept sealed or for machines alone, in no matter which table. */
const SECRET = /(^|_)(hash|hmac|sealed|snapshot|salt|digest|chain|token|lease|owner|retry)(_|$)|^slots$/

export interface Handed {
  noun: Noun
  table: Table
}

export type Row = Readonly<Record<string, unknown>>

/** How many rows there are of a firm, by table, in its own scope. */
export async function countOfFirm(
  tx: Tx,
  firmId: string,
  tables: readonly Handed[],
): Promise<Partial<Record<Table, number>>> {
  const counted: Partial<Record<Table, number>> = {}
  for (const { table } of tables) {
    const [{ rows } = { rows: 0 }] = await query<{ rows: number }>(
      tx,
      sql`select count(*)::int as rows from ${sql.identifier(table)} where ${whose(table, firmId)}`,
    )
    counted[table] = rows
  }
  return counted
}

/** All rows of a firm by noun and table, without keys and without what is sealed; in its own scope. */
export async function rowsOfFirm(
  tx: Tx,
  firmId: string,
  tables: readonly Handed[],
): Promise<(Handed & { rows: Row[] })[]> {
  const all: (Handed & { rows: Row[] })[] = []
  for (const { noun, table } of tables) {
    const found = await query<{ row: Row }>(
      tx,
      sql`select to_jsonb(t) as row from ${sql.identifier(table)} t where ${whose(table, firmId)}`,
    )
    if (found.length > 0) all.push({ noun, table, rows: found.map(({ row }) => withoutSecrets(row)) })
  }
  return all
}

const withoutSecrets = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([name]) => !SECRET.test(name)))

const OWN_SESSIONS = sql`select id from dialogue_sessions where person_id <> ''`

/** Row-level security leaves a firm its own people; what one of them was asked for themselves is theirs. */
function whose(table: Table, firmId: string): SQL {
  if (table === 'firms') return sql`id = ${firmId}`
  if (table === 'people' || table === 'identities') return sql`true`
  if (table === 'dialogue_sessions') return sql`firm_id = ${firmId} and person_id = ''`
  if (table === 'dialogue_events' || table === 'dialogue_scores' || table === 'dialogue_photos')
    return sql`firm_id = ${firmId} and (session_id is null or session_id not in (${OWN_SESSIONS}))`
  return sql`firm_id = ${firmId}`
}

export interface Papers {
  checks: string[]
  sessions: string[]
  claims: string[]
  invoices: string[]
  photos: string[]
}

/** The ids of what a firm can print, and of its photos. */
export async function papersOf(tx: Tx, firmId: string): Promise<Papers> {
  const ids = async (statement: SQL): Promise<string[]> =>
    (await query<{ id: string }>(tx, statement)).map(({ id }) => id)
  return {
    checks: await ids(sql`select id from health_checks where firm_id = ${firmId} and state <> 'draft' order by month`),
    sessions: await ids(
      sql`select id from dialogue_sessions where firm_id = ${firmId} and person_id = '' and finished_at is not null
        and id in (select session_id from dialogue_scores) order by finished_at`,
    ),
    invoices: await ids(sql`select id from invoices where firm_id = ${firmId} order by number`),
    claims: await ids(sql`select id from claims where firm_id = ${firmId} order by moved_at`),
    photos: await ids(
      sql`select id from dialogue_photos where firm_id = ${firmId} and state = 'kept'
        and (session_id is null or session_id not in (${OWN_SESSIONS})) order by kept_at`,
    ),
  }
}
