import { expect, it } from 'vitest'
import { countFirms } from '#bot/health/count.ts'
import { assignCase, upsertAlerts } from '#db/alerts.ts'
import { saveAsset } from '#db/assets.ts'
import { insertCase, saveCase } from '#db/cases.ts'
import { joinSightings } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { foundInRegion, insertDrafts } from '#db/health-checks.ts'
import { lowCasesOf } from '#db/health-review.ts'
import { addRegion } from '#db/regions.ts'
import { noteHeard } from '#db/sensor-days.ts'
import { saveHours } from '#db/sensor-hours.ts'
import { addSensor } from '#db/sensors.ts'
import { addSite } from '#db/sites.ts'
import { setTrafficCounts } from '#db/traffic.ts'
import { apply, unheardOf } from '#engine/asset.ts'
import type { Case } from '#engine/case.ts'
import { slotOf } from '#engine/coverage.ts'
import { middleOf } from '#engine/health-comparison.ts'
import { alert } from '../support/alert.ts'
import { testDatabase } from '../support/database.ts'
import { healthDraft } from '../support/health.ts'

const at = (moment: string): number => Date.parse(`2026-${moment}:00+09:00`)
const REGION = { id: 'iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja' }
const DAY_SLOTS = 288

async function firm(tx: Tx, firmId: string): Promise<void> {
  const ids = { regionId: 'iwate', firmId }
  const nothing = { industry: null, employees: null, pcs: null, phone: null }
  await addFirm(tx, { id: firmId, regionId: 'iwate', name: firmId, ...nothing, at: at('10-01T00:00') })
  for (const [name, id] of [
    ['事務所', `office-${firmId}`],
    ['倉庫', `store-${firmId}`],
  ] as const)
    await addSite(tx, { id, ...ids, name, kind: 'office', homeNetworks: [], at: at('10-01T00:00') })
  const sensor = {
    id: `sensor-${firmId}`,
    ...ids,
    siteId: `office-${firmId}`,
    type: 'office',
    tokenHash: firmId,
  } as const
  await addSensor(tx, { ...sensor, at: at('10-01T00:00') })
}

/** An alert in a case of its own. */
async function found(
  tx: Tx,
  firmId: string,
  day: string,
  { device = '192.168.1.23', count = 12, ...more },
): Promise<void> {
  const owner = { regionId: 'iwate', firmId, sensorId: null, at: at(`${day}T10:00`), isMonitored: () => false }
  const seen = { firstSeenAt: at(`${day}T09:00`), lastSeenAt: at(`${day}T10:00`) }
  const id = `${firmId}-${day}`
  const raised = alert({ id, device, count, ...seen, ...more })
  await upsertAlerts(tx, owner, [raised])
  const subject: Case = {
    ...{
      id: `case-${id}`,
      regionId: 'iwate',
      firmId,
      kind: raised.kind,
      device,
      windowStart: seen.firstSeenAt,
      ...seen,
    },
    ...{ state: 'closed', severity: 'low', alertCount: 1, eventCount: count, counterpart: '' },
    ...{
      claimedBy: null,
      claimedAt: null,
      decisionRevision: 1,
      next: 'nobody',
      desk: null,
      call: null,
      advisory: null,
    },
    ...{ closedAt: seen.lastSeenAt, sight: null, learned: null, lostShare: null, quietBy: null },
  }
  await insertCase(tx, subject)
  await saveCase(tx, subject)
  await assignCase(tx, firmId, [id], subject.id)
}

