import { setImmediate } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { openEmbedded } from './embedded.ts'
import { openPostgres } from './postgres.ts'
import { createTurns } from './turns.ts'

/** Whose rows a transaction may see. `system` serves claims and migrations only. */
export type Scope =
  | { kind: 'system' }
  | { kind: 'region'; regionId: string }
  | { kind: 'firm'; regionId: string; firmId: string }

export type Tx = PgDatabase<PgQueryResultHKT>

/** The one door to the database. Inside `fn` only `tx` may be awaited: the outer handle deadlocks the embedded database. */
export interface Db {
  kind: 'postgres' | 'embedded'
  /** Under this number the database knows that this process lives (`node-life.ts`). */
  nodeId: number
  transaction<T>(scope: Scope, fn: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** Says after a commit that there may be something to do; a hint may be lost, so listeners also poll. */
  hint(topic: Topic): void
  onHint(topic: Topic, wake: () => void): void
  close(): Promise<void>
}

export interface TransactionOptions {
  /** A platform waits for its answer: on the embedded database it goes before everything that works through a queue. */
  isUrgent?: boolean
}

export type Topic = 'inbox' | 'outbox' | 'batches' | 'photos'

/** A driver, opened and migrated, before the door stands in front of it. */
export interface Handle {
  kind: Db['kind']
  nodeId: number
  drizzle: Tx
  notify(topic: Topic): Promise<void>
  onNotice(topic: Topic, wake: () => void): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** PostgreSQL ≥ 15; its user must be allowed to create roles. Without it the embedded database opens in `directory`. */
  url?: string | undefined
  directory?: string | undefined
  connectionsMax?: number
}

/** More than all loops together hold at once, so that a webhook never waits for a connection. */
const CONNECTIONS_MAX = 24

export async function openDatabase({ url, directory, connectionsMax = CONNECTIONS_MAX }: DatabaseOptions): Promise<Db> {
  if (url) return behindDoor(await openPostgres(url, connectionsMax))
  if (directory) return behindDoor(await openEmbedded(directory))
  throw new Error('openDatabase needs a url or a directory')
}

function behindDoor(handle: Handle): Db {
  const hints = debouncedHints(handle)
  const turns = handle.kind === 'embedded' ? createTurns() : undefined
  return {
    kind: handle.kind,
    nodeId: handle.nodeId,
    transaction: (scope, fn, { isUrgent = false } = {}) =>
      retried(() => (turns ? turns.take(isUrgent, () => once(handle, scope, fn)) : once(handle, scope, fn))),
    hint: hints.say,
    // Not being hinted, such as while the connection is closing, costs no more than the wait for the next poll.
    onHint: (topic, wake) => void handle.onNotice(topic, wake).catch(() => {}),
    async close() {
      hints.stop()
      await handle.close()
    },
  }
}

async function once<T>(handle: Handle, scope: Scope, fn: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await handle.drizzle.transaction(async (tx) => {
      await enter(tx, scope)
      return fn(tx)
    })
  } catch (error) {
    throw withoutParameters(error)
  } finally {
    // The embedded database answers within microtasks; without this turn of the loop, awaited queries starve everything else.
    if (handle.kind === 'embedded') await setImmediate()
  }
}

/** Narrows (or, for the worker's own bookkeeping, restores) what the rest of the transaction may see. */
export async function enter(tx: Tx, scope: Scope): Promise<void> {
  const role = scope.kind === 'system' ? 'otasuke_system' : 'otasuke_tenant'
  const region = scope.kind === 'system' ? '' : scope.regionId
  const firm = scope.kind === 'firm' ? scope.firmId : ''
  await tx.execute(
    sql`select set_config('role', ${role}, true), set_config('otasuke.region', ${region}, true), set_config('otasuke.firm', ${firm}, true)`,
  )
}

const RETRIES_MAX = 5
/** Deadlock and serialisation failure: the transaction left nothing behind, so it is simply run again. */
const PASSING = new Set(['40P01', '40001'])

async function retried<T>(run: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (attempt >= RETRIES_MAX || !PASSING.has(codeOf(error))) throw error
    return retried(run, attempt + 1)
  }
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** drizzle's own message holds every parameter (tokens, people's words); the driver's error, its cause, does not. */
function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error) || error.constructor.name !== 'DrizzleQueryError' || !(error.cause instanceof Error))
    return error
  const { message } = error.cause
  const bare = new DatabaseError(message, codeOf(error.cause))
  if (error.cause.stack) bare.stack = error.cause.stack
  return bare
}

export class DatabaseError extends Error {
  override name = 'DatabaseError'
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** Rows of a query written in SQL, on either driver. */
export async function query<Row>(tx: Tx, statement: SQL): Promise<Row[]> {
  const result: unknown = await tx.execute(statement)
  // postgres.js answers with an array, PGlite with `{ rows }`; the shape of a row is the caller's statement's.
  return (Array.isArray(result) ? [...result] : (result as { rows: unknown[] }).rows) as Row[]
}

/** Strings as an array of the database, whichever driver carries them. */
export const textArray = (values: readonly string[] | null): SQL =>
  values === null ? sql`null` : sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`

const HINT_DELAY_MS = 5

function debouncedHints(handle: Handle) {
  const waiting = new Map<Topic, NodeJS.Timeout>()
  const say = (topic: Topic): void => {
    if (waiting.has(topic)) return
    waiting.set(
      topic,
      setTimeout(() => {
        waiting.delete(topic)
        handle.notify(topic).catch(() => {})
      }, HINT_DELAY_MS).unref(),
    )
  }
  const stop = (): void => {
    for (const timer of waiting.values()) clearTimeout(timer)
    waiting.clear()
  }
  return { say, stop }
}
