import { receive } from '#db/inbox.ts'
import type { Contact } from '#db/people.ts'
import { claimedFor, heldByOther, isUndecided } from '#engine/case.ts'
import type { Text } from '#engine/message.ts'
import {
  APPROVAL_WAIT_MS,
  type ApprovalRefusal,
  aloneRefusal,
  approvalFor,
  approve,
  type Notice,
  type NoticeDraft,
  sendAlone,
  sent,
} from '#engine/notice.ts'
import { assetLane } from '../asset/tokens.ts'
import { aloneReason } from '../case/alone-form.ts'
import { answerTapper, type CaseCommand, type CommandFlow, personOf, plainAnswer } from '../case/command.ts'
import { armLadder, tell } from '../case/ladder.ts'
import { leadThrough } from '../case/lead-through.ts'
import { blocksOf, draftFrom } from '../case/notice-form.ts'
import { deskCopy, noticeMessage } from '../case/notice-message.ts'
import { gate } from '../case/prose.ts'
import { refuse } from '../case/refuse.ts'
import type { CaseWork } from '../case/work.ts'
import { tellContractors } from '../contractor/tell.ts'

/** Opening the modal is enough to hold the case: two people must not write the same notice. */
const openNotice: CommandFlow = (work, command) => {
  const by = personOf(command.by)
  const holder = heldByOther(work.case, by)
  if (holder) return refuse(work, command, { kind: 'refused', reason: 'claimed-by-other', ...holder })
  if (work.case.state !== 'new') return
  work.case = {
    ...claimedFor(work.case, by, work.app.now),
    state: 'claimed',
    decisionRevision: work.case.decisionRevision + 1,
  }
  work.remember('claim', by)
}

/** The notice as the analyst sent it off. */
const submitNotice: CommandFlow = async (work, command) => {
  const by = personOf(command.by)
  const draft = draftFrom(command.values ?? {})
  const holder = heldByOther(work.case, by)
  if (holder) return refuse(work, command, { kind: 'refused', reason: 'claimed-by-other', ...holder })
  if (!isUndecided(work.case))
    return refuse(work, command, { kind: 'refused', reason: 'already-decided', state: work.case.state })
  // The form said so while it was open; what has become wrong since (a time that has passed) must be told too.
  const [block] = blocksOf(draft, gate(draft), work.app.now)
  if (block)
    return answerTapper(
      work,
      command,
      plainAnswer({ key: 'case.refused.blocked', params: { to: by.name, why: block.text } }),
    )
  work.notice = drafted(work, draft, by)
  work.case = {
    ...claimedFor(work.case, by, work.app.now),
    severity: draft.severity,
    decisionRevision: work.case.decisionRevision + 1,
  }
  if (approvalFor(draft.severity) === 'none') return send(work)
  await askForApproval(work)
}

function drafted(work: CaseWork, draft: NoticeDraft, by: Notice['draftedBy']): Notice {
  const { id: caseId, regionId, firmId } = work.case
  return {
    ...draft,
    id: work.notice?.id ?? work.app.newId('notice'),
    regionId,
    firmId,
    caseId,
    state: 'draft',
    round: work.notice?.round ?? 0,
    draftedBy: by,
    draftedAt: work.app.now,
    approvedBy: null,
    aloneReason: null,
    sentAt: null,
    readAt: null,
    doneAt: null,
    answeredBy: null,
    answer: null,
    told: [],
    stepsBy: [],
    stepsFailed: [],
  }
}

async function askForApproval(work: CaseWork): Promise<void> {
  const { notice } = work
  if (!notice) return
  work.notice = { ...notice, state: 'awaiting-approval' }
  work.case = { ...work.case, state: 'claimed', next: 'second-analyst' }
  work.remember('approval-asked', notice.draftedBy, { title: notice.title })
  work.toThread(noticeMessage(work.notice, 'first', []))
  await work.arm('approval-wait', notice.draftedAt + APPROVAL_WAIT_MS)
}

const approveNotice: CommandFlow = async (work, command) => {
  if (!work.notice) return
  await sendIfAllowed(work, command, approve(work.notice, personOf(command.by)), 'approved')
}

