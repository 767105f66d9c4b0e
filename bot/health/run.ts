import type { Tx } from '#db/door.ts'
import { arm, armOnce, type Timer } from '#db/timers.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import { nextRunAt } from '#engine/health-month.ts'
import { runLane } from './lanes.ts'

const timerFor = (regionId: string, dueAt: number): Timer => ({
  ...{ key: runLane(regionId), lane: runLane(regionId), kind: 'health-run', payload: { command: 'draft' } },
  ...{ dueAt, regionId, firmId: null },
})

/** A sensor stands: from now on the firms of its region are drafted month by month. */
export const runMonthly = (
  tx: Tx,
  { calendar, now }: { calendar: Calendar; now: number },
  regionId: string,
): Promise<void> => armOnce(tx, timerFor(regionId, nextRunAt(calendar, now)))

export const runNext = (tx: Tx, regionId: string, dueAt: number): Promise<void> => arm(tx, timerFor(regionId, dueAt))
