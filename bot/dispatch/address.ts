import { note } from '#db/audit.ts'
import { forgetAddress } from '#db/dispatches.ts'
import { enter } from '#db/door.ts'
import { cancel, erase } from '#db/outbox.ts'
import { stickiesAbout } from '#db/stickies.ts'
import { audited } from './happening.ts'
import { addressKey } from './lanes.ts'
import { goneMessage, jobMessage } from './messages.ts'
import type { DispatchWork } from './work.ts'

/** Nobody knows any more where the visit goes to, or went: thirty days after it, or as soon as nobody goes there. */
export async function forgetWhere(work: DispatchWork): Promise<void> {
  await forgetAddress(work.tx, work.file.id)
  await takeBack(work)
  await note(work.tx, audited(work, { what: 'address-forgotten', actor: 'otasuke' }))
}

/**
 * What was told of the place is taken from every chat that can be edited, and from what we keep of what we sent. Whoever
 * has the job still reads whose it was; whoever had it before, nothing.
 */
export async function takeBack(work: DispatchWork): Promise<void> {
  const { tx, file } = work
  const subject = addressKey(file.id)
  await enter(tx, { kind: 'system' })
  await cancel(tx, subject)
  const standing = await stickiesAbout(tx, subject)
  await erase(tx, subject)
  await enter(tx, { kind: 'region', regionId: file.region.id })
  const { winner } = work.dispatch
  const theirs = new Set((await work.peopleOf(winner ? [winner.vendorId] : [])).map(({ userId }) => userId))
  for (const { platform, account, address, stickyKey } of standing) {
    const message = theirs.has(address) ? jobMessage(work, undefined) : goneMessage()
    work.send({ platform, account, userId: address }, 'vendor', message, { subject, stickyKey })
  }
}