/** The form was opened inside the call, unless it could not be: then the tapper is told why. */
const openAlone: CommandFlow = (work, command) => {
  const refusal = work.notice && aloneRefusal(work.notice, personOf(command.by), work.app.now)
  if (refusal) answerTapper(work, command, plainAnswer(refusalText(work, command, refusal)))
}

const submitAlone: CommandFlow = async (work, command) => {
  const reason = aloneReason(command.values ?? {})
  if (!work.notice || reason === '') return
  await sendIfAllowed(
    work,
    command,
    sendAlone(work.notice, personOf(command.by), reason, work.app.now),
    'sent-alone',
    reason,
  )
}

async function sendIfAllowed(
  work: CaseWork,
  command: CaseCommand,
  decided: Notice | ApprovalRefusal,
  what: 'approved' | 'sent-alone',
  reason: string | null = null,
) {
  if (typeof decided === 'string') {
    return answerTapper(work, command, plainAnswer(refusalText(work, command, decided)))
  }
  work.notice = decided
  work.remember(what, personOf(command.by), {}, reason)
  await work.disarm('approval-wait')
  await send(work)
}

/** Two wanted to send it at once: the later one reads who did. */
function refusalText({ notice }: CaseWork, { by }: CaseCommand, refusal: ApprovalRefusal): Text {
  if (refusal === 'not-waiting' && notice?.sentAt) {
    const who = (notice.approvedBy ?? notice.draftedBy).name
    return { key: 'case.refused.already-sent', params: { to: by.name, who, at: { at: notice.sentAt, show: 'time' } } }
  }
  return { key: `case.refused.${refusal}`, params: { to: by.name } }
}

/** A second analyst is not convinced: the draft goes back to its author. */
const sendBack: CommandFlow = async (work, command) => {
  if (work.notice?.state !== 'awaiting-approval') return
  work.notice = { ...work.notice, state: 'draft' }
  work.case = { ...work.case, next: 'analysts', decisionRevision: work.case.decisionRevision + 1 }
  work.remember('sent-back', personOf(command.by))
  await work.disarm('approval-wait')
}

/** To the firm's first reachable person; the desk reads along; the ladder starts to climb. */
async function send(work: CaseWork): Promise<void> {
  if (!work.notice) return
  const notice = sent(work.notice, work.app.now)
  work.notice = notice
  work.case = { ...work.case, state: 'notified', next: 'firm', decisionRevision: work.case.decisionRevision + 1 }
  const [first] = await work.reachable()
  if (first) {
    await tell(work, notice, first, 'first')
    work.remember('sent', null, { whom: first.name, title: notice.title })
    await armLadder(work, notice, work.app.now)
    await leadOwner(work, first)
    await askWhose(work)
  } else {
    work.remember('nobody-reachable', null)
    work.callDesk('nobody-reachable')
  }
  await tellContractors(work, work.notice)
  work.toChannel('desk', deskCopy(work, notice), 'notice')
}

/** Where it is known who has the device, they hear of it with whoever leads the firm. */
async function leadOwner(work: CaseWork, first: Contact): Promise<void> {
  const owner = (await work.owner())?.personId
  const whom = (await work.reachable()).find(({ personId }) => personId === owner)
  if (whom && whom.personId !== first.personId) await leadThrough(work, whom)
}

/** Who has the device is asked in the lane of the firm's ledger. */
async function askWhose({ tx, app, case: { id, regionId, firmId } }: CaseWork): Promise<void> {
  const row = { lane: assetLane(firmId), kind: 'inquiry', account: 'cases', eventId: `inquiry:${id}`, regionId, firmId }
  await receive(tx, [{ ...row, payload: { command: 'begin', params: { case: id } }, at: app.now }])
}

export const noticeCommands: Readonly<Record<string, CommandFlow>> = {
  'open-notice': openNotice,
  'submit-notice': submitNotice,
  approve: approveNotice,
  'open-alone': openAlone,
  'submit-alone': submitAlone,
  'send-back': sendBack,
}
