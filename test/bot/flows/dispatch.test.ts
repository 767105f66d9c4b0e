import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { dispatchLane } from '#bot/dispatch/lanes.ts'
import { dispatch } from '#bot/flows/dispatch.ts'
import { createLog } from '#bot/log.ts'
import { createWorker } from '#bot/work.ts'
import { findDispatch, visitUnderWay } from '#db/dispatches.ts'
import { type Db, query, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { PersonRef } from '#engine/case.ts'
import type { DispatchEvent } from '#engine/dispatch.ts'
import { testDatabase } from '#test/support/database.ts'
import { flowContext } from '#test/support/flow-context.ts'
import { proofRuns } from '#test/support/proof.ts'
import { AT, CROWD, furnish, happens, offered, taps } from './crowd.ts'

const system = { kind: 'system' } as const

const context = () => flowContext({ now: AT })

const workerOn = (db: Db) =>
  createWorker({ db, flows: { dispatch }, context, onParked: async () => {}, log: createLog({ level: 'silent' }) })

/** Somebody of the vendor's has come to it. */
async function visited(tx: Tx, id: string, by: PersonRef): Promise<void> {
  await offered(tx, id)
  await happens(tx, id, [
    { kind: 'taken', vendorId: 'vendor-0', name: 'vendor-0', at: AT, by },
    ...[1, 2].map((startsAt): DispatchEvent => ({ kind: 'date-offered', startsAt, at: AT, by })),
    { kind: 'booked', startsAt: 1, at: AT, by },
    { kind: 'departed', at: AT, by },
    { kind: 'arrived', at: AT, by },
  ])
}

it('of a hundred fingers on one job, worked by two at once, one wins and each of the others hears so', async () => {
  const db = await testDatabase()
  await db.transaction(system, furnish)
  for (let run = 0; run < proofRuns(1, 100); run++) {
    const id = `dispatch_${run}`
    const first = run % CROWD.length
    const vendors = [...CROWD.slice(first), ...CROWD.slice(0, first)]
    await db.transaction(system, async (tx) => {
      await offered(tx, id)
      await receive(tx, taps(id, vendors))
    })
    await Promise.all([workerOn(db).drain(), workerOn(db).drain()])
    const kinds = await db.transaction(system, (tx) =>
      query<{ kind: string; by: string }>(
        tx,
        sql`select event->>'kind' as kind, event->'by'->>'personId' as by from dispatch_events where dispatch_id = ${id} order by seq`,
      ),
    )
    expect(kinds.filter(({ kind }) => kind === 'taken')).toEqual([{ kind: 'taken', by: vendors[0] }])
    const stored = await db.transaction(system, (tx) => findDispatch(tx, id))
    expect(stored?.dispatch.winner?.vendorId).toBe(vendors[0])
    const told = await db.transaction(system, (tx) =>
      query<{ address: string }>(
        tx,
        sql`select address from outbox where subject = ${dispatchLane(id)} and message->'fallback'->>'key' = 'visit.refused.taken'`,
      ),
    )
    expect(new Set(told.map(({ address }) => address))).toEqual(new Set(vendors.slice(1)))
  }
})

it('what somebody photographs belongs to where they came themselves, whoever else of theirs is out', async () => {
  const db = await testDatabase()
  const [murakami, kikuchi] = [
    { personId: 'murakami', name: '村上' },
    { personId: 'kikuchi', name: '菊池' },
  ]
  await db.transaction(system, async (tx) => {
    await furnish(tx)
    await visited(tx, 'here', murakami)
    await visited(tx, 'there', kikuchi)
    const at = async (personId: string) => (await visitUnderWay(tx, { vendorId: 'vendor-0', personId }))?.id
    expect([await at('murakami'), await at('kikuchi'), await at('yamada')]).toEqual(['here', 'there', undefined])
  })
})
