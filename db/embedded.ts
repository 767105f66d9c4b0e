import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { lockDirectory } from './directory-lock.ts'
import type { Handle, Topic } from './door.ts'
import { MIGRATIONS } from './migrations.ts'
import { NODE_LOCK, newNodeId } from './node-life.ts'
import * as schema from './schema/index.ts'

const VACUUM_EVERY_MS = 600_000

/**
 * PGlite in this process: for a demo or a small site. One writer, no fsync (it survives kill -9, not a power cut), and no
 * autovacuum, so that is done here.
 */
export async function openEmbedded(directory: string): Promise<Handle> {
  const unlock = await lockDirectory(directory)
  const { PGlite } = await import('@electric-sql/pglite')
  const client = await PGlite.create({ dataDir: directory })
  const db = drizzle(client, { schema })
  await migrate(db, { migrationsFolder: MIGRATIONS })
  const nodeId = newNodeId()
  await client.query('select pg_advisory_lock($1, $2)', [NODE_LOCK, nodeId])
  const vacuum = setInterval(() => void client.exec('vacuum analyze').catch(() => {}), VACUUM_EVERY_MS).unref()
  // One process, so a hint needs no round trip through the database.
  const wakers = new Map<Topic, (() => void)[]>()
  return {
    kind: 'embedded',
    nodeId,
    drizzle: db,
    notify: async (topic) => {
      for (const wake of wakers.get(topic) ?? []) wake()
    },
    onNotice: async (topic, wake) => void wakers.set(topic, [...(wakers.get(topic) ?? []), wake]),
    async close() {
      clearInterval(vacuum)
      await client.close()
      unlock()
    },
  }
}
