import { expect, it, onTestFinished } from 'vitest'
import { type Db, openDatabase } from '#db/door.ts'
import { claimLanes, finish, takeHead } from '#db/inbox.ts'
import { ownerOf } from '#db/node-life.ts'
import { arm, fireDue, type Timer } from '#db/timers.ts'
import { isPostgres, openTestDatabase } from '../support/database.ts'

const system = { kind: 'system' } as const
const TIMERS = 300

const timer = (place: number): Timer => ({
  ...{ key: `monthly-check:${place}`, lane: `dialogue:${place}`, kind: 'monthly-check' },
  ...{ payload: {}, dueAt: place, regionId: null, firmId: null },
})

async function fireAll(db: Db): Promise<number> {
  let all = 0
  for (;;) {
    const fired = await db.transaction(system, (tx) => fireDue(tx, TIMERS, 20))
    if (fired === 0) return all
    all += fired
  }
}

/** How many rows of the inbox each lane has got. */
async function rowsOf(db: Db): Promise<number[]> {
  const owner = ownerOf(db.nodeId, 'reader')
  const lanes = await db.transaction(system, (tx) => claimLanes(tx, owner, 2 * TIMERS, 60_000))
  const rows: number[] = []
  for (const lane of lanes) {
    let count = 0
    for (;;) {
      const row = await db.transaction(system, (tx) => takeHead(tx, { lane, owner, leaseMs: 60_000 }, 'any'))
      if (row === undefined || row === 'tried-before') break
      await db.transaction(system, (tx) => finish(tx, row.id))
      count++
    }
    rows.push(count)
  }
  return rows
}

it('what is due on two nodes at once comes once', async () => {
  const { db, options, close } = await openTestDatabase()
  onTestFinished(close)
  // The embedded database is one node's: two of its ticks stand for two nodes.
  const other = isPostgres() ? await openDatabase({ ...options, connectionsMax: 5 }) : db
  if (other !== db) onTestFinished(() => other.close())
  await db.transaction(system, async (tx) => {
    for (let place = 0; place < TIMERS; place++) await arm(tx, timer(place))
  })
  const fired = await Promise.all([fireAll(db), fireAll(other), fireAll(db), fireAll(other)])
  expect(fired.reduce((sum, one) => sum + one)).toBe(TIMERS)
  // What somebody has locked just now is left to them: nothing stays behind.
  expect(await fireAll(db)).toBe(0)
  expect(await rowsOf(db)).toEqual(Array.from({ length: TIMERS }, () => 1))
})
