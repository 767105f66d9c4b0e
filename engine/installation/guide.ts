import type { PersonRef } from '../case.ts'
import type { Choice, ChoiceReason, Missing, PlaceFacts } from './choice.ts'
import {
  CANNOTS_MAX,
  type Symptom,
  type Trouble,
  type TroubleGuide,
  type TroubleNext,
  type TroubleNode,
  type TroubleOutcome,
  troubleAfter,
  troubleBegun,
} from './trouble.ts'
import { type Network, type StepId, type Wiring, wiringFor } from './wiring.ts'

/**
 * A firm plugs its sensor in, led one step at a time, and comes back when something does not work any more.
 * Whoever cannot do a step is told one other thing to try, and the second time somebody is offered to come.
 */
export interface Installation {
  state: InstallationState
  /** Of the order that the sensor comes by; null where none is known. */
  orderId: string | null
  wiring: Wiring
  facts: PlaceFacts
  reason: ChoiceReason
  /** What has to be known before anything can be drawn; null once it is. */
  missing: Missing | null
  /** Why the desk has chosen otherwise; '' where the rule has chosen. */
  why: string
  /** The step that is shown, from 0. */
  step: number
  /** „できない“ to this step. */
  cannots: number
  trouble: Trouble | null
  /** The days that were offered for a visit, epoch ms. */
  dates: readonly number[]
  /** Taps and words of the firm so far, the last move, and who leads it on. */
  turns: number
  movedAt: number
  by: PersonRef | null
}

/** 図ができた, つないでいる, あとで, 通信の確認待ち, つながった, 訪問を頼んだ, 人に相談している. */
export type InstallationState = 'drawn' | 'guiding' | 'paused' | 'checking' | 'connected' | 'visiting' | 'helped'

export type InstallationAct =
  | { kind: 'show' }
  | { kind: 'done'; step: number }
  | { kind: 'cannot'; step: number }
  | { kind: 'back'; step: number }
  | { kind: 'later' }
  | { kind: 'human' }
  | { kind: 'photo-wished' }
  | { kind: 'connected'; pcs: number | null }
  | { kind: 'symptom'; symptom: Symptom }
  | { kind: 'trouble-done'; turn: number; symptom: Symptom }
  | { kind: 'trouble-cannot'; turn: number; symptom: Symptom }
  | { kind: 'restore' }
  | { kind: 'offered'; dates: readonly number[] }
  | { kind: 'visit-chosen'; date: number }
  | { kind: 'redrawn'; wiring: Wiring; reason: ChoiceReason; why: string }

/** What is said because of it; the flow words it. */
export type InstallationSays =
  | { kind: 'step'; step: number }
  | { kind: 'hint'; id: StepId }
  | { kind: 'checking' }
  | { kind: 'connected'; pcs: number | null }
  | { kind: 'later' }
  | { kind: 'send-photo' }
  | { kind: 'turn'; trouble: Trouble; node: TroubleNode }
  | { kind: 'over'; outcome: TroubleOutcome }
  | { kind: 'offer-visit' }
  | { kind: 'visit-asked'; date: number }
  | { kind: 'desk' }
  | { kind: 'restore' }
  | { kind: 'ask' }

export interface Decided {
  installation: Installation
  says: readonly InstallationSays[]
}

/** A tap of a step that is over shows where things stand instead. */
export function decide(before: Installation, act: InstallationAct, guide: TroubleGuide): Decided {
  switch (act.kind) {
    case 'show':
      return shown(before)
    case 'done':
      return act.step === before.step && isUnderWay(before) ? advanced(before) : shown(before)
    case 'cannot':
      return act.step === before.step && isUnderWay(before) ? stuck(before) : shown(before)
    case 'back':
      return shown({ ...before, step: Math.max(0, Math.min(act.step, before.step) - 1), cannots: 0, state: 'guiding' })
    case 'later':
      return {
        installation: { ...before, state: isUnderWay(before) ? 'paused' : before.state },
        says: [{ kind: 'later' }],
      }
    case 'human':
      return { installation: { ...before, trouble: null }, says: [{ kind: 'desk' }] }
    case 'photo-wished':
      return { installation: before, says: [{ kind: 'send-photo' }] }
    case 'connected':
      return connected(before, act.pcs)
    case 'symptom':
      return troubled(before, troubleBegun(guide, act.symptom))
    case 'trouble-done':
      return answered(before, act, 'done', guide)
    case 'trouble-cannot':
      return answered(before, act, 'cannot', guide)
    case 'restore':
      return { installation: { ...before, trouble: null }, says: [{ kind: 'restore' }] }
    case 'offered':
      return { installation: { ...before, dates: act.dates }, says: [{ kind: 'offer-visit' }] }
    case 'visit-chosen':
      return chosen(before, act.date)
    case 'redrawn':
      return { installation: { ...before, ...redrawn(act) }, says: [] }
  }
}

