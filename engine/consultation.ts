import type { PersonRef } from './case.ts'

/**
 * A firm's question to the desk: opened on LINE or typed in after a telephone call or a mail, worked by people
 * in a thread, and solved. What happened is a list of events that only grows; the consultation is what they add up to
 * (`replay`). The words are kept beside it, not in it, because they can be taken back.
 */
export interface Consultation {
  state: ConsultationState
  channel: ConsultationChannel
  matter: Matter
  category: Category | null
  tag: Tag | null
  /** Who asked; '' where nobody was named. */
  who: string
  /** Who of the desk holds it. */
  holder: PersonRef | null
  /** Epoch ms. */
  openedAt: number
  /** When the desk first had something to say, or took the call. */
  answeredAt: number | null
  /** When either side last said something. */
  spokenAt: number
  movedAt: number
  /** Events so far. */
  length: number
}

export const CONSULTATION_STATES = ['new', 'received', 'in-hand', 'waiting', 'solved', 'reopened'] as const
/** 新規, 受付, 対応中, 顧客待ち, 解決, 再開. */
export type ConsultationState = (typeof CONSULTATION_STATES)[number]

export const CONSULTATION_CHANNELS = ['phone', 'mail', 'chat'] as const
export type ConsultationChannel = (typeof CONSULTATION_CHANNELS)[number]

export const MATTERS = ['consult', 'remote', 'visit', 'emergency'] as const
/** What somebody asked for: to talk, to have a computer looked at from afar, somebody to come, or help at once. */
export type Matter = (typeof MATTERS)[number]

/** The pilot's table, by its very names. */
export const CATEGORIES = ['joining', 'installation', 'security', 'other'] as const
export type Category = (typeof CATEGORIES)[number]
/** What the questions about installation were about. */
export const TAGS = ['connecting', 'network-settings', 'after-installation'] as const
export type Tag = (typeof TAGS)[number]

export interface Classification {
  category: Category
  /** Of installation alone. */
  tag: Tag | null
}

export type ConsultationEvent = { at: number; by: PersonRef } & (
  | ({ kind: 'opened'; channel: ConsultationChannel; matter: Matter; who: string } & Partial<Classification>)
  /** The firm wrote something. */
  | { kind: 'heard' }
  /** The firm took words back. */
  | { kind: 'taken-back' }
  | { kind: 'taken' }
  /** Somebody else of the desk goes on with it. */
  | { kind: 'taken-over' }
  /** The desk's words went to the firm. */
  | { kind: 'published' }
  | ({ kind: 'classified' } & Classification)
  | { kind: 'waiting' }
  | { kind: 'solved' }
  | { kind: 'reopened' }
  /** Nobody said anything for so long that the bot answers again. */
  | { kind: 'released' }
  /** The desk put its own words right, or took them back. */
  | { kind: 'amended' }
  | { kind: 'withdrawn' }
  /** It was found out which firm's it is. */
  | { kind: 'matched'; firmId: string }
)
export type ConsultationAct = Exclude<ConsultationEvent['kind'], 'opened'>

/** Nothing moves by these. */
type Still = 'taken-back' | 'amended' | 'withdrawn' | 'matched'
type Move = Exclude<ConsultationAct, Still>

/** What it becomes by each act; what is not here cannot happen. A word that crossed the solving opens it again. */
const NEXT: Readonly<Record<ConsultationState, Partial<Record<Move, ConsultationState>>>> = {
  new: { heard: 'new', taken: 'in-hand', published: 'in-hand', classified: 'received', solved: 'solved' },
  received: { heard: 'received', taken: 'in-hand', published: 'in-hand', classified: 'received', solved: 'solved' },
  'in-hand': {
    ...{ heard: 'in-hand', published: 'in-hand', classified: 'in-hand', waiting: 'waiting', solved: 'solved' },
    ...{ released: 'received', 'taken-over': 'in-hand' },
  },
  waiting: {
    heard: 'in-hand',
    'taken-over': 'waiting',
    published: 'waiting',
    classified: 'waiting',
    solved: 'solved',
    released: 'received',
  },
  solved: { heard: 'reopened', classified: 'solved', reopened: 'reopened' },
  reopened: { heard: 'reopened', taken: 'in-hand', published: 'in-hand', classified: 'reopened', solved: 'solved' },
}

const nextOf = (state: ConsultationState, act: ConsultationAct): ConsultationState | undefined =>
  isStill(act) ? state : NEXT[state][act]

const STILL: readonly ConsultationAct[] = ['taken-back', 'amended', 'withdrawn', 'matched'] satisfies Still[]
const isStill = (act: ConsultationAct): act is Still => STILL.includes(act)

export const isOpen = ({ state }: Pick<Consultation, 'state'>): boolean => state !== 'solved'

/** A person holds the talk: nobody else answers the firm's words. */
export const isHeld = ({ state }: Pick<Consultation, 'state'>): boolean => state === 'in-hand' || state === 'waiting'

export type ConsultationRefusal = 'already' | 'over' | 'not-now'

/** Why it cannot happen now; undefined when it can. */
export function refusalOf({ state }: Consultation, act: ConsultationAct): ConsultationRefusal | undefined {
  if (nextOf(state, act) !== undefined) return undefined
  if (act === 'taken' && (state === 'in-hand' || state === 'waiting')) return 'already'
  if (act === state) return 'already'
  return state === 'solved' ? 'over' : 'not-now'
}

export function apply(before: Consultation | undefined, event: ConsultationEvent): Consultation {
  if (event.kind === 'opened') return opened(event)
  if (!before) throw new Error(`a consultation cannot begin with ${event.kind}`)
  const state = nextOf(before.state, event.kind)
  if (state === undefined) throw new Error(`a consultation that is ${before.state} cannot be ${event.kind}`)
  const next = { ...before, state, movedAt: event.at, length: before.length + 1 }
  switch (event.kind) {
    case 'heard':
      return { ...next, spokenAt: event.at }
    case 'taken':
    case 'taken-over':
      return { ...next, holder: event.by, spokenAt: event.at }
    case 'published':
      return {
        ...next,
        holder: before.holder ?? event.by,
        answeredAt: before.answeredAt ?? event.at,
        spokenAt: event.at,
      }
    case 'classified':
      return { ...next, ...classificationOf(event) }
    case 'released':
    case 'reopened':
      return { ...next, holder: null }
    case 'amended':
    case 'withdrawn':
      return { ...next, spokenAt: event.at }
    case 'taken-back':
    case 'matched':
    case 'waiting':
    case 'solved':
      return next
  }
}

/** Whoever typed it in was talking with them. */
function opened(event: ConsultationEvent & { kind: 'opened' }): Consultation {
  const { channel, matter, who, category, tag = null, at } = event
  const isTyped = channel !== 'chat'
  return {
    ...{ state: isTyped ? 'received' : 'new', channel, matter, who, holder: null },
    ...(category === undefined ? { category: null, tag: null } : classificationOf({ category, tag })),
    ...{ openedAt: at, answeredAt: isTyped ? at : null, spokenAt: at, movedAt: at, length: 1 },
  }
}

const classificationOf = ({ category, tag }: Classification): Classification => ({
  category,
  tag: category === 'installation' ? tag : null,
})

export const replay = (events: readonly ConsultationEvent[]): Consultation | undefined =>
  events.reduce<Consultation | undefined>(apply, undefined)

const HOUR_MS = 3_600_000
/** Of business time, without a word from either side. */
export const SILENCE_MS = 24 * HOUR_MS
