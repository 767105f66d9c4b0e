import { describe, expect, it } from 'vitest'
import type { Db } from '#db/door.ts'
import { findQuota, QUOTA_DEFAULT, reserve, setQuota, settle, spentBy } from '#db/quota.ts'
import { addRegion } from '#db/regions.ts'
import { PRIORITIES, type Priority } from '#engine/message.ts'
import { capFor, OPEN_SHARES, PLANS } from '#engine/quota.ts'
import { chance } from '../support/answered.ts'
import { testDatabase } from '../support/database.ts'

const system = { kind: 'system' } as const
const REGION = 'iwate'
const open = (priority: Priority): number | null => (priority === 'incident' ? null : OPEN_SHARES[priority])

async function region(): Promise<Db> {
  const db = await testDatabase()
  await db.transaction(system, (tx) =>
    addRegion(tx, { id: REGION, name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: 0 }),
  )
  return db
}

const FIRMS = 133
/** What one firm would be sent in a month that is too loud for the plan: 5,500 pushes in all, an incident's among them. */
const A_MONTH: Readonly<Record<Exclude<Priority, 'incident'>, number>> = {
  notice: 12,
  conversation: 20,
  report: 1,
  campaign: 2,
}
/** A wave of break-ins at the very end of each month, when everything else has gone out. */
const INCIDENTS = 400

interface Year {
  incidents: { wanted: number; sent: number }
  others: { wanted: number; sent: number }
  endedAt: number[]
}

/** Twelve months of a region, day by day, in the ledger itself. */
async function year(db: Db, reserveShare: number): Promise<Year> {
  const roll = chance(7)
  const lived: Year = { incidents: { wanted: 0, sent: 0 }, others: { wanted: 0, sent: 0 }, endedAt: [] }
  for (let month = Temporal.PlainYearMonth.from('2026-01'); month.year < 2027; month = month.add({ months: 1 })) {
    await db.transaction(system, (tx) => setQuota(tx, REGION, month.toString(), { limit: PLANS.light, reserveShare }))
    for (let day = 1; day <= month.daysInMonth; day++) {
      const date = month.toPlainDate({ day }).toString()
      const wave = day > month.daysInMonth - 3 ? Math.round(INCIDENTS / 3) : Math.round(roll() * 3)
      const wanted = wantedOn(day, month.daysInMonth, roll)
      await db.transaction(system, async (tx) => {
        for (const priority of PRIORITIES) {
          const pushes = priority === 'incident' ? wave : wanted[priority]
          const of = priority === 'incident' ? lived.incidents : lived.others
          of.wanted += pushes
          of.sent += await sendUpTo(pushes, async (some) => {
            const wish = { regionId: REGION, month: month.toString(), openShare: open(priority), pushes: some }
            if (!(await reserve(tx, wish))) return false
            await settle(tx, { regionId: REGION, day: date, priority, pushes: some })
            return true
          })
        }
      })
    }
    const ended = await db.transaction(system, (tx) => findQuota(tx, REGION, month.toString()))
    lived.endedAt.push(ended?.settled ?? 0)
  }
  return lived
}

/** Health checks and campaigns come in the month’s first weeks, everything else on every day. */
function wantedOn(day: number, days: number, roll: () => number): Record<Exclude<Priority, 'incident'>, number> {
  const daily = (each: number): number => Math.round(((FIRMS * each) / days) * (0.5 + roll()))
  const once = (on: number, each: number): number => (day === on ? FIRMS * each : 0)
  return {
    notice: daily(A_MONTH.notice),
    conversation: daily(A_MONTH.conversation),
    report: once(2, A_MONTH.report),
    campaign: once(11, 1) + once(21, 1),
  }
}

/** As many of them as there is room for; they leave one by one, and are tried in halves. */
async function sendUpTo(pushes: number, send: (some: number) => Promise<boolean>): Promise<number> {
  if (pushes === 0) return 0
  if (await send(pushes)) return pushes
  if (pushes === 1) return 0
  const half = Math.ceil(pushes / 2)
  const sent = await sendUpTo(half, send)
  return sent < half ? sent : sent + (await sendUpTo(pushes - half, send))
}

describe('133 firms on the plan of 5,000, through twelve months that are too loud for it', () => {
  it('never lack an incident’s push, and no month goes over', async () => {
    const { incidents, others, endedAt } = await year(await region(), QUOTA_DEFAULT.reserveShare)
    expect(incidents.sent).toBe(incidents.wanted)
    expect(incidents.wanted).toBeGreaterThan(12 * INCIDENTS - 12 * 3)
    expect(others.sent).toBeLessThan(others.wanted)
    expect(Math.max(...endedAt)).toBeLessThanOrEqual(PLANS.light)
  })

  it('would lack hundreds without the reserve', async () => {
    const { incidents } = await year(await region(), 0)
    expect(incidents.wanted - incidents.sent).toBeGreaterThan(200)
  })
})

it('the ledger lets out as many of each kind as the rule says, and not one more', async () => {
  const db = await region()
  const settings = { limit: 50, reserveShare: 0.2 }
  for (const priority of PRIORITIES) {
    const month = `2026-0${PRIORITIES.indexOf(priority) + 1}`
    await db.transaction(system, (tx) => setQuota(tx, REGION, month, settings))
    let sent = 0
    const one = () =>
      db.transaction(system, (tx) => reserve(tx, { regionId: REGION, month, openShare: open(priority) }))
    while (await one()) sent += 1
    expect([priority, sent]).toEqual([priority, capFor(settings, priority)])
  }
})

it('what is left of a month is foretold from the same days of the month before', async () => {
  const db = await region()
  const send = (day: string, pushes: number) =>
    db.transaction(system, async (tx) => {
      await reserve(tx, { regionId: REGION, month: day.slice(0, 7), openShare: null, pushes })
      await settle(tx, { regionId: REGION, day, priority: 'report', pushes })
    })
  const spent = (day: string) => db.transaction(system, (tx) => spentBy(tx, REGION, day))
  expect(await spent('2026-11-15')).toEqual({ used: 0, lastWeek: 0, restOfLastMonth: undefined })
  await send('2026-11-02', 100)
  await send('2026-11-14', 7)
  expect(await spent('2026-11-15')).toEqual({ used: 107, lastWeek: 7, restOfLastMonth: undefined })
  await send('2026-10-15', 1_000)
  await send('2026-10-16', 30)
  await send('2026-10-31', 3)
  await send('2026-09-30', 9_000)
  expect(await spent('2026-11-15')).toEqual({ used: 107, lastWeek: 7, restOfLastMonth: 33 })
  // A plan stays for the months to come.
  await db.transaction(system, (tx) => setQuota(tx, REGION, '2026-11', { limit: 30_000, reserveShare: 0.1 }))
  expect(await db.transaction(system, (tx) => findQuota(tx, REGION, '2026-12'))).toEqual({
    ...{ limit: 30_000, reserveShare: 0.1, reserved: 0, settled: 0 },
  })
})
