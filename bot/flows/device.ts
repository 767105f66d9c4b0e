import type { DeskReason } from '#engine/case.ts'
import { heard, isAwaitingFirm, type Notice, searched } from '#engine/notice.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { assetLane } from '../asset/tokens.ts'
import { read } from '../case/answered.ts'
import { answerTapper, type CaseCommand, type CommandFlow, personOf, plainAnswer } from '../case/command.ts'
import type { CaseOwner } from '../case/device.ts'
import { enteredQuestion } from '../case/entered.ts'
import { awaitFrom, leadThrough } from '../case/lead-through.ts'
import { stepMessage } from '../case/step-message.ts'
import type { CaseWork } from '../case/work.ts'

/** The firm has said whose the case's device is, or has taken that back: the card is shown anew by it. */
const whose: CommandFlow = async (work, command) => {
  const owner = await work.owner()
  if (!owner) return work.remember('device-unowned', personOf(command.by))
  work.remember('device-owned', personOf(command.by), { owner: owner.text })
  if (command.params.isByNotice) read(work, command)
  callNoMore(work)
  const { notice } = work
  if (!notice || (!isAwaitingFirm(notice) && notice.state !== 'handed-over')) return
  await passOn(work, command, notice, owner)
}

/** The desk has nothing left to ask, and to look for. */
function callNoMore(work: CaseWork): void {
  const { desk } = work.case
  work.notice = work.notice && searched(work.notice)
  if (!desk || !SEARCHES.includes(desk.reason) || desk.doneAt !== null) return
  work.case = { ...work.case, next: 'firm', desk: { ...desk, doneAt: work.app.now } }
}

const SEARCHES: readonly DeskReason[] = ['device-unknown', 'busy-search']

/** By telephone somebody has told the desk whose it is: it is written down in the lane of the firm's ledger. */
const deskWhose: CommandFlow = async (work, command) => {
  const owner = await work.owner()
  if (owner)
    return answerTapper(work, command, plainAnswer({ key: 'desk.refused.known', params: { owner: owner.text } }))
  const { desk, id, firmId } = work.case
  const by = personOf(command.by)
  if (desk) work.case = { ...work.case, desk: { ...desk, takenBy: desk.takenBy ?? by } }
  work.notice = work.notice && heard(work.notice, work.app.now)
  const payload = { command: 'told', params: { case: id, person: command.params.person }, by: command.by }
  work.leave({ lane: assetLane(firmId), kind: 'inquiry', account: 'cases', eventId: work.app.newUuid(), payload })
}

/**
 * Whoever has the device is led through the notice, one thing at a time; whoever leads the firm and has the notice learns
 * whose it is. Nobody else hears anything.
 */
async function passOn(work: CaseWork, command: CaseCommand, notice: Notice, owner: CaseOwner): Promise<void> {
  const { by } = command
  for (const whom of await work.reachable()) {
    const isTold = notice.told.includes(whom.personId)
    const isTheirs = whom.personId === owner.personId
    const isOwn = isTheirs && by.personId === whom.personId
    const question = isTheirs ? enteredQuestion(work, whom.personId) : undefined
    if (isOwn) answerTapper(work, command, stepMessage(notice, work.taps, [{ key: 'notice.found.own' }]))
    else if (isTheirs && !isTold) await leadThrough(work, whom)
    else if (!isTheirs && isTold && readsFirmResult(whom.role) && by.personId !== whom.personId)
      work.toContact(whom, plainAnswer({ key: 'notice.found.leader', params: { owner: owner.text } }), 'notice')
    if (isOwn && !isTold) await awaitFrom(work, whom.personId)
    if (question) work.toContact(whom, question, 'notice')
  }
}

/** Everybody was asked in vain: whoever leads the firm has the list before them; without anybody, the desk telephones. */
const whoseNotFound: CommandFlow = (work, command) => {
  work.remember('device-not-found', null)
  if (!command.by) work.callDesk('device-unknown')
}

export const deviceCommands: Readonly<Record<string, CommandFlow>> = {
  whose,
  'whose-not-found': whoseNotFound,
  'desk-whose': deskWhose,
}
