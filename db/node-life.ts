import { randomInt } from 'node:crypto'
import { sql } from 'drizzle-orm'

/**
 * How the nodes on one database know who of them is alive. Each holds a session lock of its own number for as long as it
 * runs; the database lets go of it when the process ends, however it ends, within moments. So what a killed node had
 * claimed is free at once and not only when its lease is over, and on the embedded database, where the directory lock
 * keeps everybody else out, a fresh start finds nobody else alive.
 *
 * A node whose session broke while it lives on is taken for dead until it has its lock back. That is as safe as a lease that
 * ran out: inbox rows are locked while they are worked, LINE knows the retry key, and a post to Slack that may still be on
 * its way is not looked for before it has surely arrived or failed (`bot/deliver/plan.ts`).
 */
export const NODE_LOCK = 727_003

export const newNodeId = (): number => randomInt(1, 2 ** 31 - 1)

/** Whoever claims something signs with this; the number before the colon is the node's. */
export const ownerOf = (nodeId: number, name: string): string => `${nodeId}:${name}`

/** True for an owner whose node has ended. */
export const isOwnerGone = sql`split_part(owner, ':', 1) not in (select objid::text from pg_locks
  where locktype = 'advisory' and classid = ${sql.raw(String(NODE_LOCK))} and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database()))`
