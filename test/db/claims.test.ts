import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { claimOutboxLanes } from '#db/deliveries.ts'
import type { Db } from '#db/door.ts'
import { claimLanes, receive } from '#db/inbox.ts'
import { ownerOf } from '#db/node-life.ts'
import { enqueue } from '#db/outbox.ts'
import type { Priority } from '#engine/message.ts'
import { testDatabase } from '../support/database.ts'

const system = { kind: 'system' } as const
const WAITING = 400

const hand = (db: Db, lanes: readonly string[]): Promise<number> =>
  db.transaction(system, (tx) =>
    receive(
      tx,
      lanes.map((lane) => ({
        ...{ lane, kind: 'health-check', account: 'run', eventId: lane, regionId: null, firmId: null },
        ...{ payload: {}, at: 0 },
      })),
    ),
  )

function say(db: Db, addresses: readonly string[], priority: Priority): Promise<void> {
  const text = { typed: 'レポート' }
  return db.transaction(system, (tx) =>
    enqueue(
      tx,
      addresses.map((address) => ({
        ...{ id: randomUUID(), regionId: 'iwate', firmId: null, subject: null, priority, locale: 'ja' },
        to: { platform: 'line' as const, account: 'line', address },
        message: { purpose: 'answer' as const, fallback: text, parts: [{ kind: 'paragraph' as const, text }] },
      })),
    ),
  )
}

const many = (name: string): string[] => Array.from({ length: WAITING }, (_, place) => `${name}${place}`)

describe('behind a month’s run of thousands', () => {
  it('whoever writes is heard at once, and what has waited longest goes on', async () => {
    const db = await testDatabase()
    await hand(db, ['first'])
    await hand(db, many('health-check:'))
    await hand(db, ['chat:chiba'])
    const claimed = await db.transaction(system, (tx) => claimLanes(tx, ownerOf(db.nodeId, 'one'), 4, 60_000))
    expect(claimed).toHaveLength(4)
    expect(claimed).toContain('chat:chiba')
    expect(claimed).toContain('first')
  })

  it('an incident leaves at once, whatever has come since, and what has waited longest goes on', async () => {
    const db = await testDatabase()
    await say(db, ['first'], 'report')
    await say(db, many('a'), 'report')
    await say(db, ['sasaki'], 'incident')
    await say(db, many('b'), 'report')
    const claim = () =>
      db.transaction(system, (tx) => claimOutboxLanes(tx, ownerOf(db.nodeId, 'one'), ['line'], 8, 60_000))
    const claimed = await claim()
    expect(claimed).toHaveLength(8)
    expect(claimed).toContain('line:line:sasaki')
    expect(claimed).toContain('line:line:first')
    const again = await claim()
    expect(again).toHaveLength(8)
    expect(again.filter((lane) => claimed.includes(lane))).toEqual([])
  })

  it('a busy channel holds nobody up', async () => {
    const db = await testDatabase()
    for (let card = 0; card < 60; card++) await say(db, ['analysts'], 'notice')
    await say(db, many('a'), 'report')
    const claimed = await db.transaction(system, (tx) =>
      claimOutboxLanes(tx, ownerOf(db.nodeId, 'one'), ['line'], 8, 60_000),
    )
    expect(claimed).toContain('line:line:analysts')
    expect(claimed.length).toBeGreaterThan(4)
  })
})
