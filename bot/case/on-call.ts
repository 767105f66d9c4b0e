import { isOpen } from '#engine/calendar/calendar.ts'
import { type Call, type Case, isUndecided, judge, type Occasion, type PersonRef, reopened } from '#engine/case.ts'
import type { Message, Param, Part, Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import { holderOf, openCall, passOn, patienceMs, takeCall } from '#engine/on-call.ts'
import { operationsCard } from '../channel-message.ts'
import { type Watch, watchOf } from '../rota/watch.ts'
import { answerTapper, type CommandFlow, personOf, plainAnswer } from './command.ts'
import type { CaseWork } from './work.ts'

/** The analyst on call is asked, by name, to take it: in a message to them alone, and on a card that all analysts see. */
export async function callOut(work: CaseWork, occasion: Occasion): Promise<void> {
  if (work.case.call && isCovered(work.case.call, occasion)) return
  await endCall(work)
  const watch = await watchNow(work)
  if (watch.isHole) tellOperations(work, 'hole', watch)
  await ask(work, openCall(occasion, watch.order, work.app.now), watch)
}

/** Who took it because nobody answered need not be called again when the firm then asks for a person; who only is asked must hear of it. */
const isCovered = (call: Call, occasion: Occasion): boolean =>
  call.takenBy ? call.occasion !== 'new-case' : call.occasion === occasion || call.occasion === 'night'

/** Whom it is with has said nothing for a while: asked and not taken, or taken and nothing done. */
export async function callUnheard(work: CaseWork): Promise<void> {
  const { call } = work.case
  if (!call) return
  if (!isStillNeeded(work, call)) return call.takenBy ? undefined : endCall(work)
  const watch = await watchNow(work)
  const passed = passOn(call, watch.order, work.app.now)
  if (passed.kind === 'checked') return check(work, passed.call, watch)
  if (passed.kind === 'expired') expire(work, call)
  if (passed.kind === 'round-over' && watch.order.length > 0) tellOperations(work, 'unheard', watch, passed.call.rounds)
  await ask(work, passed.call, watch)
}

/** The firm has answered, somebody has begun, or the desk sits there again and has it in hand. */
function isStillNeeded({ case: subject, notice, app }: CaseWork, { occasion, takenBy }: Call): boolean {
  if (occasion === 'new-case') return subject.next === 'analysts' && !notice && isIdle(subject, takenBy)
  const isOpenToDesk = isOpen(app.calendar, app.now) && subject.next === 'desk'
  if (!notice || isOpenToDesk || subject.desk?.takenBy) return false
  return isAwaitingFirm(notice) || (subject.next === 'desk' && subject.state === 'notified')
}

/** Nobody holds it, or whoever took the call has done no more than that. */
const isIdle = (subject: Case, takenBy: PersonRef | null): boolean =>
  takenBy
    ? subject.state === 'claimed' && subject.claimedBy?.personId === takenBy.personId
    : isUndecided(subject) && subject.claimedBy === null

/** What it was about is over, or begins anew. */
export async function endCall(work: CaseWork): Promise<void> {
  const { call } = work.case
  if (!call) return
  await work.disarm('call')
  work.case = { ...work.case, call: null }
  if (call.takenBy === null) showCall(work, call, { key: 'call.over' }, [])
}

const watchNow = ({ tx, region, firm, app }: CaseWork): Promise<Watch> =>
  watchOf(tx, { region, firmId: firm.id }, app.now)

async function ask(work: CaseWork, call: Call, watch: Watch): Promise<void> {
  await keep(work, call, watch)
  const holder = holderOf(call)
  // The call stays open, and whoever comes is asked.
  if (!holder) return tellOperations(work, 'nobody', watch)
  const button = takeButton(work, 'take')
  showCall(work, call, { key: 'call.asked', params: { who: holder.name, at: now(work) } }, [button])
  toHolder(work, watch, holder, callMessage(call.occasion, paramsOf(work, call.openedAt), button))
  work.remember('on-call', null, { whom: holder.name }, `called-${call.occasion}`)
}

async function keep(work: CaseWork, call: Call, { order, holdMs }: Pick<Watch, 'order' | 'holdMs'>): Promise<void> {
  work.case = { ...work.case, call }
  await work.arm('call', work.app.now + patienceMs(call, { many: order.length, holdMs, now: work.app.now }))
}

function toHolder(work: CaseWork, { order }: Watch, holder: PersonRef, message: Message): void {
  const whom = order.find(({ personId }) => personId === holder.personId)
  if (whom?.isReachable) work.toContact(whom, message, 'incident')
}

const takeButton = (work: CaseWork, label: 'take' | 'go-on'): Part => ({
  kind: 'choice',
  lasts: 'durable',
  options: [{ label: { key: `call.${label}` }, token: work.taps.analystAnytime('call-take'), style: 'primary' }],
})

/** Who took it, and nothing has happened since: are they at it? */
async function check(work: CaseWork, call: Call, watch: Watch): Promise<void> {
  await keep(work, call, watch)
  const holder = holderOf(call)
  if (!holder) return
  const standing: Text = { key: 'call.checked', params: { who: holder.name, at: now(work) } }
  const button = takeButton(work, 'go-on')
  showCall(work, call, standing, [button])
  const message = callMessage(
    call.occasion,
    paramsOf(work, call.openedAt),
    { kind: 'paragraph', text: standing },
    button,
  )
  toHolder(work, watch, holder, message)
  work.remember('on-call-checked', null, { whom: holder.name })
}

/** They have fallen asleep over it: it is nobody's again. */
function expire(work: CaseWork, call: Call): void {
  const whom = holderOf(call)?.name ?? ''
  if (call.occasion === 'new-case') work.case = reopened(work.case)
  showCall(work, call, { key: 'call.expired', params: { who: whom, at: now(work) } }, [])
  work.remember('on-call-expired', null, { whom })
}

const now = (work: CaseWork) => ({ at: work.app.now, show: 'time' as const })

function paramsOf(work: CaseWork, openedAt: number): Readonly<Record<string, Param>> {
  const { firm, notice, case: subject, app } = work
  const phone: Text = firm.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' }
  const title = notice?.title ?? { key: `kinds.${subject.kind}.name` }
  const steps = { done: notice?.stepsBy.length ?? 0, total: notice?.steps.length ?? 0 }
  return { firm: firm.name, title, phone, ...steps, waited: { spanMs: app.now - (notice?.sentAt ?? openedAt) } }
}

const callMessage = (occasion: Occasion, params: Readonly<Record<string, Param>>, ...parts: Part[]): Message => ({
  purpose: 'follow-up',
  fallback: { key: `call.${occasion}.fallback`, params },
  parts: [
    { kind: 'heading', text: { key: `call.${occasion}.heading`, params } },
    { kind: 'paragraph', text: { key: `call.${occasion}.text`, params } },
    ...parts,
  ],
})

/** One card for each call, which always shows whom it waits for or who has taken it. */
function showCall(work: CaseWork, call: Call, standing: Text, parts: Part[]): void {
  const message = callMessage(
    call.occasion,
    paramsOf(work, call.openedAt),
    { kind: 'paragraph', text: standing },
    ...parts,
  )
  work.toChannel('analysts', message, 'incident', { stickyKey: `call:${work.case.id}:${call.openedAt}` })
}

function tellOperations(work: CaseWork, what: 'nobody' | 'unheard' | 'hole', { phones }: Watch, rounds = 0): void {
  const text = { key: `call.${what}`, params: { ...paramsOf(work, work.app.now), phones, rounds } }
  work.toChannel('operations', operationsCard(text), 'incident')
  work.remember(`on-call-${what}`, null)
}

/** 引き受ける: whoever taps first has it, and everybody reads who that is. */
const take: CommandFlow = async (work, command) => {
  const { call } = work.case
  const by = personOf(command.by)
  if (!call) return answerTapper(work, command, plainAnswer({ key: 'call.over' }))
  const taken = takeCall(call, by, work.app.now)
  if ('kind' in taken) {
    const params = { who: taken.by.name, at: { at: taken.at, show: 'time' as const } }
    return answerTapper(work, command, plainAnswer({ key: 'call.taken-before', params }))
  }
  await keep(work, taken, await watchNow(work))
  if (call.occasion === 'new-case' && work.case.claimedBy === null) {
    const judged = judge(work.case, 'claim', by, work.case.decisionRevision, work.app.now)
    if (judged.kind === 'judged') work.case = judged.case
  }
  if (!call.takenBy) work.app.callTaken(work.app.now - call.openedAt)
  showCall(work, taken, { key: 'call.taken', params: { who: by.name, at: now(work) } }, [])
  work.remember(call.takenBy ? 'on-call-goes-on' : 'on-call-taken', by)
}

export const onCallCommands: Readonly<Record<string, CommandFlow>> = { 'call-take': take }