it('a month is counted of what is stored of it, in the region’s own days, of one firm or of all', async () => {
  const db = await testDatabase()
  await db.transaction({ kind: 'system' }, async (tx) => {
    await addRegion(tx, { ...REGION, at: at('10-01T00:00') })
    for (const id of ['sasaki', 'nanbu']) await firm(tx, id)
    const office = { regionId: 'iwate', firmId: 'sasaki', sensorId: 'sensor-sasaki' }
    // Three days of November, of which the last stopped after ten hours; and the day before the month.
    const days = (first: string, slots: number) =>
      Array.from({ length: slots }, (_, place) => slotOf(at(first)) + place)
    await noteHeard(tx, office, [...days('10-31T00:00', DAY_SLOTS), ...days('11-01T00:00', 2 * DAY_SLOTS + 120)])
    await saveHours(tx, office, [
      {
        hour: Math.floor(at('11-01T05:00') / 3_600_000),
        readings: { hour: 0, runs: [], intervals: {} },
        lostShare: 0.2,
      },
      {
        hour: Math.floor(at('11-01T06:00') / 3_600_000),
        readings: { hour: 0, runs: [], intervals: {} },
        lostShare: 0.001,
      },
    ])
    const sighting = (day: string, mac: string) => ({
      ...{ day: `2026-${day}`, ip: '192.168.1.9', mac, name: '', via: 'dhcp' as const },
      ...{ firstSeenAt: at(`${day}T10:00`), lastSeenAt: at(`${day}T10:00`) },
    })
    await joinSightings(tx, office, [
      sighting('10-31', '00:50:56:aa:bb:01'),
      sighting('11-01', '00:50:56:aa:bb:02'),
      sighting('11-02', '00:50:56:aa:bb:02'),
      sighting('11-30', '00:50:56:aa:bb:03'),
    ])
    const traffic = (day: string, count: number) => ({
      ...{ day: `2026-${day}`, kind: 'new-country' as const, device: '192.168.1.9', count, examples: [] },
    })
    await setTrafficCounts(tx, office, [traffic('10-31', 100), traffic('11-01', 2), traffic('11-30', 3)])
    await found(tx, 'sasaki', '10-31', { count: 1_000 })
    await found(tx, 'sasaki', '11-10', { source: '203.0.113.9' })
    await found(tx, 'sasaki', '11-11', { source: '192.168.1.23' })
    await found(tx, 'nanbu', '11-12', {})
  })
  const count = (firmId: string | null) =>
    db.transaction({ kind: 'region', regionId: 'iwate' }, (tx) =>
      countFirms(tx, { region: REGION, firmId, month: '2026-11', now: at('12-01T09:00') }),
    )
  const all = await count(null)
  expect(all.get('sasaki')).toMatchObject({
    ...{ devices: 2, securityEvents: 24, trafficEvents: 5, threats: 2, habits: 0, graveOpen: 0, graveClosed: 0 },
    unseen: { dark: [{ site: '事務所', days: 28 }], bare: ['倉庫'], lossyHours: 1 },
  })
  expect(all.get('sasaki')?.coverage).toBeCloseTo((2 * DAY_SLOTS + 120) / (30 * DAY_SLOTS), 5)
  const counts = all.get('sasaki')?.findings.map(({ finding, count: found }) => [finding, found])
  // From outside, and from the firm's own device.
  expect(counts?.slice(0, 2)).toEqual([
    ['suspicious-traffic', 1],
    ['outside-attempt', 1],
  ])
  expect(all.get('nanbu')).toMatchObject({ coverage: 0, securityEvents: 12, threats: 1 })
  const own = await db.transaction({ kind: 'firm', regionId: 'iwate', firmId: 'sasaki' }, (tx) =>
    countFirms(tx, { region: REGION, firmId: 'sasaki', month: '2026-11', now: at('12-01T09:00') }),
  )
  expect([...own]).toEqual([['sasaki', all.get('sasaki')]])
})

