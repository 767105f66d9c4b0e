import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { sweep } from '#db/retention.ts'
import { goneBefore } from '#engine/retention.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { begin, type Coming, dueOf } from '../recurrence.ts'

const LANE = 'retention'
const NIGHTLY: Coming = { kind: LANE, key: LANE, lane: LANE, regionId: null, firmId: null, says: {} }

/** Each night, what is kept no longer goes (domain §5.3). */
export async function retention(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { now, calendar } = app
  const due = await dueOf(tx, job, app, NIGHTLY)
  if (!due) return
  await due.done()
  const taken = await sweep(tx, (table) => goneBefore(table, now, calendar.timezone))
  if (Object.keys(taken).length === 0) return
  const line = { regionId: '', firmId: null, subject: LANE, at: now, actor: 'otasuke' }
  await note(tx, { ...line, what: 'retention-applied', params: taken, reason: null })
}

/** Once there is a program, there is a next night. In the system scope. */
export const beginRetention = (tx: Tx, app: FlowContext): Promise<void> => begin(tx, app, NIGHTLY)
