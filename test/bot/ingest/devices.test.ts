import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { keepDevices } from '#bot/ingest/devices.ts'
import { listAssets } from '#db/device-sightings.ts'
import { type Db, query } from '#db/door.ts'
import { addSensor } from '#db/sensors.ts'
import { addSite } from '#db/sites.ts'
import { createSightingLog } from '#engine/device-sightings.ts'
import type { AddressEvent, SensorEvent } from '#engine/event.ts'
import { testDatabase } from '../../support/database.ts'
import { address, HOUR, http, MORNING } from '../../support/events.ts'

const NOW = MORNING + 5 * HOUR
const DAY = 24 * HOUR
const [KEIRI, SOKO] = ['00:50:56:aa:bb:01', '00:50:56:aa:bb:02']
const ids = (firmId: string) => ({ regionId: 'iwate', firmId })

/** An office with two sensors, and a home with one, at each firm. */
async function firms(...firmIds: string[]): Promise<Db> {
  const db = await testDatabase()
  await db.transaction({ kind: 'system' }, async (tx) => {
    await query(
      tx,
      sql`insert into regions (id, name, timezone, locale, created_at) values ('iwate', '岩手', 'Asia/Tokyo', 'ja', now())`,
    )
    for (const firmId of firmIds) {
      await query(
        tx,
        sql`insert into firms (id, region_id, name, created_at) values (${firmId}, 'iwate', ${firmId}, now())`,
      )
      for (const [siteId, kind, sensors] of [
        ['office', 'office', ['a', 'b']],
        ['home', 'home', ['c']],
      ] as const) {
        const id = `${firmId}-${siteId}`
        await addSite(tx, { id, ...ids(firmId), name: siteId, kind, homeNetworks: [], at: NOW })
        for (const sensor of sensors)
          await addSensor(tx, {
            id: `${firmId}-${sensor}`,
            ...ids(firmId),
            siteId: id,
            type: 'office',
            tokenHash: `${firmId}${sensor}`,
            at: NOW,
          })
      }
    }
  })
  return db
}

const keeps = (db: Db, firmId: string, events: readonly SensorEvent[], { sensor = 'a', at = NOW } = {}) => {
  const log = createSightingLog()
  log.note(events)
  const devices = [{ sensorId: `${firmId}-${sensor}`, sightings: log.sightings() }]
  return db.transaction({ kind: 'firm', ...ids(firmId) }, (tx) => keepDevices(tx, ids(firmId), { devices, at }))
}

const kept = (db: Db, firmId: string): Promise<object[]> =>
  db.transaction({ kind: 'firm', ...ids(firmId) }, (tx) =>
    query(
      tx,
      sql`select replace(site_id, ${`${firmId}-`}::text, '') as site, ip, mac, name, via, day::text as day, extract(epoch from first_seen_at)::float8 * 1000 as "from", extract(epoch from last_seen_at)::float8 * 1000 as until
      from device_sightings order by 1, 2, 3, 4, 5, 6`,
    ),
  )

const TOLD = [
  address({ mac: KEIRI, at: MORNING }),
  address({ mac: KEIRI, at: MORNING, source: '', name: 'KEIRI-PC' }),
  address({ mac: KEIRI, at: MORNING + 2 * HOUR }),
  address({ mac: SOKO, at: MORNING + 3 * HOUR, name: 'SOKO-PC' }),
  address({ mac: SOKO, at: MORNING - DAY, via: 'arp' }),
]

