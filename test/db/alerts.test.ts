import { describe, expect, test } from 'vitest'
import { alertsByIds, upsertAlerts } from '#db/alerts.ts'
import type { Db } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addRegion } from '#db/regions.ts'
import type { Alert } from '#engine/alert.ts'
import { alert } from '../support/alert.ts'
import { testDatabase } from '../support/database.ts'

const AT = Date.UTC(2026, 10, 24, 1)
const owner = { regionId: 'iwate', firmId: 'sasaki', sensorId: null, at: AT, isMonitored: () => false }

async function firmIn(db: Db): Promise<void> {
  await db.transaction({ kind: 'system' }, (tx) =>
    addRegion(tx, { id: 'iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: AT }),
  )
  await db.transaction({ kind: 'region', regionId: 'iwate' }, (tx) =>
    addFirm(tx, {
      id: 'sasaki',
      regionId: 'iwate',
      name: '佐々木水産',
      industry: null,
      employees: null,
      pcs: null,
      phone: null,
      at: AT,
    }),
  )
}

async function storedAfter(db: Db, writes: readonly Partial<Alert>[]): Promise<Partial<Alert> | undefined> {
  return db.transaction({ kind: 'system' }, async (tx) => {
    for (const changes of writes) await upsertAlerts(tx, owner, [alert(changes)])
    const [stored] = await alertsByIds(tx, 'sasaki', ['alert-1'])
    return stored
  })
}

describe('a stored alert', () => {
  test('grows, stays the same when it is told again, and never shrinks', async () => {
    const db = await testDatabase()
    await firmIn(db)
    const small = { count: 12, severity: 'low', reason: 'twelve' } as const
    const large = { count: 1_399, severity: 'medium', reason: 'many' } as const
    expect(await storedAfter(db, [small])).toMatchObject(small)
    expect(await storedAfter(db, [large])).toMatchObject(large)
    expect(await storedAfter(db, [large])).toMatchObject(large)
    expect(await storedAfter(db, [small])).toMatchObject(large)
  })
})
