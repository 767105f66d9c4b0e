import type { Tx } from '#db/door.ts'
import type { Contact } from '#db/people.ts'
import { advised } from '#engine/advisory.ts'
import { nextOpening } from '#engine/calendar/calendar.ts'
import type { DeskReason, PersonRef } from '#engine/case.ts'
import type { LadderAction } from '#engine/ladder.ts'
import type { Option } from '#engine/message.ts'
import {
  type Answer,
  answer,
  finish,
  heard,
  isAwaitingFirm,
  type Notice,
  sent,
  sentAnew,
  toldLast,
} from '#engine/notice.ts'
import { joinDigest } from '../case/advisory.ts'
import { answeredBefore, handToAnalysts, handToDesk, read, stopAsking } from '../case/answered.ts'
import { answerTapper, type CaseCommand, type CommandFlow, personOf, plainAnswer } from '../case/command.ts'
import { armLadder, askSecond, callForDevice, climb, tell } from '../case/ladder.ts'
import type { Opening } from '../case/notice-message.ts'
import { callUnheard } from '../case/on-call.ts'
import { missPromise } from '../case/promise.ts'
import { stepMessage } from '../case/step-message.ts'
import { placeToGo } from '../case/visit.ts'
import { CaseWork } from '../case/work.ts'
import { contractorsAt } from '../contractor/scope.ts'
import { handToContractors, tellContractorOf } from '../contractor/tell.ts'
import { dispatchFor, dispatchLane } from '../dispatch/lanes.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/** The firm answers: the case changes, the card shows it, the person gets a fitting reply. */
const answering =
  (given: Answer): CommandFlow =>
  async (work, command) => {
    if (!work.notice) return
    const answered = answer(work.notice, given, personOf(command.by), work.app.now)
    if (answered.kind === 'refused') return answeredBefore(work, command, answered)
    const isFirst = work.notice.readAt === null
    work.notice = answered.notice
    if (isFirst) work.remember('read', personOf(command.by))
    if (given !== 'what') work.remember(`answered-${given}`, personOf(command.by))
    await REACTIONS[given](work, command)
  }

type Reaction = (work: CaseWork, command: CaseCommand) => Promise<void> | void

const REACTIONS: Record<Answer, Reaction> = {
  done: handToAnalysts,
  cannot: (work, command) => handToDesk(work, command, 'cannot'),
  /** 忙しい is no refusal: somebody else can look, or it can wait for a better hour; the ladder goes on meanwhile. */
  busy(work, command) {
    const options = BUSY.map(([choice, tapped]) => ({
      label: { key: `notice.busy.${choice}` },
      token: work.taps.member(tapped),
    }))
    answerTapper(work, command, plainAnswer({ key: 'notice.reply.busy' }, { kind: 'choice', lasts: 'now', options }))
  },
  what(work, command) {
    const explained = { key: `kinds.${work.case.kind}.explained` }
    if (work.notice) answerTapper(work, command, stepMessage(work.notice, work.taps, [explained]))
  },
  search: (work, command) => handToDesk(work, command, 'busy-search'),
  /** They have the same buttons as the firm; where they do nothing either, the ladder goes on with the firm. */
  async maintenance(work, command) {
    if (!work.notice) return
    const there = await handToContractors(work, work.notice, command.by)
    const notice = there.reduceRight((told, { personId }) => toldLast(told, personId), work.notice)
    work.notice = notice
    await stopAsking(work)
    await armLadder(work, notice, work.app.now)
    const who = there.map(({ name }) => name).join('、')
    answerTapper(work, command, plainAnswer({ key: 'notice.reply.maintenance', params: { who } }))
  },
  vendor: (work, command) => handToDesk(work, command, 'wants-vendor'),
  later(work, command) {
    const options = LATER.map(
      (hour): Option => ({ label: { key: `notice.later.${hour}` }, token: work.taps.member(`later-${hour}`) }),
    )
    answerTapper(work, command, plainAnswer({ key: 'notice.reply.later' }, { kind: 'choice', lasts: 'now', options }))
  },
  human: (work, command) => handToDesk(work, command, 'wants-human'),
}

