import type { PersonRef } from './case.ts'
import type { Skill } from './vendor.ts'

/**
 * A visit to a firm (駆け付け), from the judgement that it is necessary to its end. What happened is a list of events that
 * only grows; the dispatch is what they add up to. Nobody leaves before the firm has agreed to what it costs, a job has
 * exactly one winner, and every visit ends with its category and its minutes.
 */
export interface Dispatch {
  state: DispatchState
  need: Need
  basis: Basis
  terms: VisitTerms
  requestedBy: PersonRef
  requestedAt: number
  /** Which request the taps of now are about: an earlier one's are no consent to this one. */
  request: number
  /** Of whoever leads the firm, to these terms. */
  consent: Consent | null
  /** Of whoever lives there; null where nobody has to be asked. */
  homeConsent: Consent | null
  /** Vendors, ring after ring. */
  rings: readonly (readonly string[])[]
  ring: number
  declined: readonly { vendorId: string; reason: DeclineReason }[]
  winner: Winner | null
  /** What the vendor offered, one or two. */
  dates: readonly number[]
  startsAt: number | null
  visits: readonly Visit[]
  movedAt: number
  /** Events so far. */
  length: number
}

export const DISPATCH_STATES = [
  ...(['requested', 'refused', 'offering', 'unmanned', 'won', 'proposed', 'booked'] as const),
  ...(['departed', 'arrived', 'done', 'carried-over', 'cancelled'] as const),
] as const
/** 依頼, お断り, 募集, 引き受けなし, 確定, 候補日, 日時決定, 出発, 到着, 完了, 持越し, 取り消し. */
export type DispatchState = (typeof DISPATCH_STATES)[number]

export const VISIT_CATEGORIES = ['incident', 'trouble', 'installation'] as const
/** The pilot's table, by its very names: インシデント対応(駆け付け), 機器設置などのトラブル対応, 導入・設置支援. */
export type VisitCategory = (typeof VISIT_CATEGORIES)[number]

export interface Need {
  category: VisitCategory
  municipality: string
  skill: Skill
  /** Somebody's home: then they are asked, too. */
  home: PersonRef | null
  reason: string
  parts: string
}

/** Why it is thought necessary: only the first is the second condition of the insurance. */
export type Basis =
  | { kind: 'remote-difficult'; remoteHelpId: string; by: PersonRef; at: number }
  | { kind: 'wished' }
  | { kind: 'installation' }

/** What a visit costs, up to what it is paid for by others, and what is left for the firm; with tax. */
export interface VisitTerms {
  costYen: number
  limitYen: number
  selfPayYen: number
}

export interface Consent {
  by: PersonRef
  at: number
}

export interface Winner {
  vendorId: string
  name: string
  by: PersonRef
}

export const DECLINE_REASONS = ['busy', 'far', 'skill'] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]
export const CARRY_REASONS = ['parts', 'time', 'specialist'] as const
export type CarryReason = (typeof CARRY_REASONS)[number]

export interface Visit {
  category: VisitCategory
  startsAt: number
  departedAt: number
  arrivedAt: number | null
  /** Whoever said so: what they photograph belongs to this visit. */
  arrivedBy: PersonRef | null
  checks: readonly { item: string; isDone: boolean }[]
  photos: readonly string[]
  minutes: number | null
  endedAt: number | null
  result: 'done' | 'carried-over' | null
  why: CarryReason | null
  /** Who of the firm has seen that it was done. */
  signature: Consent | null
}

export type DispatchEvent = { at: number; by: PersonRef } & (
  | { kind: 'requested'; need: Need; basis: Basis; terms: VisitTerms }
  | { kind: 'agreed' }
  | { kind: 'home-agreed' }
  | { kind: 'refused' }
  | { kind: 'offered'; rings: readonly (readonly string[])[] }
  | { kind: 'declined'; vendorId: string; reason: DeclineReason }
  /** The next ring is asked; after the last the desk has to find somebody. */
  | { kind: 'widened' }
  | { kind: 'taken'; vendorId: string; name: string }
  | { kind: 'date-offered'; startsAt: number }
  | { kind: 'dates-refused' }
  | { kind: 'booked'; startsAt: number }
  | { kind: 'departed' }
  | { kind: 'arrived' }
  | { kind: 'checked'; item: string; isDone: boolean }
  | { kind: 'photographed'; photoId: string }
  | { kind: 'worked'; minutes: number }
  | { kind: 'finished'; why: CarryReason | null }
  | { kind: 'signed' }
  /** The winner cannot go after all. */
  | { kind: 'given-back' }
  | { kind: 'cancelled' }
)
export type DispatchAct = DispatchEvent['kind']

export const DATES = 2

