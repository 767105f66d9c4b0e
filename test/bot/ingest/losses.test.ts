import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { markLosses } from '#bot/ingest/losses.ts'
import { upsertAlerts } from '#db/alerts.ts'
import { type Db, query } from '#db/door.ts'
import type { DetectedAlert } from '#engine/alert.ts'
import type { HealthEvent } from '#engine/event.ts'
import { createHealthLog, type HealthHour } from '#engine/sensor-health.ts'
import { alert } from '../../support/alert.ts'
import { testDatabase } from '../../support/database.ts'
import { HOUR, health, MINUTE, MORNING } from '../../support/events.ts'

const NOW = MORNING + 5 * HOUR
const ids = (firmId: string) => ({ regionId: 'iwate', firmId })

/** What one batch raised, and what was said in it of the sensor. */
interface Worked {
  alerts?: DetectedAlert[]
  said?: HealthEvent[]
  sensorId?: string
}

async function works(
  db: Db,
  firmId: string,
  { alerts = [], said = [], sensorId = 'office' }: Worked,
): Promise<string[]> {
  const owner = { ...ids(firmId), sensorId, at: NOW, isMonitored: () => false }
  return db.transaction({ kind: 'firm', ...ids(firmId) }, async (tx) => {
    await upsertAlerts(tx, owner, alerts)
    const told = said.length > 0 ? [{ sensorId, hours: hoursOf(said) }] : []
    return markLosses(tx, ids(firmId), { health: told, raised: alerts.map(({ id }) => id), at: NOW })
  })
}

const hoursOf = (said: readonly HealthEvent[]): HealthHour[] => {
  const log = createHealthLog()
  log.note(said)
  return log.hours()
}

const marksOf = (db: Db, firmId: string): Promise<{ id: string; share: number | null }[]> =>
  db.transaction({ kind: 'firm', ...ids(firmId) }, (tx) =>
    query(tx, sql`select id, lost_share as share from alerts order by id`),
  )

const seen = (id: string, from: number, until: number): DetectedAlert =>
  alert({ id, firstSeenAt: MORNING + from * MINUTE, lastSeenAt: MORNING + until * MINUTE })
const grown = (minutes: number, total: number, lost: number): HealthEvent =>
  health({ at: MORNING + minutes * MINUTE, startedAt: MORNING - 48 * HOUR, isSinceStart: true, total, lost })

/** 10:00 to 11:00 whole, 11:00 to 12:00 with 4 % lost, 12:00 to 13:00 with 2 % lost. */
const READINGS = [
  grown(0, 100_000, 0),
  grown(59, 110_000, 50),
  grown(90, 115_000, 250),
  grown(119, 120_000, 450),
  grown(150, 125_000, 550),
  grown(179, 130_000, 650),
]
const ALERTS = [seen('a', 5, 50), seen('b', 55, 65), seen('c', 70, 130), seen('d', 125, 140), seen('e', 185, 190)]
const MARKS = [
  { id: 'a', share: null },
  { id: 'b', share: 0.04 },
  { id: 'c', share: 0.04 },
  { id: 'd', share: 0.02 },
  { id: 'e', share: null },
]

describe('alerts of an hour in which a sensor lost packets', () => {
  it('bear the mark, whatever came first, in whatever pieces, and however often', async () => {
    const db = await testDatabase()
    const inPieces: Worked[] = READINGS.map((reading) => ({ said: [reading] }))
    const found: Worked[] = ALERTS.map((one) => ({ alerts: [one] }))
    const runs: Record<string, Worked[]> = {
      whole: [{ alerts: ALERTS, said: READINGS }],
      pieces: [...inPieces, ...found],
      late: [...found, ...inPieces],
      backwards: [...inPieces.toReversed(), ...found.toReversed()],
      mixed: found.flatMap((one, place) => [inPieces[5 - place] ?? {}, one, inPieces[place] ?? {}]),
      again: [...inPieces, ...found, { said: READINGS }, ...inPieces.toReversed(), { alerts: ALERTS }],
    }
    for (const [firmId, run] of Object.entries(runs)) {
      for (const one of run) await works(db, firmId, one)
      if (firmId === 'mixed') await works(db, firmId, { said: READINGS })
      expect(await marksOf(db, firmId), firmId).toEqual(MARKS)
    }
  })

  it('are named when their mark changes, and only then', async () => {
    const db = await testDatabase()
    expect(await works(db, 'sasaki', { alerts: ALERTS })).toEqual([])
    expect(await works(db, 'sasaki', { said: READINGS })).toEqual(['b', 'c', 'd'])
    expect(await works(db, 'sasaki', { said: READINGS })).toEqual([])
    expect(await works(db, 'sasaki', { alerts: ALERTS })).toEqual([])
  })

  it('are those of all the firm’s sensors, by the worst of them, and of no other firm', async () => {
    const db = await testDatabase()
    for (const firmId of ['sasaki', 'nanbu']) await works(db, firmId, { alerts: [seen('c', 70, 80)] })
    await works(db, 'sasaki', { said: READINGS })
    const atHome = [grown(61, 1_000, 0), grown(90, 2_000, 300)]
    await works(db, 'sasaki', { said: atHome, sensorId: 'home' })
    expect(await marksOf(db, 'sasaki')).toEqual([{ id: 'c', share: 0.3 }])
    expect(await marksOf(db, 'nanbu')).toEqual([{ id: 'c', share: null }])
  })

  it('are judged by hours that are kept for two months', async () => {
    const db = await testDatabase()
    const long = 70 * 24 * HOUR
    const ago = [grown(0, 1_000, 0), grown(5, 2_000, 100)].map((one) => ({ ...one, at: one.at - long, startedAt: 0 }))
    await works(db, 'sasaki', { said: ago })
    await works(db, 'sasaki', { said: READINGS })
    const kept = await db.transaction({ kind: 'firm', ...ids('sasaki') }, (tx) =>
      query<{ hours: number }>(tx, sql`select count(*)::int as hours from sensor_hours`),
    )
    expect(kept).toEqual([{ hours: 3 }])
  })
})