const BUSY = [
  ['search', 'answer-search'],
  ['maintenance', 'answer-maintenance'],
  ['nine', 'later-nine'],
  ['later', 'answer-later'],
  ['human', 'answer-human'],
] as const

/** 保守へ渡す: whoever looks after the place, or, where nobody does, a vendor that the desk calls. */
const toMaintenance: CommandFlow = async (work, command) => {
  const there = (await contractorsAt(work.tx, work.case)).some(({ isReachable }) => isReachable)
  await answering(there ? 'maintenance' : 'vendor')(work, command)
}

const LATER = ['hour', 'evening', 'morning'] as const
type Later = (typeof LATER)[number]
const HOUR_MS = 3_600_000

/** あとで, and when: the ladder stands still until then and starts afresh with the notice shown again. */
const postponing =
  (instantOf: (work: CaseWork) => number): CommandFlow =>
  async (work, command) => {
    if (!work.notice || !isAwaitingFirm(work.notice))
      return answerTapper(work, command, plainAnswer({ key: 'notice.refused.already-handled' }))
    const at = instantOf(work)
    await stopAsking(work)
    await work.arm('as-asked', at)
    work.remember('postponed', personOf(command.by), { until: { at } })
    answerTapper(work, command, plainAnswer({ key: 'notice.reply.postponed', params: { at: { at } } }))
  }

/** 朝9時に: the morning of the next business day, or, of what is grave, the next morning at all. */
const nineOf = ({ notice, app }: CaseWork): number =>
  nextOpening(notice?.severity === 'high' ? app.daytime : app.calendar, app.now)

/** In an hour; today at 17:00 (or in an hour, when that is past); the next morning at 9:00. */
export function laterInstant(later: Later, now: number, timezone: string): number {
  if (later === 'hour') return now + HOUR_MS
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone)
  if (later === 'morning') return today.add({ days: 1 }).withPlainTime('09:00').epochMilliseconds
  const evening = today.withPlainTime('17:00').epochMilliseconds
  return evening > now ? evening : now + HOUR_MS
}

/** 完了: the analyst has seen that it is over; both sides are told. */
const finishCase: CommandFlow = async (work, command) => {
  const { notice, app } = work
  if (!notice || work.case.state !== 'notified') return
  await stopAsking(work)
  work.notice = finish(notice, app.now)
  const { desk } = work.case
  work.case = {
    ...work.case,
    state: 'closed',
    closedAt: app.now,
    next: 'nobody',
    decisionRevision: work.case.decisionRevision + 1,
    desk: desk && { ...desk, doneAt: desk.doneAt ?? app.now },
  }
  work.remember('finished', personOf(command.by))
  const closing = plainAnswer({ key: 'notice.closed', params: { title: notice.title } })
  for (const whom of await work.reachable())
    if (notice.told.includes(whom.personId)) work.toContact(whom, closing, 'notice')
}

/** The analyst is not satisfied yet: the notice goes out again and the ladder starts anew. */
const askAgain: CommandFlow = async (work, command) => {
  if (!work.notice || work.case.state !== 'notified') return
  work.remember('asked-again', personOf(command.by))
  await showAgain(work, sentAnew(work.notice, work.app.now), 'ask-again')
}

/** To whoever answered last, because they know the matter; otherwise to the first who can be reached. */
async function showAgain(work: CaseWork, again: Notice, opening: Opening): Promise<void> {
  const reachable = await work.reachable()
  const whom = reachable.find(({ personId }) => personId === again.answeredBy?.personId) ?? reachable[0]
  if (!whom) return work.callDesk('nobody-reachable')
  work.case = { ...work.case, next: 'firm', decisionRevision: work.case.decisionRevision + 1 }
  await tell(work, again, whom, opening)
  await armLadder(work, again, work.app.now)
}

