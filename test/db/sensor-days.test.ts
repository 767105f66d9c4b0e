import { describe, expect, it } from 'vitest'
import type { Db } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addRegion } from '#db/regions.ts'
import { coverageOf, daysOf, noteHeard } from '#db/sensor-days.ts'
import { addSensor, revokeSensor } from '#db/sensors.ts'
import { addSite } from '#db/sites.ts'
import { slotOf } from '#engine/coverage.ts'
import { testDatabase } from '../support/database.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** A sensor added at this moment, in a region of this time zone. */
async function sensorIn(timezone: string, addedAt: number): Promise<Db> {
  const db = await testDatabase()
  await db.transaction({ kind: 'system' }, async (tx) => {
    const ids = { regionId: 'iwate', firmId: 'sasaki' }
    await addRegion(tx, { id: 'iwate', name: '岩手', timezone, locale: 'ja', at: addedAt })
    const firm = {
      id: 'sasaki',
      regionId: 'iwate',
      name: '佐々木水産',
      industry: null,
      employees: null,
      pcs: null,
      phone: null,
    }
    await addFirm(tx, { ...firm, at: addedAt })
    await addSite(tx, { id: 'office', ...ids, name: '事務所', kind: 'office', homeNetworks: [], at: addedAt })
    await addSensor(tx, { id: 'sensor', ...ids, siteId: 'office', type: 'office', tokenHash: 'hash', at: addedAt })
  })
  return db
}

const SCOPE = { kind: 'firm', regionId: 'iwate', firmId: 'sasaki' } as const
const OFFICE = { regionId: 'iwate', firmId: 'sasaki', sensorId: 'sensor' }

const heard = (db: Db, at: number, minutes: number): Promise<void> => {
  const slots = Array.from({ length: minutes / 5 }, (_, place) => slotOf(at) + place)
  return db.transaction(SCOPE, (tx) => noteHeard(tx, OFFICE, slots))
}
const days = (db: Db, from: string, until: string, now: number) =>
  db.transaction(SCOPE, (tx) => daysOf(tx, 'sensor', { from, until, now }))

const japan = (moment: string): number => Date.parse(`2026-11-${moment}:00+09:00`)

describe('of which time a sensor was heard', () => {
  it('is counted in the region’s own days', async () => {
    const db = await sensorIn('Asia/Tokyo', japan('20T00:00'))
    await heard(db, japan('23T23:00'), 120)
    expect(await days(db, '2026-11-22', '2026-11-25', japan('25T06:00'))).toEqual([
      { day: '2026-11-22', coveredMinutes: 0, possibleMinutes: 1_440, lostShare: null },
      { day: '2026-11-23', coveredMinutes: 60, possibleMinutes: 1_440, lostShare: null },
      { day: '2026-11-24', coveredMinutes: 60, possibleMinutes: 1_440, lostShare: null },
      { day: '2026-11-25', coveredMinutes: 0, possibleMinutes: 360, lostShare: null },
    ])
  })

  it('does not grow when the same is told again, in other pieces', async () => {
    const db = await sensorIn('Asia/Tokyo', japan('24T00:00'))
    for (const [begin, minutes] of [
      ['24T09:00', 60],
      ['24T09:00', 60],
      ['24T09:30', 30],
    ] as const)
      await heard(db, japan(begin), minutes)
    expect(await days(db, '2026-11-24', '2026-11-24', japan('25T00:00'))).toMatchObject([{ coveredMinutes: 60 }])
  })

  it('is measured against the time there was: from the day it was added to its last, and not beyond now', async () => {
    const db = await sensorIn('Asia/Tokyo', japan('23T18:00'))
    await heard(db, japan('23T18:00'), 6 * 60)
    await db.transaction(SCOPE, (tx) => revokeSensor(tx, 'sensor', japan('24T06:00')))
    const now = japan('26T00:00')
    expect(await days(db, '2026-11-01', '2026-11-30', now)).toMatchObject([
      { day: '2026-11-23', possibleMinutes: 360, coveredMinutes: 360 },
      { day: '2026-11-24', possibleMinutes: 360, coveredMinutes: 0 },
    ])
    const coverage = (from: string, until: string) =>
      db.transaction(SCOPE, (tx) => coverageOf(tx, 'sensor', { from, until, now }))
    expect(await coverage('2026-11-01', '2026-11-30')).toBe(0.5)
    expect(await coverage('2026-10-01', '2026-10-31')).toBeNull()
  })

  it.each([
    ['2026-10-25', 25],
    ['2026-03-29', 23],
    ['2026-11-24', 24],
  ])('knows that %s has %i hours where clocks are set', async (day, hours) => {
    const begin = Temporal.PlainDate.from(day).toZonedDateTime('Europe/Berlin').epochMilliseconds
    const db = await sensorIn('Europe/Berlin', begin)
    const end = begin + hours * HOUR_MS
    await heard(db, begin, hours * 60)
    expect(await days(db, day, day, end + HOUR_MS)).toMatchObject([
      { possibleMinutes: hours * 60, coveredMinutes: hours * 60 },
    ])
    await heard(db, end, 5)
    expect(await days(db, day, day, end + MINUTE_MS)).toMatchObject([{ coveredMinutes: hours * 60 }])
  })

  it('is nobody’s of another firm', async () => {
    const db = await sensorIn('Asia/Tokyo', japan('24T00:00'))
    await heard(db, japan('24T00:00'), 60)
    const other = { kind: 'firm', regionId: 'iwate', firmId: 'nanbu' } as const
    const period = { from: '2026-11-24', until: '2026-11-24', now: japan('25T00:00') }
    expect(await db.transaction(other, (tx) => daysOf(tx, 'sensor', period))).toEqual([])
    await expect(db.transaction(other, (tx) => noteHeard(tx, OFFICE, [1]))).rejects.toThrow(/row-level security/)
  })
})
