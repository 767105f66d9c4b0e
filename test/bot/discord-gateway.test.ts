import { expect, test, vi } from 'vitest'
import type { Sessions } from '#adapters/discord/index.ts'
import { keepGateway } from '#bot/discord-gateway.ts'
import { createLog } from '#bot/log.ts'
import { openDatabase } from '#db/door.ts'
import { holdLease } from '#db/lease.ts'
import { ownerOf } from '#db/node-life.ts'
import { openTestDatabase, testDatabase } from '../support/database.ts'

const LEASE_MS = 60_000
const system = { kind: 'system' } as const
const log = createLog({ level: 'silent' })

/** A gateway that tells whether it is open, and gives what its session was when it was opened. */
function door() {
  const opened: unknown[] = []
  const state = { isOpen: false, opened, sessions: undefined as Sessions | undefined }
  const openGateway = async (sessions: Sessions) => {
    opened.push(await sessions.load())
    Object.assign(state, { isOpen: true, sessions })
    return {
      stop: async () => {
        state.isOpen = false
      },
    }
  }
  return { state, openGateway }
}

test('one of two keepers runs the gateway, and the next goes on with the session where it was left', async () => {
  const db = await testDatabase()
  const [first, second] = [door(), door()]
  const keep = (one: ReturnType<typeof door>) => keepGateway({ db, listener: one, applicationId: '1', log })
  const firstKeeper = keep(first)
  await vi.waitFor(() => expect(first.state.isOpen).toBe(true))
  const waiting = keep(second)
  await waiting.stop()
  expect(second.state.opened).toEqual([])
  await first.state.sessions?.save({ sessionId: 's', sequence: 7 })
  await firstKeeper.stop()
  expect(first.state.isOpen).toBe(false)
  const secondKeeper = keep(second)
  await vi.waitFor(() => expect(second.state.opened).toEqual([{ sessionId: 's', sequence: 7 }]))
  await secondKeeper.stop()
})

test('a lease is kept by whoever holds it, and free as soon as that node has ended', async () => {
  const { db, options, drop } = await openTestDatabase()
  const hold = (on: typeof db, name: string, leaseMs = LEASE_MS) =>
    on.transaction(system, (tx) => holdLease(tx, 'gateway', ownerOf(on.nodeId, name), leaseMs))
  expect([await hold(db, 'first'), await hold(db, 'second'), await hold(db, 'first', -1)]).toEqual([true, false, true])
  // What is over is free, whoever lives.
  expect([await hold(db, 'second'), await hold(db, 'first')]).toEqual([true, false])
  await db.close()
  const next = await openDatabase(options)
  expect(await hold(next, 'third')).toBe(true)
  await next.close()
  await drop()
})