const takeDeskTask: CommandFlow = (work, command) => {
  const { desk } = work.case
  if (!desk) return
  if (desk.doneAt !== null) return answerTapper(work, command, plainAnswer({ key: 'desk.refused.done' }))
  if (desk.takenBy)
    return answerTapper(work, command, plainAnswer({ key: 'desk.refused.taken', params: { who: desk.takenBy.name } }))
  work.case = { ...work.case, desk: { ...desk, takenBy: personOf(command.by) } }
  work.remember('desk-taken', personOf(command.by))
}

/** The desk has spoken with the firm, which goes on with the notice where it had only not answered; all else is the analyst's to see. */
const finishDeskTask: CommandFlow = async (work, command) => {
  const { desk } = work.case
  if (!desk) return
  if (desk.doneAt !== null) return answerTapper(work, command, plainAnswer({ key: 'desk.refused.done' }))
  const { advisory } = work.case
  work.notice = work.notice && heard(work.notice, work.app.now)
  const { notice } = work
  const whom = notice && GOES_ON.includes(desk.reason) ? await whoGoesOn(work, notice) : undefined
  work.case = {
    ...work.case,
    // What was only an お知らせ has been told by telephone, and asks for nothing more.
    ...(advisory
      ? { next: 'nobody', advisory: advised(advisory, work.app.now) }
      : { next: whom ? 'firm' : 'analysts' }),
    desk: { ...desk, takenBy: desk.takenBy ?? personOf(command.by), doneAt: work.app.now },
  }
  work.remember('desk-done', personOf(command.by))
  if (!notice || !whom) return
  work.toContact(whom, stepMessage(notice, work.taps, [{ key: 'notice.after-call' }]), 'notice')
  work.notice = toldLast(notice, whom.personId)
  await armLadder(work, work.notice, work.app.now)
}

const GOES_ON: readonly DeskReason[] = ['no-answer', 'stuck']

/** Who has the device, or was told first. What is grave an analyst goes on with. */
async function whoGoesOn(work: CaseWork, notice: Notice): Promise<Contact | undefined> {
  if (!isAwaitingFirm(notice) || notice.severity === 'high') return undefined
  const owner = await work.owner()
  const reachable = await work.reachable()
  return reachable.find(({ personId }) => personId === owner?.personId) ?? reachable[0]
}

/** By telephone somebody has told the desk that it is done. */
const toldDone: CommandFlow = async (work, command) => {
  const { desk } = work.case
  if (!desk || !work.notice) return
  const by = personOf(command.by)
  const answered = answer(work.notice, 'done', by, work.app.now)
  if (answered.kind === 'refused') return answerTapper(work, command, plainAnswer({ key: 'desk.refused.done' }))
  work.notice = answered.notice
  await stopAsking(work)
  work.case = {
    ...work.case,
    next: 'analysts',
    decisionRevision: work.case.decisionRevision + 1,
    desk: { ...desk, takenBy: desk.takenBy ?? by, doneAt: work.app.now },
  }
  work.remember('desk-told-done', by)
}

/** Nobody picked up: it stays open, and whoever comes next sees when that was. */
const missDeskTask: CommandFlow = (work, command) => {
  const { desk } = work.case
  if (!desk) return
  if (desk.doneAt !== null) return answerTapper(work, command, plainAnswer({ key: 'desk.refused.done' }))
  const by = personOf(command.by)
  const missedAt = [...(desk.missedAt ?? []), work.app.now]
  work.case = { ...work.case, desk: { ...desk, takenBy: desk.takenBy ?? by, missedAt } }
  work.remember('desk-missed', by)
}

/** A timer of the case rang: a rung of the ladder, the end of the wait for approval, the hour the firm asked for. */
export async function caseTimer(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const payload = job.payload as Ring & { caseId: string }
  const work = await CaseWork.open(tx, app, payload.caseId)
  if (!work) throw new Error(`a timer of case ${payload.caseId} rang, and the case is not there`)
  await ring(work, payload)
  await work.settle()
}

