import type { Contact } from '#db/people.ts'
import { isOpen } from '#engine/calendar/calendar.ts'
import { type Call, isUndecided, judge, type Occasion } from '#engine/case.ts'
import type { Message, Param, Part, Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import { holderOf, openCall, passOn, patienceMs, takeCall } from '#engine/on-call.ts'
import type { Turn } from '#engine/rota.ts'
import { operationsCard } from '../channel-message.ts'
import { watchOf } from '../rota/watch.ts'
import { answerTapper, type CommandFlow, personOf, plainAnswer } from './command.ts'
import type { CaseWork } from './work.ts'

/** The analyst on call is asked, by name, to take it: in a message to them alone, and on a card that all analysts see. */
export async function callOut(work: CaseWork, occasion: Occasion): Promise<void> {
  if (work.case.call && isCovered(work.case.call, occasion)) return
  await endCall(work)
  const { order, isHole } = await turnNow(work)
  if (isHole) tellOperations(work, 'hole')
  const call = openCall(occasion, order.map(personOf), work.app.now)
  if (!call) return tellOperations(work, 'nobody')
  await ask(work, call, order)
}

/** Who took it because nobody answered need not be called again when the firm then asks for a person; who only is asked must hear of it. */
const isCovered = (call: Call, occasion: Occasion): boolean =>
  call.takenBy ? call.occasion !== 'new-case' : call.occasion === occasion || call.occasion === 'night'

/** Who was asked has said nothing for a while. */
export async function callUnheard(work: CaseWork): Promise<void> {
  const { call } = work.case
  if (!call || call.takenBy) return
  if (!isStillNeeded(work, call)) return endCall(work)
  const { order } = await turnNow(work)
  if (order.length === 0) return tellOperations(work, 'nobody')
  const passed = passOn(call, order.map(personOf))
  if (passed.isRoundOver) tellOperations(work, 'unheard')
  await ask(work, passed.call, order)
}

/** The firm has answered, somebody has taken the case, or the desk sits there again and has it in hand. */
function isStillNeeded({ case: subject, notice, app }: CaseWork, { occasion }: Call): boolean {
  if (occasion === 'new-case') return isUndecided(subject) && subject.claimedBy === null
  const isOpenToDesk = isOpen(app.calendar, app.now) && subject.next === 'desk'
  if (!notice || isOpenToDesk || subject.desk?.takenBy) return false
  return isAwaitingFirm(notice) || (subject.next === 'desk' && subject.state === 'notified')
}

/** What it was about is over, or begins anew. */
export async function endCall(work: CaseWork): Promise<void> {
  const { call } = work.case
  if (!call) return
  await work.disarm('call')
  work.case = { ...work.case, call: null }
  if (call.takenBy === null) showCall(work, call, { key: 'call.over' }, [])
}

const turnNow = ({ tx, region, firm, app }: CaseWork): Promise<Turn<Contact>> =>
  watchOf(tx, { region, firmId: firm.id }, app.now)

async function ask(work: CaseWork, call: Call, contacts: readonly Contact[]): Promise<void> {
  work.case = { ...work.case, call }
  await work.arm('call', work.app.now + patienceMs(call, work.app.now))
  const holder = holderOf(call)
  const asked = contacts.find(({ personId }) => personId === holder?.personId)
  const button: Part = {
    kind: 'choice',
    lasts: 'durable',
    options: [{ label: { key: 'call.take' }, token: work.taps.analystAnytime('call-take'), style: 'primary' }],
  }
  const params = paramsOf(work, call.openedAt)
  showCall(work, call, { key: 'call.asked', params: { who: asked?.name ?? '', at: now(work) } }, [button])
  if (asked?.isReachable) work.toContact(asked, callMessage(call.occasion, params, button), 'incident')
  work.remember('on-call', null, { whom: asked?.name ?? '' }, `called-${call.occasion}`)
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

function tellOperations(work: CaseWork, what: 'nobody' | 'unheard' | 'hole'): void {
  const text = { key: `call.${what}`, params: paramsOf(work, work.app.now) }
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
  await work.disarm('call')
  work.case = { ...work.case, call: taken }
  if (call.occasion === 'new-case') {
    const judged = judge(work.case, 'claim', by, work.case.decisionRevision, work.app.now)
    if (judged.kind === 'judged') work.case = judged.case
  }
  showCall(work, taken, { key: 'call.taken', params: { who: by.name, at: now(work) } }, [])
  work.remember('on-call-taken', by)
}

export const onCallCommands: Readonly<Record<string, CommandFlow>> = { 'call-take': take }
