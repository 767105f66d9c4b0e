import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

/** Small things the whole installation remembers, such as the playground's clock offset. System scope. */
export async function getSetting(tx: Tx, name: string): Promise<unknown> {
  const [row] = await query<{ value: unknown }>(tx, sql`select value from settings where name = ${name}`)
  return row?.value
}

export async function setSetting(tx: Tx, name: string, value: unknown): Promise<void> {
  await query(
    tx,
    sql`insert into settings (name, value) values (${name}, ${JSON.stringify(value)}::text::jsonb) on conflict (name) do update set value = excluded.value`,
  )
}

/** Until the transaction ends nobody else works on this key: a request sent twice at once is done once and answered twice. */
export async function lockKey(tx: Tx, scope: string, key: string): Promise<void> {
  await query(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`${scope} ${key}`}, 0))`)
}

export type Remembered = { kind: 'new' } | { kind: 'same'; answer: unknown } | { kind: 'other-request' }

/** What an idempotent create answered before; a key used for another request is an error of the caller. */
export async function findAnswer(tx: Tx, scope: string, key: string, requestHash: string): Promise<Remembered> {
  const [row] = await query<{ answer: unknown; requestHash: string }>(
    tx,
    sql`select answer, request_hash as "requestHash" from idempotent_answers where scope = ${scope} and key = ${key}`,
  )
  if (!row) return { kind: 'new' }
  return row.requestHash === requestHash ? { kind: 'same', answer: row.answer } : { kind: 'other-request' }
}

/** Under the key's lock, so there is none yet. */
export async function rememberAnswer(
  tx: Tx,
  scope: string,
  key: string,
  requestHash: string,
  answer: unknown,
  at: number,
): Promise<void> {
  await query(
    tx,
    sql`insert into idempotent_answers (scope, key, request_hash, answer, created_at)
    values (${scope}, ${key}, ${requestHash}, ${JSON.stringify(answer)}::text::jsonb, ${toDate(at)})`,
  )
}
