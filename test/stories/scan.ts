import { upsertAlerts } from '#db/alerts.ts'
import { receive } from '#db/inbox.ts'
import { alert } from '../support/alert.ts'
import type { Story } from './world.ts'

/** Somebody scans the PC 192.168.1.23: the detector's finding, as it is stored and handed on to be folded. */
export async function scan({ app, regionId, firmId, clock, settle }: Story, { count = 12 } = {}): Promise<void> {
  const at = clock.now()
  const found = alert({ id: 'scan-1', count, firstSeenAt: at - 60_000, lastSeenAt: at })
  await app.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
    await upsertAlerts(tx, { regionId, firmId, sensorId: null, at }, [found])
    await receive(tx, [
      {
        lane: `fold:${firmId}`,
        kind: 'alerts',
        account: 'detector',
        eventId: `scan:${count}`,
        regionId,
        firmId,
        payload: { alertIds: [found.id] },
        at,
      },
    ])
  })
  await settle()
}
