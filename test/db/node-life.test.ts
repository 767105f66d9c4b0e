import { describe, expect, it } from 'vitest'
import { type Db, openDatabase } from '#db/door.ts'
import { claimLanes, receive } from '#db/inbox.ts'
import { ownerOf } from '#db/node-life.ts'
import { openTestDatabase } from '../support/database.ts'

const LEASE_MS = 60_000
const system = { kind: 'system' } as const

const tell = (db: Db): Promise<number> =>
  db.transaction(system, (tx) =>
    receive(tx, [
      {
        lane: 'kiosk-7',
        kind: 'chat',
        account: 'line',
        eventId: '1',
        regionId: null,
        firmId: null,
        payload: {},
        at: 0,
      },
    ]),
  )
const claim = (db: Db, name: string): Promise<string[]> =>
  db.transaction(system, (tx) => claimLanes(tx, ownerOf(db.nodeId, name), 10, LEASE_MS))

describe('a lane', () => {
  it('is not taken from a node that lives', async () => {
    const { db, close } = await openTestDatabase()
    await tell(db)
    expect(await claim(db, 'first')).toEqual(['kiosk-7'])
    expect(await claim(db, 'second')).toEqual([])
    await close()
  })

  it('is free as soon as the node that held it has ended, long before its lease is over', async () => {
    const { db, options, drop } = await openTestDatabase()
    await tell(db)
    expect(await claim(db, 'first')).toEqual(['kiosk-7'])
    await db.close()
    const next = await openDatabase(options)
    expect(await claim(next, 'first')).toEqual(['kiosk-7'])
    await next.close()
    await drop()
  })
})
