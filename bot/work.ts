import { randomUUID } from 'node:crypto'
import { type Db, enter, type Scope, type Tx } from '#db/door.ts'
import {
  type Choice,
  claimLanes,
  finish,
  type InboxRow,
  lockPending,
  park,
  releaseLane,
  restLane,
  takeHead,
} from '#db/inbox.ts'
import { ownerOf } from '#db/node-life.ts'
import { backoffMs } from '#scheduler/backoff.ts'
import { crashPoint } from './crash-point.ts'
import type { Flow, FlowContext } from './flow.ts'
import { createGate, type Gate } from './gate.ts'
import type { Log } from './log.ts'
import { createLoop, type Loop } from './loop.ts'
import { ofRegion } from './of-region.ts'

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
  const gate = createGate()
  const owner = ownerOf(db.nodeId, randomUUID())
  return createLoop({
    name: 'inbox',
    wakenBy: (wake) => db.onHint('inbox', wake),
    log,
    async round() {
      const lanes = await db.transaction({ kind: 'system' }, (tx) => claimLanes(tx, owner, lanesAtOnce, LEASE_MS))
      const done = await Promise.all(lanes.map((lane) => workLane(options, gate, { lane, owner, leaseMs: LEASE_MS })))
      return done.reduce((sum, rows) => sum + rows, 0)
    },
  })
}

const ROWS_PER_TURN = 50

interface Hold {
  lane: string
  owner: string
  leaseMs: number
}

/**
 * A row that was tried before may be the one that ends the process, so it is tried alone: were others at work beside it,
 * their attempts would be counted with it, and they would be put aside for what it did.
 */
async function workLane(options: WorkerOptions, gate: Gate, hold: Hold): Promise<number> {
  let done = 0
  for (; done < ROWS_PER_TURN; done++) {
    let turn = await gate.together(() => takeTurn(options, hold, 'fresh'))
    if (turn === 'tried-before') turn = await gate.alone(() => takeTurn(options, hold, 'any'))
    if (turn === 'empty') return done
    if (turn === 'resting') return done + 1
  }
  await options.db.transaction({ kind: 'system' }, (tx) => releaseLane(tx, hold.lane, hold.owner))
  return done
}

/** One row of the lane, from its counted attempt to its end. */
async function takeTurn(
  options: WorkerOptions,
  hold: Hold,
  choice: Choice,
): Promise<'done' | 'resting' | 'empty' | 'tried-before'> {
  const { db } = options
  const row = await db.transaction({ kind: 'system' }, (tx) => takeHead(tx, hold, choice))
  if (row === undefined) return 'empty'
  if (row === 'tried-before') return row
  const failure = row.attempts > ATTEMPTS_MAX ? ENDS_THE_PROCESS : await attempt(options, row)
  if (failure === undefined) return 'done'
  if (row.attempts >= ATTEMPTS_MAX) {
    await parkRow(options, row, failure)
    return 'done'
  }
  await db.transaction({ kind: 'system' }, (tx) =>
    restLane(tx, hold.lane, hold.owner, backoffMs(row.attempts), failure, row.id),
  )
  return 'resting'
}

/** A failure that is caught parks the row at its last attempt; only attempts that nobody lived to record get beyond it. */
const ENDS_THE_PROCESS = 'each attempt ended with the process'

/** Undefined when the row is done; otherwise why it is not, safe to keep and to log. */
async function attempt({ db, flows, context, log }: WorkerOptions, row: InboxRow): Promise<string | undefined> {
  const flow = flows[row.kind]
  if (!flow) return `no flow works ${row.kind}`
  try {
    crashPoint('work-start')
    await db.transaction({ kind: 'system' }, (tx) =>
      once(tx, row, async () => {
        const app = await ofRegion(tx, context(), row.regionId)
        await enter(tx, scopeOf(row))
        await flow(tx, row, app)
      }),
    )
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

async function once(tx: Tx, row: InboxRow, run: () => Promise<void>): Promise<void> {
  if (!(await lockPending(tx, row.id))) return
  await run()
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