it('a low case is of the device that the ledger knows behind its address then, and of none where two had it', async () => {
  const db = await testDatabase()
  const reviewed = await db.transaction({ kind: 'system' }, async (tx) => {
    await addRegion(tx, { ...REGION, at: at('10-01T00:00') })
    await firm(tx, 'sasaki')
    const office = { regionId: 'iwate', firmId: 'sasaki', sensorId: 'sensor-sasaki' }
    const macs = ['01', '02', '03'].map((end) => `00:50:56:aa:bb:${end}`)
    for (const [place, mac] of macs.entries()) {
      const owner = { personId: null, name: `owner-${mac.slice(-2)}` }
      const event = { seq: 1, at: at('10-01T00:00'), by: null, change: { kind: 'owned', owner } } as const
      const key = { id: `asset-${place}`, regionId: 'iwate', firmId: 'sasaki', mac }
      await saveAsset(tx, apply(unheardOf(key), event), event)
    }
    const list = { name: 'KEIRI', owner: { personId: null, name: 'of the list' }, place: '', os: '', ip: '', note: '' }
    const listed = { seq: 1, at: at('10-01T00:00'), by: null, change: { kind: 'listed', listed: list } } as const
    const line = unheardOf({ id: 'asset-listed', regionId: 'iwate', firmId: 'sasaki', mac: '' })
    await saveAsset(tx, apply(line, listed), listed)
    const sighting = (day: string, ip: string, mac = '', name = '') => ({
      ...{ day: `2026-${day}`, ip, mac, name, via: 'dhcp' as const },
      ...{ firstSeenAt: at(`${day}T09:00`), lastSeenAt: at(`${day}T10:00`) },
    })
    await joinSightings(tx, office, [
      sighting('11-02', '192.168.1.9', macs[1]),
      sighting('11-10', '192.168.1.9', macs[0]),
      sighting('11-10', '192.168.1.7', macs[2]),
      sighting('11-12', '192.168.1.8', macs[0]),
      sighting('11-12', '192.168.1.8', macs[2]),
      sighting('11-14', '192.168.1.4', '00:50:56:aa:bb:04'),
      sighting('11-14', '', '00:50:56:aa:bb:04', 'keiri'),
    ])
    await found(tx, 'sasaki', '11-10', { device: '192.168.1.9', count: 7 })
    await found(tx, 'sasaki', '11-12', { device: '192.168.1.8', count: 3 })
    await found(tx, 'sasaki', '11-14', { device: '192.168.1.4', count: 5 })
    await found(tx, 'sasaki', '11-20', { device: '192.168.1.9', count: 2 })
    const caseIds = ['11-10', '11-12', '11-14', '11-20', 'other'].map((day) => `case-sasaki-${day}`)
    return lowCasesOf(tx, { firmId: 'sasaki', caseIds, max: 3 })
  })
  expect(reviewed).toMatchObject({
    count: 4,
    cases: [
      { device: '192.168.1.9', eventCount: 7, state: 'closed', asset: { owner: { name: 'owner-01' } } },
      { device: '192.168.1.4', eventCount: 5, asset: { owner: { name: 'of the list' } } },
      { device: '192.168.1.8', eventCount: 3, asset: null },
    ],
  })
})

it('a month is drafted once, and a region counts those of which anything can be told', async () => {
  const db = await testDatabase()
  const drafts = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
    ...healthDraft({ id: `health-${id}`, regionId: 'iwate', firmId: id }),
    ...(id === 'f' && { grade: { letter: null, reason: 'no-sensor' } as const }),
  }))
  const inIwate = <T>(work: (tx: Tx) => Promise<T>) => db.transaction({ kind: 'region', regionId: 'iwate' }, work)
  expect(await inIwate((tx) => insertDrafts(tx, drafts))).toHaveLength(6)
  expect(
    await inIwate((tx) =>
      insertDrafts(
        tx,
        drafts.map((one) => ({ ...one, id: `${one.id}-again` })),
      ),
    ),
  ).toEqual([])
  expect(middleOf(await inIwate((tx) => foundInRegion(tx, 'iwate', '2026-11')))).toEqual({ found: 0, firms: 5 })
  const elsewhere = { kind: 'region', regionId: 'miyagi' } as const
  expect(await db.transaction(elsewhere, (tx) => foundInRegion(tx, 'iwate', '2026-11'))).toEqual([])
})
