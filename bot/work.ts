import { randomUUID } from 'node:crypto'
import { type Db, enter, type Scope, type Tx } from '#db/door.ts'
import { claimLanes, finish, type InboxRow, lockPending, park, releaseLane, restLane, takeHead } from '#db/inbox.ts'
import { ownerOf } from '#db/node-life.ts'
import { backoffMs } from '#scheduler/backoff.ts'
import { crashPoint } from './crash-point.ts'
import type { Flow, FlowContext } from './flow.ts'
import type { Log } from './log.ts'
import { createLoop, type Loop } from './loop.ts'

const ATTEMPTS_MAX = 3
const LEASE_MS = 30_000

export interface WorkerOptions {
  db: Db
  flows: Readonly<Record<string, Flow>>
  context: () => FlowContext
  /** The person gets an apology, operations a card. Runs in the transaction that parks the row. */
  onParked: Flow
  log: Log
  lanesAtOnce?: number
}

/** Works the inbox: every lane in order and one at a time, every row once, on any number of nodes. */
export function createWorker(options: WorkerOptions): Loop {
  const { db, log, lanesAtOnce = 4 } = options
  const owner = ownerOf(db.nodeId, randomUUID())
  return createLoop({
    name: 'inbox',
    wakenBy: (wake) => db.onHint('inbox', wake),
    log,
    async round() {
      const lanes = await db.transaction({ kind: 'system' }, (tx) => claimLanes(tx, owner, lanesAtOnce, LEASE_MS))
      const done = await Promise.all(lanes.map((lane) => workLane(options, lane, owner)))
      return done.reduce((sum, rows) => sum + rows, 0)
    },
  })
}

const ROWS_PER_TURN = 50

async function workLane(options: WorkerOptions, lane: string, owner: string): Promise<number> {
  const { db } = options
  let done = 0
  for (; done < ROWS_PER_TURN; done++) {
    const row = await db.transaction({ kind: 'system' }, (tx) => takeHead(tx, lane, owner, LEASE_MS))
    if (!row) return done
    const failure = await attempt(options, row)
    if (failure === undefined) continue
    if (row.attempts >= ATTEMPTS_MAX) await parkRow(options, row, failure)
    else {
      await db.transaction({ kind: 'system' }, (tx) =>
        restLane(tx, lane, owner, backoffMs(row.attempts), failure, row.id),
      )
      return done + 1
    }
  }
  await db.transaction({ kind: 'system' }, (tx) => releaseLane(tx, lane, owner))
  return done
}

/** Undefined when the row is done; otherwise why it is not, safe to keep and to log. */
async function attempt({ db, flows, context, log }: WorkerOptions, row: InboxRow): Promise<string | undefined> {
  const flow = flows[row.kind]
  if (!flow) return `no flow works ${row.kind}`
  try {
    crashPoint('work-start')
    await db.transaction({ kind: 'system' }, (tx) => once(tx, row, (inScope) => flow(inScope, row, context())))
    crashPoint('work-commit')
    db.hint('inbox')
    db.hint('outbox')
    return undefined
  } catch (error) {
    log.error(
      { err: error, lane: row.lane, kind: row.kind, attempts: row.attempts },
      'a row of the inbox was not worked',
    )
    return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown'
  }
}

async function once(tx: Tx, row: InboxRow, run: (tx: Tx) => Promise<void>): Promise<void> {
  if (!(await lockPending(tx, row.id))) return
  await enter(tx, scopeOf(row))
  await run(tx)
  await enter(tx, { kind: 'system' })
  await finish(tx, row.id)
}

export function scopeOf({ regionId, firmId }: Pick<InboxRow, 'regionId' | 'firmId'>): Scope {
  if (regionId && firmId) return { kind: 'firm', regionId, firmId }
  return regionId ? { kind: 'region', regionId } : { kind: 'system' }
}

async function parkRow({ db, onParked, context, log }: WorkerOptions, row: InboxRow, failure: string): Promise<void> {
  await db.transaction({ kind: 'system' }, async (tx) => {
    if (!(await lockPending(tx, row.id))) return
    await park(tx, row.id, failure)
    await onParked(tx, row, context())
  })
  db.hint('outbox')
  log.error({ lane: row.lane, kind: row.kind, id: row.id }, 'a row of the inbox is parked')
}
