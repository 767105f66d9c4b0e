import type { Contact } from '#db/people.ts'
import { isAwaitingFirm, toldLast } from '#engine/notice.ts'
import { armLadder } from './ladder.ts'
import { stepMessage } from './step-message.ts'
import type { CaseWork } from './work.ts'

/** Whoever has the device is led through the notice, one thing at a time: the next step is theirs, and so are the reminders. */
export async function leadThrough(work: CaseWork, whom: Contact): Promise<void> {
  if (!work.notice) return
  work.toContact(whom, stepMessage(work.notice, work.taps, [{ key: 'notice.found.named' }]), 'notice')
  await awaitFrom(work, whom.personId)
}

export async function awaitFrom(work: CaseWork, personId: string): Promise<void> {
  if (!work.notice || !isAwaitingFirm(work.notice)) return
  work.notice = toldLast(work.notice, personId)
  await armLadder(work, work.notice, work.app.now)
}