interface Ring {
  timer: string
  action?: LadderAction
  round?: number
  promisedMs?: number
}

async function ring(work: CaseWork, { timer, action, round, promisedMs = 0 }: Ring): Promise<void> {
  const { notice } = work
  // Armed before a week's went out together.
  if (timer === 'advisory') return void (await joinDigest(work))
  if (timer === 'promise') return missPromise(work, promisedMs)
  if (timer === 'call') return callUnheard(work)
  if (!notice) return
  if (timer === 'approval-wait') return waitOver(work, notice)
  if (!isAwaitingFirm(notice)) return
  if (timer === 'as-asked') {
    work.remember('shown-again', null)
    return showAgain(work, sent(notice, work.app.now), 'as-asked')
  }
  if (timer === 'whose') return callForDevice(work, notice)
  if (action && round === notice.round) await climb(work, notice, action)
}

function waitOver(work: CaseWork, notice: Notice): void {
  if (notice.state === 'awaiting-approval') work.remember('approval-overdue', null)
}

/** Somebody at the firm can no longer be reached: if nobody else has the notice, the next person gets it now, or the desk. */
export async function contactLeft(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { personId, name } = job.payload as PersonRef
  const work = await CaseWork.open(tx, app, job.lane.slice('case:'.length))
  if (!work) throw new Error(`somebody left ${job.lane}, which is not there`)
  const { notice } = work
  if (!notice || !isAwaitingFirm(notice) || !notice.told.includes(personId)) return
  work.remember('contact-left', { personId, name })
  const reachable = await work.reachable()
  if (!reachable.some((contact) => notice.told.includes(contact.personId))) await askSecond(work, notice)
  await work.settle()
}

/** Somebody has come in who looks after the firm: what is open there is theirs to know. */
export async function contractorCame(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const work = await CaseWork.open(tx, app, job.lane.slice('case:'.length))
  if (!work) throw new Error(`a contractor came to ${job.lane}, which is not there`)
  await tellContractorOf(work, (job.payload as { personId: string }).personId)
  await work.settle()
}

/**
 * The firm wishes that somebody comes: whoever may let it cost something is shown the price, in the visit's own lane, before
 * anybody is asked to go.
 */
const wantingVisit: CommandFlow = async (work, command) => {
  const { notice, case: subject } = work
  if (!notice) return
  read(work, command)
  work.remember('answered-visit', personOf(command.by))
  const place = await placeToGo(work)
  if (!place) return answerTapper(work, command, plainAnswer({ key: 'notice.reply.visit-desk' }))
  const { by, replyToken, replyUntil } = command
  const said = { by, ...(replyToken && replyUntil && { replyToken, replyUntil }) }
  const payload = { command: 'wish', params: { site: place.id, reason: notice.title }, ...said }
  const lane = dispatchLane(dispatchFor(subject.id))
  work.leave({ lane, kind: 'dispatch', account: 'cases', eventId: work.app.newUuid(), payload })
}

export const followUpCommands: Readonly<Record<string, CommandFlow>> = {
  'answer-done': answering('done'),
  'answer-cannot': answering('cannot'),
  'answer-busy': answering('busy'),
  'answer-what': answering('what'),
  'answer-search': answering('search'),
  'answer-later': answering('later'),
  'answer-human': answering('human'),
  'answer-maintenance': toMaintenance,
  'answer-visit': wantingVisit,
  'later-nine': postponing(nineOf),
  ...Object.fromEntries(
    LATER.map((later) => [
      `later-${later}`,
      postponing(({ app, region }) => laterInstant(later, app.now, region.timezone)),
    ]),
  ),
  finish: finishCase,
  'ask-again': askAgain,
  'desk-take': takeDeskTask,
  'desk-missed': missDeskTask,
  'desk-done': finishDeskTask,
  'desk-told-done': toldDone,
}
