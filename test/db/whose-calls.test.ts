import { describe, expect, it } from 'vitest'
import type { Db } from '#db/door.ts'
import { callOf, dropCall, handOutCalls, saveCall, waitForCall } from '#db/whose-calls.ts'
import { FRESH_CALL, type WhoseCall } from '#engine/whose-call.ts'
import { testDatabase } from '../support/database.ts'

const AT = Date.parse('2026-11-30T10:15:00+09:00')
const MINUTE = 60_000
const inRegion = (regionId: string) => ({ kind: 'region', regionId }) as const
const over: WhoseCall = { ...FRESH_CALL, end: 'asked', endedAt: AT }

/** So many firms of a region wait, the last one for longest. */
async function waiting(db: Db, regionId: string, count: number): Promise<void> {
  await db.transaction(inRegion(regionId), async (tx) => {
    for (let place = 0; place < count; place++)
      await waitForCall(tx, { regionId, firmId: `${regionId}-${place}` }, FRESH_CALL, AT - place * MINUTE)
  })
}
const handedOut = (db: Db, regionId: string, atOnce: number): Promise<string[]> =>
  db.transaction(inRegion(regionId), (tx) => handOutCalls(tx, regionId, { atOnce, at: AT }))
const ended = (db: Db, regionId: string, firmId: string): Promise<void> =>
  db.transaction({ kind: 'firm', regionId, firmId }, (tx) => saveCall(tx, firmId, over))

describe('firms that the desk is to telephone', () => {
  it('are before it so many at a time, in a region of a thousand, whoever has waited longest first', async () => {
    const db = await testDatabase()
    await waiting(db, 'iwate', 1_000)
    await waiting(db, 'miyagi', 3)
    expect((await handedOut(db, 'iwate', 3)).toSorted()).toEqual(['iwate-997', 'iwate-998', 'iwate-999'])
    expect(await handedOut(db, 'iwate', 3)).toEqual([])
    await ended(db, 'iwate', 'iwate-998')
    expect(await handedOut(db, 'iwate', 3)).toEqual(['iwate-996'])
    // Of whom there are more than are wanted now.
    expect(await handedOut(db, 'iwate', 0)).toEqual([])
    expect(await handedOut(db, 'miyagi', 10)).toHaveLength(3)
  })

  it('wait once, whatever became of the call, unless it was before nobody', async () => {
    const db = await testDatabase()
    await waiting(db, 'iwate', 1)
    await handedOut(db, 'iwate', 1)
    await ended(db, 'iwate', 'iwate-0')
    await waiting(db, 'iwate', 1)
    expect(await handedOut(db, 'iwate', 1)).toEqual([])
    const call = () => db.transaction(inRegion('iwate'), (tx) => callOf(tx, 'iwate-0'))
    expect(await call()).toEqual({ ...over, isHandedOut: true })
    await db.transaction(inRegion('iwate'), (tx) => dropCall(tx, 'iwate-0'))
    await waiting(db, 'iwate', 1)
    expect(await call()).toEqual({ ...FRESH_CALL, isHandedOut: false })
    expect(await handedOut(db, 'iwate', 1)).toEqual(['iwate-0'])
  })
})