/** What it becomes by each act; what is not here cannot happen. */
const NEXT: Readonly<Record<DispatchState, Partial<Record<DispatchAct, DispatchState>>>> = {
  requested: {
    ...{ agreed: 'requested', 'home-agreed': 'requested', refused: 'refused', offered: 'offering' },
    cancelled: 'cancelled',
  },
  refused: { requested: 'requested' },
  offering: { declined: 'offering', widened: 'offering', taken: 'won', cancelled: 'cancelled' },
  unmanned: { offered: 'offering', cancelled: 'cancelled' },
  won: { 'date-offered': 'won', 'given-back': 'unmanned', cancelled: 'cancelled' },
  proposed: { booked: 'booked', 'dates-refused': 'won', 'given-back': 'unmanned', cancelled: 'cancelled' },
  booked: { departed: 'departed', 'given-back': 'unmanned', cancelled: 'cancelled' },
  departed: { arrived: 'arrived' },
  arrived: { checked: 'arrived', photographed: 'arrived', worked: 'arrived', finished: 'done' },
  done: { signed: 'done', requested: 'requested' },
  'carried-over': {
    ...{ signed: 'carried-over', 'date-offered': 'won', 'given-back': 'unmanned', cancelled: 'cancelled' },
  },
  cancelled: { requested: 'requested' },
}

export type DispatchRefusal = 'already' | 'taken' | 'not-agreed' | 'not-asked' | 'incomplete' | 'over' | 'not-now'

/** Why it cannot happen now; undefined when it can. */
export function refusalOf(dispatch: Dispatch | undefined, event: DispatchEvent): DispatchRefusal | undefined {
  if (!dispatch) return event.kind === 'requested' ? undefined : 'not-now'
  if (NEXT[dispatch.state][event.kind] === undefined) return whyNot(dispatch, event)
  const visit = dispatch.visits.at(-1)
  switch (event.kind) {
    case 'agreed':
      return dispatch.consent ? 'already' : undefined
    case 'home-agreed':
      if (dispatch.need.home?.personId !== event.by.personId) return 'not-asked'
      return dispatch.homeConsent ? 'already' : undefined
    case 'offered':
      return isAgreed(dispatch) ? undefined : 'not-agreed'
    case 'declined':
      if (!askedIn(dispatch).includes(event.vendorId)) return 'not-asked'
      return hasDeclined(dispatch, event.vendorId) ? 'already' : undefined
    case 'taken':
      return askedIn(dispatch).includes(event.vendorId) ? undefined : 'not-asked'
    case 'date-offered':
      return dispatch.state === 'won' && dispatch.dates.includes(event.startsAt) ? 'already' : undefined
    case 'booked':
      return dispatch.dates.includes(event.startsAt) ? undefined : 'not-asked'
    case 'checked':
      return visit?.checks.some(({ item }) => item === event.item) ? 'already' : undefined
    case 'finished':
      return visit?.minutes == null ? 'incomplete' : undefined
    case 'signed':
      return visit?.signature ? 'already' : undefined
    default:
      return undefined
  }
}

function whyNot({ state, winner }: Dispatch, { kind }: DispatchEvent): DispatchRefusal {
  if (kind === 'taken' || kind === 'declined') return winner ? 'taken' : 'over'
  if (kind === state || (kind === 'requested' && !isOver({ state }))) return 'already'
  return isOver({ state }) ? 'over' : 'not-now'
}

/** Nothing more comes of it by itself. */
export const isOver = ({ state }: Pick<Dispatch, 'state'>): boolean =>
  state === 'refused' || state === 'done' || state === 'cancelled'

const FORGOTTEN_AFTER_MS = 30 * 86_400_000

/**
 * When nobody may know any more where the visit goes to: thirty days after it, or after the last that happened.
 * Undefined where nobody goes, because then it is forgotten at once.
 */
export function forgetsAt({ state, visits, startsAt, movedAt }: Dispatch): number | undefined {
  if (state === 'refused' || state === 'cancelled') return undefined
  const last = state === 'done' ? visits.at(-1)?.endedAt : Math.max(movedAt, startsAt ?? 0)
  return (last ?? movedAt) + FORGOTTEN_AFTER_MS
}

/** Everybody who has to has agreed. */
export const isAgreed = ({ consent, homeConsent, need }: Dispatch): boolean =>
  consent !== null && (need.home === null || homeConsent !== null)

/** Everybody whom the job has been offered to so far. */
export const askedIn = ({ rings, ring }: Dispatch): readonly string[] => rings.slice(0, ring + 1).flat()

const hasDeclined = ({ declined }: Dispatch, vendorId: string): boolean =>
  declined.some((one) => one.vendorId === vendorId)

