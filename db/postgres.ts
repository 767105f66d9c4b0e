import { setTimeout as delay } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import type { Handle } from './door.ts'
import { MIGRATIONS } from './migrations.ts'
import { NODE_LOCK, newNodeId } from './node-life.ts'

/** One node migrates at a time; the others wait here, then find nothing left to do. */
const MIGRATION_LOCK = 727_001

export async function openPostgres(url: string, connectionsMax: number): Promise<Handle> {
  await migrateUnderLock(url)
  const client = postgres(url, { max: connectionsMax, onnotice: () => {} })
  const nodeId = newNodeId()
  const life = await liveOn(url, nodeId)
  return {
    kind: 'postgres',
    nodeId,
    drizzle: drizzle(preparing(client)),
    notify: async (topic) => void (await client.notify(`otasuke_${topic}`, '')),
    onNotice: async (topic, wake) => void (await client.listen(`otasuke_${topic}`, wake)),
    async close() {
      await client.end({ timeout: 5 })
      await life.end()
    },
  }
}

/**
 * drizzle asks for statements that are not prepared: each would be planned anew, and cost a second round trip. Ours are few,
 * so each connection keeps them all.
 */
function preparing<Client extends postgres.ISql>(client: Client): Client {
  const unsafe: Client['unsafe'] = (text, values, options) => client.unsafe(text, values, { ...options, prepare: true })
  const own: Record<PropertyKey, unknown> = {
    unsafe,
    begin: (work: (tx: postgres.TransactionSql) => unknown) =>
      (client as unknown as postgres.Sql).begin((tx) => work(preparing(tx))),
  }
  return new Proxy(client, { get: (target, name) => own[name] ?? Reflect.get(target, name) })
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

const RELOCK_AFTER_MS = 1_000

/** Holds this node's lock on a session of its own, and takes it again whenever that session breaks. */
async function liveOn(url: string, nodeId: number): Promise<{ end(): Promise<void> }> {
  let isEnding = false
  const session = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {}, onclose: () => void retake() })
  const take = () => session`select pg_advisory_lock(${NODE_LOCK}::int, ${nodeId}::int)`
  const retake = async (): Promise<void> => {
    if (isEnding) return
    await delay(RELOCK_AFTER_MS, undefined, { ref: false })
    // A failed try closes the connection again, which leads back here.
    if (!isEnding) await take().catch(() => {})
  }
  await take()
  return {
    async end() {
      isEnding = true
      await session.end({ timeout: 5 })
    },
  }
}
