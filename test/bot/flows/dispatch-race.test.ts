import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import { dispatch } from '#bot/flows/dispatch.ts'
import { scopeOf } from '#bot/work.ts'
import { type Db, openDatabase, query } from '#db/door.ts'
import type { NewInboxRow } from '#db/inbox.ts'
import { testDatabase } from '#test/support/database.ts'
import { flowContext } from '#test/support/flow-context.ts'
import { startCluster } from '#test/support/postgres-cluster.ts'
import { isProof, proofRuns } from '#test/support/proof.ts'
import { AT, CROWD, furnish, offered, taps } from './crowd.ts'

const ROUNDS = proofRuns(1, Number(process.env.PROOF_ROUNDS ?? 10_000))
/** So many rounds are looked at together, and cleared away. */
const ROUNDS_AT_ONCE = 50
const CONNECTIONS = 10
const system = { kind: 'system' } as const

/** A PostgreSQL of its own for the proof, on which ten fingers really come down at once; the embedded database has one connection. */
async function arena(): Promise<Db> {
  const cluster = isProof ? await startCluster() : undefined
  if (!cluster) return testDatabase()
  const db = await openDatabase({
    url: `${cluster.url}?options=-c%20synchronous_commit%3Doff`,
    connectionsMax: CONNECTIONS,
  })
  onTestFinished(async () => {
    await db.close()
    cluster.stop()
  })
  return db
}

/** What the worker does with a tap that it has claimed, and without the lane that would keep the others waiting. */
const context = flowContext({ now: AT })
const press = (db: Db, tap: NewInboxRow): Promise<void> =>
  db.transaction(scopeOf(tap), (tx) => dispatch(tx, { ...tap, id: 0, attempts: 1 }, context))

interface Ended {
  id: string
  winners: number
  winner: string
  losersTold: number
  told: number
}

/** Of each job: how often it was taken, and how many others were told how often. */
const ended = (db: Db): Promise<Ended[]> =>
  db.transaction(system, (tx) =>
    query(
      tx,
      sql`select d.id, d.vendor_id as winner,
        (select count(*)::int from dispatch_events e where e.dispatch_id = d.id and e.event->>'kind' = 'taken') as winners,
        count(distinct o.address) filter (where o.address <> d.vendor_id)::int as "losersTold", count(o.address)::int as told
      from dispatches d left join outbox o on o.subject = 'dispatch:' || d.id and o.message->'fallback'->>'key' = 'visit.refused.taken' group by d.id`,
    ),
  )

const clear = (db: Db): Promise<unknown> =>
  db.transaction(system, async (tx) => {
    for (const table of ['dispatch_events', 'dispatches', 'outbox', 'actions', 'timers', 'provisions'])
      await query(tx, sql`delete from ${sql.identifier(table)}`)
  })

it(`of a hundred fingers that come down on one job at once one wins, each of the others hears so once, ${ROUNDS} times over`, async () => {
  const db = await arena()
  await db.transaction(system, furnish)
  const sum = { rounds: 0, oneWinner: 0, losersTold: 0, doubled: 0, winnerWasNotFirst: 0 }
  const [from, cpu] = [performance.now(), process.cpuUsage()]
  for (let round = 0; round < ROUNDS; round++) {
    const id = `dispatch_${String(round).padStart(6, '0')}`
    const first = round % CROWD.length
    await db.transaction(system, (tx) => offered(tx, id))
    await Promise.all(taps(id, [...CROWD.slice(first), ...CROWD.slice(0, first)]).map((tap) => press(db, tap)))
    if ((round + 1) % ROUNDS_AT_ONCE !== 0 && round + 1 < ROUNDS) continue
    for (const { id, winners, winner, losersTold, told } of await ended(db)) {
      expect({ id, winners, losersTold, told }).toEqual({ id, winners: 1, losersTold: 99, told: 99 })
      sum.rounds += 1
      sum.oneWinner += winners
      sum.losersTold += losersTold
      sum.doubled += told - losersTold
      sum.winnerWasNotFirst += Number(winner !== CROWD[Number(id.slice(-6)) % CROWD.length])
    }
    await clear(db)
  }
  expect(sum.rounds).toBe(ROUNDS)
  if (!isProof) return
  const { user, system: inKernel } = process.cpuUsage(cpu)
  const [ms, cpuMs] = [performance.now() - from, (user + inKernel) / 1_000]
  process.stdout.write(
    `dispatch race: ${JSON.stringify(sum)}\n` +
      `               ${(ms / 60_000).toFixed(1)} min, ${(ms / ROUNDS).toFixed(0)} ms and ${(cpuMs / ROUNDS).toFixed(0)} ms of our CPU a round\n`,
  )
}, 7_200_000)
