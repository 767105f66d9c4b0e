import type { Tx } from '#db/door.ts'
import { isUndecided, type PersonRef } from '#engine/case.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { CaseWork } from './work.ts'

/** Its firm leaves: nobody waits for anything any more, and an undecided case has taught nothing. */
export async function caseFirmLeft(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const work = await CaseWork.open(tx, app, job.lane.slice('case:'.length))
  if (!work || work.case.closedAt !== null) return
  await work.disarm('')
  const { case: subject } = work
  work.case = {
    ...{
      ...subject,
      state: 'closed',
      closedAt: app.now,
      next: 'nobody',
      decisionRevision: subject.decisionRevision + 1,
    },
    ...(isUndecided(subject) && { sight: null }),
    desk: subject.desk && { ...subject.desk, doneAt: subject.desk.doneAt ?? app.now },
  }
  work.remember('firm-left', (job.payload as { by: PersonRef }).by)
  await work.settle()
}
