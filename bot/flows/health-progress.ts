import { enter, type Tx } from '#db/door.ts'
import { progressOf } from '#db/health-checks.ts'
import { enqueue } from '#db/outbox.ts'
import { isOpen, nextOpen } from '#engine/calendar/calendar.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { progressLine, watchProgress } from '../health/progress.ts'

/**
 * How far a month's run is, again and again while something of it is on its way; what waits for a person is not, and what
 * rests for the night is in the morning.
 */
export async function healthProgress(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { month } = job.payload as { month: string }
  const region = await regionOf(tx, job.regionId ?? '')
  await enter(tx, { kind: 'system' })
  const progress = await progressOf(tx, region.id, month)
  const isNight = !isOpen(app.daytime, app.now)
  if (progress.waiting + progress.inWork > 0) await watchProgress(tx, app.now, region.id, month)
  else if (isNight && progress.resting > 0) await watchProgress(tx, nextOpen(app.daytime, app.now), region.id, month)
  await enqueue(tx, [progressLine(app, region, month, progress)])
}
