import type { Tx } from '#db/door.ts'
import type { MonthProgress } from '#db/health-checks.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import { arm } from '#db/timers.ts'
import type { Text } from '#engine/message.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { monthParam } from './texts.ts'

/** A run of fewer is over before anybody has looked. */
export const WATCHED_MIN = 50
const EVERY_MS = 15_000

/** From now on operations sees how far the month's run is, in one message that is edited in place. */
export const watchProgress = (tx: Tx, from: number, regionId: string, month: string): Promise<void> =>
  arm(tx, {
    ...{ key: `health-progress:${regionId}`, lane: `health-progress:${regionId}`, kind: 'health-progress' },
    ...{ dueAt: from + EVERY_MS, payload: { month }, regionId, firmId: null },
  })

export function progressLine(
  app: FlowContext,
  region: Region,
  month: string,
  { firms, approved, sent, waiting, desk }: MonthProgress,
): OutboxEntry {
  const params = { month: monthParam(month), firms, approved, sent: sent - waiting, waiting, desk }
  const text: Text = { key: 'operations.health.progress', params }
  const place = { regionId: region.id, firmId: null, locale: region.locale }
  const card = toChannel(app, 'operations', place, operationsCard(text))
  return { ...card, stickyKey: `health-progress:${region.id}:${month}` }
}
