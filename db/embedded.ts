import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { lockDirectory } from './directory-lock.ts'
import type { Handle, Topic } from './door.ts'
import { MIGRATIONS } from './migrations.ts'
import { NODE_LOCK, newNodeId } from './node-life.ts'
import { preparing } from './prepared.ts'

const VACUUM_EVERY_MS = 600_000
const CHECKPOINT_EVERY_MS = 60_000
/** Of the write-ahead log: PostgreSQL's own 1 GB would be kept for ever, beside a database of a few megabytes. */
const LOG_SIZE = ['-c', 'min_wal_size=32MB', '-c', 'max_wal_size=64MB']
/** Pages of the database beside those that the system itself keeps: 128 MB would be wiped at each start, which takes half a second. */
const MEMORY = ['-c', 'shared_buffers=32MB']

/**
 * PGlite in this process: for a demo or a small site. One writer, no fsync (it survives kill -9, not a power cut), and
 * neither autovacuum nor checkpointer, so that is done here: without checkpoints the write-ahead log grows until the disk is
 * full, and each start goes through all of it.
 */
export async function openEmbedded(directory: string): Promise<Handle> {
  const unlock = await lockDirectory(directory)
  const { PGlite, parse, protocol } = await import('@electric-sql/pglite')
  const client = await PGlite.create({
    dataDir: directory,
    startParams: [...PGlite.defaultStartParams, ...LOG_SIZE, ...MEMORY],
  })
  await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
  await client.exec('checkpoint')
  const nodeId = newNodeId()
  await client.query('select pg_advisory_lock($1, $2)', [NODE_LOCK, nodeId])
  const every = (ms: number, statement: string) =>
    setInterval(() => void client.exec(statement).catch(() => {}), ms).unref()
  const upkeep = [every(VACUUM_EVERY_MS, 'vacuum analyze'), every(CHECKPOINT_EVERY_MS, 'checkpoint')]
  // One process, so a hint needs no round trip through the database.
  const wakers = new Map<Topic, (() => void)[]>()
  return {
    kind: 'embedded',
    nodeId,
    drizzle: drizzle(preparing(client, { parse, protocol })),
    notify: async (topic) => {
      for (const wake of wakers.get(topic) ?? []) wake()
    },
    onNotice: async (topic, wake) => void wakers.set(topic, [...(wakers.get(topic) ?? []), wake]),
    async close() {
      upkeep.forEach(clearInterval)
      await client.close()
      unlock()
    },
  }
}
