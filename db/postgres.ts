import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { Handle } from './door.ts'
import { MIGRATIONS } from './migrations.ts'
import * as schema from './schema/index.ts'

/** One node migrates at a time; the others wait here, then find nothing left to do. */
const MIGRATION_LOCK = 727_001

export async function openPostgres(url: string, connectionsMax: number): Promise<Handle> {
  await migrateUnderLock(url)
  const client = postgres(url, { max: connectionsMax, onnotice: () => {} })
  return {
    kind: 'postgres',
    drizzle: drizzle(client, { schema }),
    notify: async (topic) => void (await client.notify(`otasuke_${topic}`, '')),
    onNotice: async (topic, wake) => void (await client.listen(`otasuke_${topic}`, wake)),
    close: () => client.end({ timeout: 5 }),
  }
}

async function migrateUnderLock(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
  } finally {
    await client.end()
  }
}
