import { sql } from 'drizzle-orm'
import { query } from '#db/door.ts'
import type { Story } from './world.ts'

/** Where in the whole database a word still stands: table and row. */
export async function leftOf({ app }: Story, word: string): Promise<string[]> {
  const tables = await app.db.transaction({ kind: 'system' }, (tx) =>
    query<{ name: string }>(tx, sql`select tablename as name from pg_tables where schemaname = 'public'`),
  )
  const left: string[] = []
  for (const { name } of tables) {
    const rows = await app.db.transaction({ kind: 'system' }, (tx) =>
      query<{ row: string }>(
        tx,
        sql`select t::text as row from ${sql.identifier(name)} t where t::text like ${`%${word}%`}`,
      ),
    )
    left.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 300)}`))
  }
  return left
}
