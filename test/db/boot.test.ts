import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openDatabase, query } from '#db/door.ts'
import { MIGRATIONS } from '#db/migrations.ts'
import { isPostgres } from '../support/database.ts'

/** A database that nobody has migrated. */
async function freshDatabase(): Promise<string> {
  const template = inject('template')
  if (template.kind !== 'postgres') throw new Error('only on PostgreSQL')
  const name = `otasuke_fresh_${randomBytes(6).toString('hex')}`
  const admin = postgres(template.url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  onTestFinished(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return Object.assign(new URL(template.url), { pathname: `/${name}` }).href
}

it('three nodes that start at once on a fresh PostgreSQL all come up, and each migration has run once', async ({
  skip,
}) => {
  if (!isPostgres()) skip('there is no TEST_DATABASE_URL')
  const url = await freshDatabase()
  const nodes = await Promise.all([1, 2, 3].map(() => openDatabase({ url, connectionsMax: 2 })))
  const seen = await Promise.all(
    nodes.map((node) =>
      node.transaction({ kind: 'system' }, (tx) =>
        query<{ firms: number }>(tx, sql`select count(*)::int as firms from firms`),
      ),
    ),
  )
  for (const node of nodes) await node.close()
  expect(seen).toEqual([[{ firms: 0 }], [{ firms: 0 }], [{ firms: 0 }]])
  const admin = postgres(url, { max: 1 })
  const [row] = await admin`select count(*)::int as run from drizzle.__drizzle_migrations`
  await admin.end()
  expect(row?.run).toBe(readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql')).length)
})
