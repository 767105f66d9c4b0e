import type { PersonRef } from './case.ts'

/**
 * Help from afar, by telephone and on the screen: asked for, agreed to by the firm, done, and ended as solved or as
 * difficult. What happened is a list of events that only grows; the record is what they add up to. Only „difficult“ tells
 * that a visit had to be thought of (R-141, the second condition), so it names who judged it, when, and by what.
 */
export interface RemoteHelp {
  state: RemoteHelpState
  askedBy: PersonRef
  askedAt: number
  /** Of the firm; null until somebody has answered. */
  consent: { by: PersonRef; at: number } | null
  helper: PersonRef | null
  begunAt: number | null
  outcome: RemoteOutcome | null
  movedAt: number
  /** Events so far. */
  length: number
}

export const REMOTE_HELP_STATES = ['asked', 'agreed', 'declined', 'in-hand', 'solved', 'difficult'] as const
/** 依頼, 同意, お断り, 対応中, 解決, 困難. */
export type RemoteHelpState = (typeof REMOTE_HELP_STATES)[number]

export interface RemoteOutcome {
  by: PersonRef
  at: number
  /** What was done, in the helper's words. */
  steps: string
  minutes: number
}

export type RemoteHelpEvent = { at: number; by: PersonRef } & (
  | { kind: 'asked' }
  | { kind: 'agreed' }
  | { kind: 'declined' }
  | { kind: 'begun' }
  | { kind: 'solved'; steps: string; minutes: number }
  | { kind: 'difficult'; steps: string; minutes: number }
)
export type RemoteHelpAct = RemoteHelpEvent['kind']

/** What it becomes by each act; what is not here cannot happen. Whoever declined may change their mind. */
const NEXT: Readonly<Record<RemoteHelpState, Partial<Record<RemoteHelpAct, RemoteHelpState>>>> = {
  asked: { agreed: 'agreed', declined: 'declined' },
  agreed: { begun: 'in-hand', declined: 'declined' },
  declined: { asked: 'asked', agreed: 'agreed' },
  'in-hand': { solved: 'solved', difficult: 'difficult' },
  solved: { asked: 'asked' },
  difficult: {},
}

export type RemoteHelpRefusal = 'already' | 'not-agreed' | 'not-now'

/** Why it cannot happen now; undefined when it can. Nothing has begun before the firm has agreed. */
export function refusalOf(help: RemoteHelp | undefined, act: RemoteHelpAct): RemoteHelpRefusal | undefined {
  if (!help) return act === 'asked' ? undefined : 'not-now'
  const next = NEXT[help.state][act]
  if (next !== undefined) return undefined
  if (act === help.state || (act === 'asked' && isOpen(help)) || (act === 'begun' && help.state === 'in-hand'))
    return 'already'
  return help.consent === null ? 'not-agreed' : 'not-now'
}

export const isOpen = ({ state }: Pick<RemoteHelp, 'state'>): boolean =>
  state === 'asked' || state === 'agreed' || state === 'in-hand'

export function apply(before: RemoteHelp | undefined, event: RemoteHelpEvent): RemoteHelp {
  if (refusalOf(before, event.kind)) throw new Error(`help that is ${before?.state} cannot be ${event.kind}`)
  const { at, by } = event
  if (!before || event.kind === 'asked')
    return {
      ...{ state: 'asked', askedBy: by, askedAt: at, consent: null, helper: null, begunAt: null, outcome: null },
      ...{ movedAt: at, length: (before?.length ?? 0) + 1 },
    }
  const state = NEXT[before.state][event.kind] ?? before.state
  const next = { ...before, state, movedAt: at, length: before.length + 1 }
  switch (event.kind) {
    case 'agreed':
      return { ...next, consent: { by, at } }
    case 'declined':
      return { ...next, consent: null }
    case 'begun':
      return { ...next, helper: by, begunAt: at }
    case 'solved':
    case 'difficult':
      return { ...next, outcome: { by, at, steps: event.steps, minutes: event.minutes } }
  }
}

export const replay = (events: readonly RemoteHelpEvent[]): RemoteHelp | undefined =>
  events.reduce<RemoteHelp | undefined>(apply, undefined)

/** Who found that it cannot be done from afar, when, and after what; undefined for every other end. */
export const judgedDifficult = ({ state, outcome }: RemoteHelp): RemoteOutcome | undefined =>
  state === 'difficult' && outcome ? outcome : undefined
