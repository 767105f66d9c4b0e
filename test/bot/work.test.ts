import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Flow } from '#bot/flow.ts'
import { createLog } from '#bot/log.ts'
import { createWorker } from '#bot/work.ts'
import { type Db, query } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { testDatabase } from '../support/database.ts'
import { flowContext } from '../support/flow-context.ts'

const system = { kind: 'system' } as const

const tell = (db: Db, ...lanes: string[]): Promise<number> =>
  db.transaction(system, (tx) =>
    receive(
      tx,
      lanes.map((lane) => ({
        lane,
        kind: 'job',
        account: 'test',
        eventId: lane,
        regionId: null,
        firmId: null,
        payload: {},
        at: 0,
      })),
    ),
  )

/** What so many processes leave behind that were killed while they worked on it. */
const triedBefore = (db: Db, lane: string, attempts: number): Promise<unknown> =>
  db.transaction(system, (tx) => query(tx, sql`update inbox set attempts = ${attempts} where lane = ${lane}`))

const statesOf = (db: Db): Promise<{ lane: string; state: string }[]> =>
  db.transaction(system, (tx) => query(tx, sql`select lane, state from inbox order by id`))

function workerOf(db: Db, job: Flow, onParked: Flow = async () => {}) {
  const context = () => flowContext({ now: 0 })
  return createWorker({ db, flows: { job }, context, onParked, log: createLog({ level: 'silent' }) })
}

describe('a row that ends the process each time', () => {
  it('is put aside after three of them, and its lane goes on', async () => {
    const db = await testDatabase()
    const worked: string[] = []
    const parked: string[] = []
    await tell(db, 'poison')
    await triedBefore(db, 'poison', 3)
    await tell(db, 'kiosk-7')
    const worker = workerOf(
      db,
      async (_, { lane }) => void worked.push(lane),
      async (_, { lane }) => void parked.push(lane),
    )
    await worker.drain()
    expect(worked).toEqual(['kiosk-7'])
    expect(parked).toEqual(['poison'])
    expect(await statesOf(db)).toEqual([
      { lane: 'poison', state: 'parked' },
      { lane: 'kiosk-7', state: 'done' },
    ])
  })
})
