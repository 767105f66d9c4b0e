import type { PersonRef } from './case.ts'
import { type Answered, answer, isAwaitingFirm, type Notice, type NoticeState } from './notice.ts'

/** The follow-up of a notice: its countermeasures one after the other, until an analyst has seen that it is over. */

/** Whoever has said できない so often needs a person, be it about one countermeasure or about two. */
const FAILURES_MAX = 2

export type StepGiven = 'done' | 'cannot'

export type StepAnswered =
  /** The next countermeasure is in hand. */
  | { kind: 'moved'; notice: Notice }
  /** The same one is tried again. */
  | { kind: 'tried'; notice: Notice }
  /** Nothing more is asked of the firm: all is done, or a person helps. */
  | { kind: 'settled'; notice: Notice }
  /** Another countermeasure is in hand by now; `by` did this one. */
  | { kind: 'overtaken'; by: PersonRef | undefined }
  | Extract<Answered, { kind: 'refused' }>

const NOTHING_IN_HAND: readonly NoticeState[] = ['draft', 'awaiting-approval', 'verifying', 'done', 'false-alarm']

/** Counted from 0; the desk may have the matter, and the firm goes on meanwhile. */
export function stepInHand({ state, steps, stepsBy }: Notice): number | undefined {
  if (NOTHING_IN_HAND.includes(state)) return undefined
  return stepsBy.length < steps.length ? stepsBy.length : undefined
}

export function answerStep(
  notice: Notice,
  { step, given }: { step: number; given: StepGiven },
  by: PersonRef,
  now: number,
): StepAnswered {
  const inHand = stepInHand(notice)
  if (inHand !== undefined && inHand !== step) return { kind: 'overtaken', by: notice.stepsBy[step] }
  const counted = given === 'done' ? notice : { ...notice, stepsFailed: [...notice.stepsFailed, step] }
  if (inHand === undefined || isLastWord(counted, inHand, given)) return settled(answer(counted, given, by, now))
  const read = { ...counted, readAt: notice.readAt ?? now }
  const held: Notice = isAwaitingFirm(notice) ? { ...read, state: 'in-progress', answeredBy: by } : read
  return given === 'done'
    ? { kind: 'moved', notice: { ...held, stepsBy: [...notice.stepsBy, by] } }
    : { kind: 'tried', notice: held }
}

function isLastWord(notice: Notice, inHand: number, given: StepGiven): boolean {
  if (given === 'done') return inHand === notice.steps.length - 1
  return notice.stepsFailed.length >= FAILURES_MAX || !isAwaitingFirm(notice)
}

const settled = (answered: Answered): StepAnswered =>
  answered.kind === 'refused' ? answered : { kind: 'settled', notice: answered.notice }

/** 通報→既読→端末特定→対処中→確認→完了. */
export const STAGES = ['sent', 'read', 'device-found', 'in-progress', 'verifying', 'done'] as const
export type Stage = (typeof STAGES)[number]

export const EXITS = ['busy', 'handed-over', 'dispatched', 'false-alarm'] as const
/** Where it has left the way: 忙しい・引継ぎ・駆け付け・誤報. */
export type Exit = (typeof EXITS)[number]

/** How far the follow-up of a notice has come. */
export interface FollowUp {
  stage: Stage
  exit: Exit | null
  /** Somebody has said whose the device is; who is told the countermeasures may do them without saying so. */
  isDeviceKnown: boolean
  /** Countermeasures that are done, of how many. */
  steps: { done: number; total: number }
}

/** Undefined while it has not gone out. */
export function followUpOf(notice: Notice, isDeviceKnown: boolean): FollowUp | undefined {
  if (notice.sentAt === null) return undefined
  return {
    stage: stageOf(notice, isDeviceKnown),
    exit: EXITS.find((exit) => exit === notice.state) ?? null,
    isDeviceKnown,
    steps: { done: notice.stepsBy.length, total: notice.steps.length },
  }
}

function stageOf({ state, stepsBy, stepsFailed, readAt }: Notice, isDeviceKnown: boolean): Stage {
  if (state === 'done' || state === 'verifying') return state
  if (stepsBy.length + stepsFailed.length > 0) return 'in-progress'
  if (readAt === null) return 'sent'
  return isDeviceKnown ? 'device-found' : 'read'
}