/** Nobody who was asked can still say yes, so there is no reason to wait. */
export const isExhausted = (dispatch: Dispatch): boolean =>
  dispatch.state === 'offering' && askedIn(dispatch).every((vendorId) => hasDeclined(dispatch, vendorId))

export function apply(before: Dispatch | undefined, event: DispatchEvent): Dispatch {
  const refusal = refusalOf(before, event)
  if (refusal) throw new Error(`a visit that is ${before?.state} cannot be ${event.kind}: ${refusal}`)
  if (event.kind === 'requested') return requested(before, event)
  if (!before) throw new Error(`a visit cannot begin with ${event.kind}`)
  const { at, by } = event
  const state = NEXT[before.state][event.kind] ?? before.state
  const next: Dispatch = { ...before, state, movedAt: at, length: before.length + 1 }
  switch (event.kind) {
    case 'agreed':
      return { ...next, consent: { by, at } }
    case 'home-agreed':
      return { ...next, homeConsent: { by, at } }
    case 'offered':
      return offered(next, event.rings)
    case 'declined':
      return { ...next, declined: [...before.declined, { vendorId: event.vendorId, reason: event.reason }] }
    case 'widened':
      return before.ring + 1 < before.rings.length ? { ...next, ring: before.ring + 1 } : { ...next, state: 'unmanned' }
    case 'taken':
      return { ...next, winner: { vendorId: event.vendorId, name: event.name, by }, dates: [] }
    case 'date-offered': {
      const dates = before.state === 'won' ? [...before.dates, event.startsAt] : [event.startsAt]
      return { ...next, dates, startsAt: null, state: dates.length < DATES ? 'won' : 'proposed' }
    }
    case 'dates-refused':
      return { ...next, dates: [] }
    case 'booked':
      return { ...next, startsAt: event.startsAt }
    case 'departed':
      return { ...next, visits: [...before.visits, setOut(before, at)] }
    case 'finished':
      return onVisit({ ...next, state: event.why ? 'carried-over' : 'done' }, event)
    case 'given-back':
      return { ...next, winner: null, dates: [], startsAt: null }
    case 'arrived':
    case 'checked':
    case 'photographed':
    case 'worked':
    case 'signed':
      return onVisit(next, event)
    case 'refused':
    case 'cancelled':
      return next
  }
}

function requested(before: Dispatch | undefined, event: DispatchEvent & { kind: 'requested' }): Dispatch {
  const { at, by, need, basis, terms } = event
  const length = (before?.length ?? 0) + 1
  return {
    ...{ state: 'requested', need, basis, terms, requestedBy: by, requestedAt: at, request: length },
    ...{ consent: null, homeConsent: null, rings: [], ring: 0, declined: [], winner: null, dates: [], startsAt: null },
    ...{ visits: before?.visits ?? [], movedAt: at, length },
  }
}

const offered = (next: Dispatch, rings: Dispatch['rings']): Dispatch => ({
  ...{ ...next, rings, ring: 0, declined: [], winner: null },
  state: rings.length > 0 ? 'offering' : 'unmanned',
})

const setOut = ({ need, startsAt }: Dispatch, departedAt: number): Visit => ({
  ...{
    category: need.category,
    startsAt: startsAt ?? departedAt,
    departedAt,
    arrivedAt: null,
    arrivedBy: null,
    checks: [],
  },
  ...{ photos: [], minutes: null, endedAt: null, result: null, why: null, signature: null },
})

type OnVisit = Extract<
  DispatchEvent,
  { kind: 'arrived' | 'checked' | 'photographed' | 'worked' | 'finished' | 'signed' }
>

function onVisit(dispatch: Dispatch, event: OnVisit): Dispatch {
  const visit = dispatch.visits.at(-1)
  if (!visit) throw new Error('nobody has set out')
  return { ...dispatch, visits: [...dispatch.visits.slice(0, -1), visitAfter(visit, event)] }
}

function visitAfter(visit: Visit, event: OnVisit): Visit {
  switch (event.kind) {
    case 'arrived':
      return { ...visit, arrivedAt: event.at, arrivedBy: event.by }
    case 'checked':
      return { ...visit, checks: [...visit.checks, { item: event.item, isDone: event.isDone }] }
    case 'photographed':
      return { ...visit, photos: [...visit.photos, event.photoId] }
    case 'worked':
      return { ...visit, minutes: event.minutes }
    case 'finished':
      return { ...visit, endedAt: event.at, result: event.why ? 'carried-over' : 'done', why: event.why }
    case 'signed':
      return { ...visit, signature: { by: event.by, at: event.at } }
  }
}

export const replay = (events: readonly DispatchEvent[]): Dispatch | undefined =>
  events.reduce<Dispatch | undefined>(apply, undefined)