describe('what is kept of devices', () => {
  it('is the same whatever came first, in whatever pieces, however often', async () => {
    const runs: Record<string, AddressEvent[][]> = {
      whole: [TOLD],
      pieces: TOLD.map((one) => [one]),
      backwards: TOLD.toReversed().map((one) => [one]),
      again: [TOLD, TOLD.slice(2), TOLD.toReversed(), TOLD],
    }
    const db = await firms(...Object.keys(runs))
    for (const [firmId, run] of Object.entries(runs)) for (const events of run) await keeps(db, firmId, events)
    expect(await kept(db, 'whole')).toHaveLength(4)
    for (const firmId of Object.keys(runs)) expect(await kept(db, firmId), firmId).toEqual(await kept(db, 'whole'))
  })

  it('is news once, and then only that it was seen again', async () => {
    const db = await firms('sasaki')
    expect(await keeps(db, 'sasaki', TOLD.slice(0, 2))).toEqual(['192.168.1.23'])
    expect(await keeps(db, 'sasaki', TOLD.slice(0, 3))).toEqual([])
  })

  it('is of the site, by whichever of its sensors, and not of another site', async () => {
    const db = await firms('sasaki')
    for (const sensor of ['a', 'b', 'c']) await keeps(db, 'sasaki', TOLD.slice(0, 1), { sensor })
    expect((await kept(db, 'sasaki')).map((row) => (row as { site: string }).site)).toEqual(['home', 'office'])
  })

  it('is told by what kind of device programs say that it is, where its address was its alone that day', async () => {
    const db = await firms('sasaki')
    const [WINDOWS, IPHONE] = ['Mozilla/5.0 (Windows NT 10.0)', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6)']
    const said = (userAgent: string, at: number): SensorEvent => http({ source: '192.168.1.23', userAgent, at })
    const kinds = async (): Promise<unknown> =>
      db.transaction({ kind: 'firm', ...ids('sasaki') }, async (tx) =>
        (await listAssets(tx, { firmId: 'sasaki', limit: 9 })).items.map(({ mac, kinds }) => [mac, ...kinds]).sort(),
      )
    // On the first day one device has the address, on the second two take turns; from outside nobody is listened to.
    await keeps(db, 'sasaki', [...TOLD.slice(0, 2), said(WINDOWS, MORNING + HOUR), said(IPHONE, MORNING + DAY)])
    await keeps(db, 'sasaki', [http({ source: '203.0.113.5', userAgent: IPHONE, at: MORNING })])
    await keeps(
      db,
      'sasaki',
      [KEIRI, SOKO].map((mac) => address({ mac, at: MORNING + DAY })),
    )
    expect(await kinds()).toEqual([[KEIRI, 'windows'], [SOKO]])
    expect(await kept(db, 'sasaki')).toHaveLength(6)
    // What programs say is no news of a device.
    expect(await keeps(db, 'sasaki', [said(IPHONE, MORNING + 2 * HOUR)])).toEqual([])
    expect(await kinds()).toEqual([[KEIRI, 'iphone', 'windows'], [SOKO]])
  })

  it('is two months’, and no more than a few thousand a day, whoever makes devices up', async () => {
    const db = await firms('sasaki')
    await keeps(db, 'sasaki', TOLD)
    const made = Array.from({ length: 10_000 }, (_, place) =>
      address({
        at: MORNING + HOUR,
        mac: `02:00:00:00:${(place >> 8).toString(16).padStart(2, '0')}:${(place & 255).toString(16).padStart(2, '0')}`,
      }),
    )
    for (let place = 0; place < made.length; place += 2_000) await keeps(db, 'sasaki', made.slice(place, place + 2_000))
    const rows = (await kept(db, 'sasaki')).length
    expect(rows).toBeGreaterThan(4_000)
    expect(rows).toBeLessThan(6_200)
    await keeps(db, 'sasaki', [address({ mac: KEIRI, at: MORNING + 4 * HOUR })])
    expect(await kept(db, 'sasaki')).toContainEqual(expect.objectContaining({ mac: KEIRI, until: MORNING + 4 * HOUR }))
    await keeps(db, 'sasaki', [address({ mac: KEIRI, at: NOW + 63 * DAY })], { at: NOW + 63 * DAY })
    expect(await kept(db, 'sasaki')).toHaveLength(1)
  })
})
