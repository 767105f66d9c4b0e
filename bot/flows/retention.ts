import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { sweep } from '#db/retention.ts'
import { arm, armOnce } from '#db/timers.ts'
import { goneBefore, nextSweepAt } from '#engine/retention.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

const LANE = 'retention'

/** Each night, what is kept no longer goes (domain §5.3). */
export async function retention(tx: Tx, _: InboxRow, app: FlowContext): Promise<void> {
  const { now, calendar } = app
  await arm(tx, timerAt(app))
  const taken = await sweep(tx, (table) => goneBefore(table, now, calendar.timezone))
  if (Object.keys(taken).length === 0) return
  const line = { regionId: '', firmId: null, subject: LANE, at: now, actor: 'otasuke' }
  await note(tx, { ...line, what: 'retention-applied', params: taken, reason: null })
}

/** Once there is a program, there is a next night. In the system scope. */
export const beginRetention = (tx: Tx, app: Pick<FlowContext, 'now' | 'calendar'>): Promise<void> =>
  armOnce(tx, timerAt(app))

const timerAt = ({ now, calendar }: Pick<FlowContext, 'now' | 'calendar'>) => ({
  ...{ key: LANE, lane: LANE, kind: LANE, payload: {}, regionId: null, firmId: null },
  dueAt: nextSweepAt(now, calendar.timezone),
})
