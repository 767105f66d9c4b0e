import type { Severity } from './alert.ts'
import type { PersonRef } from './case.ts'

/** A plain-language incident notice to a firm: what to do, what happened, which PC, by when, who helps. */
export interface Notice extends NoticeDraft {
  id: string
  regionId: string
  firmId: string
  caseId: string
  state: NoticeState
  /** Counts sendings to the firm, so that the buttons of an earlier sending can be told apart. */
  round: number
  draftedBy: PersonRef
  draftedAt: number
  approvedBy: PersonRef | null
  /** Why the first analyst sent a grave notice alone; null otherwise. */
  aloneReason: string | null
  sentAt: number | null
  /** The first tap, typed answer or page opening (LINE has no receipts), or that the desk has spoken with them. */
  readAt: number | null
  doneAt: number | null
  /** Who at the firm answered last, and how. */
  answeredBy: PersonRef | null
  answer: Answer | null
  /** Whom it was sent to, by person, in order; empty while nobody can be reached by chat. */
  told: string[]
  /** Who did each countermeasure, in order; the one after them is in hand. */
  stepsBy: PersonRef[]
  /** The countermeasures that somebody could not do, each time it was said; counted from 0. */
  stepsFailed: number[]
}

/** What the analyst writes. */
export interface NoticeDraft {
  severity: Severity
  title: string
  what: string
  steps: string[]
  /** Epoch ms. */
  dueAt: number
  /** Whom to ask, in words: 「このトークで『人に相談』」, a name, a telephone number. */
  contact: string
  /** Which PC: IP address and any name known. */
  clue: string
}

/** 起票→承認待ち→通報→既読→端末特定→対処中→確認→完了, and the side exits (domain.md §1.5). */
export type NoticeState =
  | 'draft'
  | 'awaiting-approval'
  | 'sent'
  | 'read'
  | 'device-found'
  | 'in-progress'
  | 'verifying'
  | 'done'
  | 'busy'
  | 'handed-over'
  | 'dispatched'
  | 'false-alarm'

export const ANSWERS = [
  ...(['done', 'cannot', 'busy', 'what'] as const),
  ...(['search', 'maintenance', 'vendor', 'later', 'human'] as const),
] as const
/**
 * できた・できない・忙しい・これは？, and behind 忙しい: 代わりに探す・保守へ渡す (`vendor` where the firm has no maintenance company)・
 * あとで・人に相談.
 */
export type Answer = (typeof ANSWERS)[number]

/** A grave notice needs a second analyst; this long without one, and the first may send it alone, saying why. */
export const APPROVAL_WAIT_MS = 10 * 60_000

export const LIMITS = {
  titleLength: 60,
  whatLength: 600,
  stepLength: 120,
  stepsMax: 5,
  contactLength: 120,
  clueLength: 120,
}

export type DraftFault = {
  field: keyof NoticeDraft
  reason: 'missing' | 'too-long' | 'too-many' | 'in-the-past' | 'too-far'
}

const YEAR_MS = 365 * 86_400_000

/** what happened, what to do, whom to ask, by when and the PC clue are all there, or sending is blocked. */
export function faultsOf(draft: NoticeDraft, now: number): DraftFault[] {
  const texts = (['title', 'what', 'contact', 'clue'] as const).flatMap((field) =>
    textFault(field, draft[field], LIMITS[`${field}Length`]),
  )
  return [...texts, ...stepFaults(draft.steps), ...dueFaults(draft.dueAt, now)]
}

function textFault(field: keyof NoticeDraft, value: string, lengthMax: number): DraftFault[] {
  if (value.trim() === '') return [{ field, reason: 'missing' }]
  return value.length > lengthMax ? [{ field, reason: 'too-long' }] : []
}

function stepFaults(steps: readonly string[]): DraftFault[] {
  if (steps.every((step) => step.trim() === '')) return [{ field: 'steps', reason: 'missing' }]
  if (steps.length > LIMITS.stepsMax) return [{ field: 'steps', reason: 'too-many' }]
  return steps.some((step) => step.length > LIMITS.stepLength) ? [{ field: 'steps', reason: 'too-long' }] : []
}

function dueFaults(dueAt: number, now: number): DraftFault[] {
  if (!Number.isFinite(dueAt)) return [{ field: 'dueAt', reason: 'missing' }]
  if (dueAt < now) return [{ field: 'dueAt', reason: 'in-the-past' }]
  return dueAt > now + YEAR_MS ? [{ field: 'dueAt', reason: 'too-far' }] : []
}

/** Whether the draft goes straight out or waits for a second analyst. */
export function approvalFor(severity: Severity): 'second-analyst' | 'none' {
  return severity === 'high' ? 'second-analyst' : 'none'
}

export type ApprovalRefusal = 'not-waiting' | 'needs-another' | 'too-early' | 'not-yours'

/** Approval by anyone but the author. */
export function approve(notice: Notice, by: PersonRef): Notice | ApprovalRefusal {
  if (notice.state !== 'awaiting-approval') return 'not-waiting'
  return notice.draftedBy.personId === by.personId ? 'needs-another' : { ...notice, approvedBy: by }
}