const isUnderWay = ({ state }: Installation): boolean => state !== 'checking' && state !== 'connected'

function shown(before: Installation): Decided {
  if (before.missing) return { installation: before, says: [{ kind: 'ask' }] }
  if (before.state === 'connected') return { installation: before, says: [{ kind: 'connected', pcs: null }] }
  if (before.state === 'checking') return { installation: before, says: [{ kind: 'checking' }] }
  return { installation: { ...before, state: 'guiding' }, says: [{ kind: 'step', step: before.step }] }
}

/** The last one is not the end: whether the sensor really sends is seen by us. */
function advanced(before: Installation): Decided {
  const step = before.step + 1
  const next = { ...before, step, cannots: 0 }
  if (step < before.wiring.steps.length) return shown(next)
  return { installation: { ...next, state: 'checking' }, says: [{ kind: 'checking' }] }
}

function stuck(before: Installation): Decided {
  const cannots = before.cannots + 1
  const installation: Installation = { ...before, cannots, state: 'guiding' }
  const step = before.wiring.steps[before.step]
  if (cannots >= CANNOTS_MAX || !step) return { installation, says: [{ kind: 'offer-visit' }] }
  return { installation, says: [{ kind: 'hint', id: step.id }] }
}

/** What the sensor says counts more than what was tapped: a firm that has jumped ahead is done as well. */
const connected = (before: Installation, pcs: number | null): Decided => ({
  installation: { ...before, state: 'connected', step: before.wiring.steps.length, cannots: 0 },
  says: before.state === 'connected' ? [] : [{ kind: 'connected', pcs }],
})

function answered(
  before: Installation,
  { turn, symptom }: { turn: number; symptom: Symptom },
  answer: 'done' | 'cannot',
  guide: TroubleGuide,
): Decided {
  const { trouble } = before
  if (trouble?.symptom !== symptom || trouble.turn !== turn)
    return trouble ? troubled(before, { kind: 'turn', trouble, node: nodeOf(guide, trouble) }) : shown(before)
  return troubled(before, troubleAfter(guide, trouble, answer))
}

const nodeOf = (guide: TroubleGuide, { symptom, turn }: Trouble): TroubleNode =>
  guide[symptom][turn] ?? { kind: 'human' }

function troubled(before: Installation, next: TroubleNext): Decided {
  switch (next.kind) {
    case 'turn':
      return { installation: { ...before, trouble: next.trouble }, says: [next] }
    case 'visit':
      return { installation: { ...before, trouble: next.trouble }, says: [{ kind: 'offer-visit' }] }
    case 'over':
      return { installation: { ...before, trouble: null }, says: [next.outcome === 'human' ? { kind: 'desk' } : next] }
  }
}

/** One visit at a time; a day that was not offered is none. */
function chosen(before: Installation, date: number): Decided {
  if (!before.dates.includes(date)) return shown(before)
  const installation: Installation = { ...before, dates: [], cannots: 0, state: 'visiting' }
  return { installation, says: [{ kind: 'visit-asked', date }] }
}

/** A drawing that is another begins anew: what was plugged in by the old one is looked at again. */
const redrawn = ({ wiring, reason, why }: Extract<InstallationAct, { kind: 'redrawn' }>): Partial<Installation> => ({
  ...{ wiring, reason, why, missing: null, step: 0, cannots: 0, trouble: null, dates: [], state: 'drawn' },
})

/** What an undecided one is drawn as until somebody knows better: it is never shown. */
const UNDECIDED = { device: 'small-office', needsSwitch: 'none', reason: 'desk' } as const

/** As it stands before anybody has begun. */
export function drawnFor(
  choice: Choice,
  { facts, network, orderId, at }: { facts: PlaceFacts; network: Network; orderId: string | null; at: number },
): Installation {
  const { device, needsSwitch, reason } = choice.kind === 'chosen' ? choice : UNDECIDED
  return {
    ...{ state: 'drawn', orderId, facts, reason, why: '', wiring: wiringFor({ device, needsSwitch }, network) },
    ...{ missing: choice.kind === 'ask' ? choice.missing : null, step: 0, cannots: 0, trouble: null, dates: [] },
    ...{ turns: 0, movedAt: at, by: null },
  }
}
