import { sql } from 'drizzle-orm'
import { type Db, query } from '#db/door.ts'
import { RETENTION } from '#engine/retention.ts'

/** In which tables a planted word stands, in any column of any row, bytes as hexadecimal digits as well. */
export async function tablesWith(db: Db, word: string): Promise<string[]> {
  const found: string[] = []
  const digits = Buffer.from(word).toString('hex')
  for (const table of Object.keys(RETENTION)) {
    const rows = await db.transaction({ kind: 'system' }, (tx) =>
      query(
        tx,
        sql`select from ${sql.identifier(table)} t where position(${word} in t::text) > 0 or position(${digits} in t::text) > 0 limit 1`,
      ),
    )
    if (rows.length > 0) found.push(table)
  }
  return found
}
