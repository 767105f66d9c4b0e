import { upsertAlerts } from '#db/alerts.ts'
import { receive } from '#db/inbox.ts'
import type { DetectedAlert } from '#engine/alert.ts'
import { alert } from '../support/alert.ts'
import type { Story } from './world.ts'

/** By which sensor, where that matters. */
type Seen = Story & { sensorId?: string | null }

/** What the detector found, as it is stored and handed on to be folded: somebody scans the PC 192.168.1.23, unless told otherwise. */
export async function scan(story: Seen, { count = 12, ...changes }: Partial<DetectedAlert> = {}): Promise<void> {
  const at = story.clock.now()
  await found(story, [alert({ id: 'scan-1', count, firstSeenAt: at - 60_000, lastSeenAt: at, ...changes })])
  await story.settle()
}

/** Alerts that are stored and wait to be folded. */
export async function found(
  { app, regionId, firmId, clock, sensorId = null }: Seen,
  alerts: readonly DetectedAlert[],
): Promise<void> {
  const at = clock.now()
  await app.db.transaction({ kind: 'firm', regionId, firmId }, async (tx) => {
    await upsertAlerts(tx, { regionId, firmId, sensorId, at, isMonitored: () => false }, alerts)
    await receive(tx, [
      {
        lane: `fold:${firmId}`,
        kind: 'alerts',
        account: 'detector',
        eventId: `found:${at}:${alerts.map(({ id, count }) => `${id}=${count}`).join(' ')}`.slice(0, 500),
        regionId,
        firmId,
        payload: { alertIds: alerts.map(({ id }) => id) },
        at,
      },
    ])
  })
}
