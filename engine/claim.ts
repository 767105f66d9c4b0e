import type { PersonRef } from './case.ts'
import type { VisitCategory } from './dispatch.ts'

/**
 * The trigger record of one case (発動記録, R-141): an attack was detected by the system, it could not be handled from afar,
 * a visit is necessary, each with who, when and by what. Only all three make a claim possible; whether it is paid the insurer
 * decides. What happened is a list of events that only grows; the claim is what they add up to.
 */
export interface Claim {
  state: ClaimState
  facts: Readonly<Partial<Record<Condition, Recorded>>>
  /** What was drafted for the insurer, and of it what the firm agrees to show. */
  pack: Pack | null
  /** What the insurer has said. */
  outcome: { by: PersonRef; at: number } | null
  movedAt: number
  /** Events so far. */
  length: number
}

export const CLAIM_STATES = ['judging', 'met', 'not-met', 'drafted', 'sent', 'paid', 'refused'] as const
/** 判定中, 要件充足, 不足, 請求資料作成, 送付, 支払, 否認. */
export type ClaimState = (typeof CLAIM_STATES)[number]

export const CONDITIONS = ['detected', 'remote-difficult', 'visit-needed'] as const
export type Condition = (typeof CONDITIONS)[number]

/** Where a value stands: a column of a row, and the way into it where it is JSON. */
export interface Source {
  table: string
  key: Readonly<Record<string, string | number>>
  path: readonly string[]
}

interface Found {
  /** Whether the condition holds: a solved remote help is a fact, too. */
  holds: boolean
  by: PersonRef
  at: number
  /** By what it was found, in words. */
  evidence: string
  /** The row of the act itself; where it was written down here alone, null: then the event is the row. */
  source: Source | null
}

export type Fact =
  | (Found & { condition: 'detected'; alerts: readonly string[] })
  | (Found & { condition: 'remote-difficult' })
  | (Found & { condition: 'visit-needed'; category: VisitCategory })

/** `seq` is the event that wrote it down: where it is found again. */
export type Recorded = Fact & { seq: number }

export const PACK_ITEMS = ['firm', 'detection', 'devices', 'remote', 'visit'] as const
/** What the firm agrees to one by one. */
export type PackItem = (typeof PACK_ITEMS)[number]

export interface PackField {
  item: PackItem
  key: string
  value: string | number
  source: Source
}

export interface Pack {
  fields: readonly PackField[]
  draftedAt: number
  /** Left out by the firm. */
  withheld: readonly PackItem[]
  approvedBy: PersonRef | null
  approvedAt: number | null
}

export type ClaimEvent = { at: number; by: PersonRef } & (
  | { kind: 'fact'; fact: Fact }
  | { kind: 'drafted'; fields: readonly PackField[] }
  | { kind: 'item-withheld'; item: PackItem }
  | { kind: 'item-shown'; item: PackItem }
  /** By whoever leads the firm: what is not withheld goes to the insurer. */
  | { kind: 'approved' }
  /** The firm shows nothing. */
  | { kind: 'kept' }
  | { kind: 'paid' }
  | { kind: 'refused' }
)
export type ClaimAct = ClaimEvent['kind']

/** In which states each act can happen. */
const WHEN: Readonly<Record<ClaimAct, readonly ClaimState[]>> = {
  fact: ['judging', 'met', 'not-met'],
  drafted: ['met'],
  'item-withheld': ['drafted'],
  'item-shown': ['drafted'],
  approved: ['drafted'],
  kept: ['drafted'],
  paid: ['sent'],
  refused: ['sent'],
}

export type ClaimRefusal = 'already' | 'not-met' | 'nothing-to-show' | 'not-now'

/** Why it cannot happen now; undefined when it can. */
export function refusalOf(claim: Claim | undefined, event: ClaimEvent): ClaimRefusal | undefined {
  if (!claim) return event.kind === 'fact' ? undefined : 'not-met'
  if (!WHEN[event.kind].includes(claim.state)) {
    if (event.kind === 'drafted') return ['judging', 'not-met'].includes(claim.state) ? 'not-met' : 'already'
    return claim.state === event.kind ? 'already' : 'not-now'
  }
  return event.kind === 'approved' && shownFields(claim).length === 0 ? 'nothing-to-show' : undefined
}

export function apply(before: Claim | undefined, event: ClaimEvent): Claim {
  const refusal = refusalOf(before, event)
  if (refusal) throw new Error(`a claim that is ${before?.state} cannot be ${event.kind}: ${refusal}`)
  const { at, by } = event
  const claim = before ?? { state: 'judging', facts: {}, pack: null, outcome: null, movedAt: at, length: 0 }
  const next = { ...claim, movedAt: at, length: claim.length + 1 }
  const { pack } = next
  switch (event.kind) {
    case 'fact': {
      const facts = { ...next.facts, [event.fact.condition]: { ...event.fact, seq: next.length } }
      return { ...next, facts, state: judged(facts) }
    }
    case 'drafted': {
      const drafted = { fields: event.fields, draftedAt: at, withheld: [], approvedBy: null, approvedAt: null }
      return { ...next, state: 'drafted', pack: drafted }
    }
    case 'item-withheld':
      return { ...next, pack: pack && { ...pack, withheld: [...new Set([...pack.withheld, event.item])] } }
    case 'item-shown':
      return { ...next, pack: pack && { ...pack, withheld: pack.withheld.filter((item) => item !== event.item) } }
    case 'approved':
      return { ...next, state: 'sent', pack: pack && { ...pack, approvedBy: by, approvedAt: at } }
    case 'kept':
      return { ...next, state: 'met', pack: null }
    case 'paid':
    case 'refused':
      return { ...next, state: event.kind, outcome: { by, at } }
  }
}

/** One that does not hold ends it, until it is found otherwise; nothing but all three is enough. */
function judged(facts: Claim['facts']): 'judging' | 'met' | 'not-met' {
  const known = CONDITIONS.map((condition) => facts[condition])
  if (known.some((fact) => fact && !counts(fact))) return 'not-met'
  return known.every((fact) => fact !== undefined) ? 'met' : 'judging'
}

/** Detected means alerts of a sensor; a visit to install or repair something is no answer to an attack. */
function counts(fact: Fact): boolean {
  if (!fact.holds) return false
  if (fact.condition === 'detected') return fact.alerts.length > 0
  return fact.condition === 'remote-difficult' || fact.category === 'incident'
}

export const doesCount = (fact: Fact | undefined): boolean => fact !== undefined && counts(fact)

/** What the insurer may see once the firm has agreed: nothing before. */
export const shownToInsurer = (claim: Claim): readonly PackField[] =>
  claim.pack?.approvedAt == null ? [] : shownFields(claim)

const shownFields = ({ pack }: Claim): readonly PackField[] =>
  pack?.fields.filter(({ item }) => !pack.withheld.includes(item)) ?? []

export const itemsOf = (fields: readonly PackField[]): PackItem[] =>
  PACK_ITEMS.filter((item) => fields.some((field) => field.item === item))

export const replay = (events: readonly ClaimEvent[]): Claim | undefined =>
  events.reduce<Claim | undefined>(apply, undefined)