/** The author sends alone, with a reason that is kept, once nobody has answered for `APPROVAL_WAIT_MS`. */
export function sendAlone(notice: Notice, by: PersonRef, reason: string, now: number): Notice | ApprovalRefusal {
  return aloneRefusal(notice, by, now) ?? { ...notice, aloneReason: reason }
}

export function aloneRefusal(notice: Notice, by: PersonRef, now: number): ApprovalRefusal | undefined {
  if (notice.state !== 'awaiting-approval') return 'not-waiting'
  if (notice.draftedBy.personId !== by.personId) return 'not-yours'
  return now < notice.draftedAt + APPROVAL_WAIT_MS ? 'too-early' : undefined
}

export function sent(notice: Notice, now: number): Notice {
  return { ...notice, state: 'sent', sentAt: now, round: notice.round + 1 }
}

/** The analyst asks for all of it once more. */
export const sentAnew = (notice: Notice, now: number): Notice => ({
  ...sent(notice, now),
  stepsBy: [],
  stepsFailed: [],
})

const AWAITING_FIRM: readonly NoticeState[] = ['sent', 'read', 'in-progress', 'busy']

/** States in which the firm is still waited for, so the ladder climbs. */
export const isAwaitingFirm = ({ state }: Pick<Notice, 'state'>): boolean => AWAITING_FIRM.includes(state)

export type Answered =
  | { kind: 'answered'; notice: Notice }
  | { kind: 'refused'; reason: 'not-sent' | 'already-done' | 'already-handled' }
  | { kind: 'refused'; reason: 'already-answered'; by: PersonRef; answer: Answer }

/** The firm's answer. What somebody has settled is not unsettled by a colleague's 忙しい, but a call for help always counts. */
export function answer(notice: Notice, given: Answer, by: PersonRef, now: number): Answered {
  if (notice.sentAt === null) return { kind: 'refused', reason: 'not-sent' }
  if (notice.state === 'done' || notice.state === 'false-alarm') return { kind: 'refused', reason: 'already-done' }
  const read = { ...notice, readAt: notice.readAt ?? now }
  if (given === 'what')
    return { kind: 'answered', notice: { ...read, state: read.state === 'sent' ? 'read' : read.state } }
  if (!canChange(notice.state, given)) return settledBefore(notice, by)
  const stepsBy = given === 'done' ? notice.steps.map((_, step) => notice.stepsBy[step] ?? by) : notice.stepsBy
  return { kind: 'answered', notice: { ...read, state: STATE_AFTER[given], answeredBy: by, answer: given, stepsBy } }
}

function canChange(state: NoticeState, given: Exclude<Answer, 'what'>): boolean {
  if (state === 'verifying') return STATE_AFTER[given] === 'handed-over'
  return state !== 'handed-over' || given === 'done'
}

function settledBefore({ answeredBy, answer: earlier }: Notice, by: PersonRef): Answered {
  if (!answeredBy || !earlier || answeredBy.personId === by.personId)
    return { kind: 'refused', reason: 'already-handled' }
  return { kind: 'refused', reason: 'already-answered', by: answeredBy, answer: earlier }
}

const STATE_AFTER: Record<Exclude<Answer, 'what'>, NoticeState> = {
  done: 'verifying',
  cannot: 'handed-over',
  busy: 'busy',
  later: 'busy',
  search: 'handed-over',
  maintenance: 'busy',
  vendor: 'handed-over',
  human: 'handed-over',
}

/** 未達・既読・応答: what proves that it arrived. That the platform took it proves nothing. */
export type Receipt = 'unread' | 'read' | 'answered'

export function receiptOf(notice: Pick<Notice, 'readAt' | 'answer' | 'stepsBy' | 'stepsFailed'>): Receipt {
  const { readAt, answer: given, stepsBy, stepsFailed } = notice
  if (given !== null || stepsBy.length + stepsFailed.length > 0) return 'answered'
  return readAt === null ? 'unread' : 'read'
}

/** Somebody of the firm knows of it. */
export const heard = (notice: Notice, now: number): Notice =>
  notice.sentAt === null || notice.readAt !== null
    ? notice
    : { ...notice, readAt: now, state: notice.state === 'sent' ? 'read' : notice.state }

/** The device that somebody was asked to look for is found: the firm goes on. */
export const searched = (notice: Notice): Notice =>
  notice.state === 'handed-over' && notice.answer === 'search' ? { ...notice, state: 'read' } : notice

/** Whoever was told last owns the next step. */
export const toldLast = (notice: Notice, personId: string): Notice => ({
  ...notice,
  told: [...notice.told.filter((id) => id !== personId), personId],
})

export const toldAlso = (notice: Notice, personId: string): Notice =>
  notice.told.includes(personId) ? notice : { ...notice, told: [...notice.told, personId] }

/** The analyst has seen that it is really over. */
export function finish(notice: Notice, now: number): Notice {
  return { ...notice, state: 'done', doneAt: now }
}
