import type { PersonRef } from './case.ts'
import { FIRMS_MIN } from './diagnosis/groups.ts'

/**
 * What happened to a firm and what helped, told to the others near it without its name. Nothing of a firm is
 * published without the consent of whoever leads it to that very text.
 */
export interface Example {
  state: ExampleState
  /** Gone once it is withdrawn. */
  body: ExampleBody | null
  /** Of the body. */
  hash: string | null
  consent: Consent | null
  /** Epoch ms; they are reminded once. */
  remindedAt: number | null
  movedAt: number
}

/** Everything that others see, and what consent is asked to. */
export interface ExampleBody {
  /** Null where it would tell who it is. */
  industry: string | null
  size: Size | null
  happened: string
  helped: string
  costYen: number
  /** Who published it before; null where it is a firm's of the region. */
  source: string | null
}

export interface Consent {
  hash: string
  by: PersonRef
  at: number
}

export const EXAMPLE_STATES = [
  'proposed',
  'asked',
  'to-correct',
  'agreed',
  'refused',
  'published',
  'withdrawn',
] as const
export type ExampleState = (typeof EXAMPLE_STATES)[number]
/** The first three are the desk's, the next three the firm's, and `withdraw` is both's. */
export type ExampleAct = 'write' | 'ask' | 'publish' | 'agree' | 'refuse' | 'correct' | 'withdraw'

/** A published text that the firm wants otherwise is taken down first. Whoever refused may still change their mind. */
const NEXT: Readonly<Record<ExampleState, Partial<Record<ExampleAct, ExampleState>>>> = {
  proposed: { write: 'proposed', ask: 'asked', withdraw: 'withdrawn' },
  asked: { write: 'proposed', agree: 'agreed', refuse: 'refused', correct: 'to-correct', withdraw: 'withdrawn' },
  'to-correct': { write: 'proposed', agree: 'agreed', refuse: 'refused', withdraw: 'withdrawn' },
  agreed: {
    ...{ write: 'proposed', publish: 'published', refuse: 'refused', correct: 'to-correct' },
    withdraw: 'withdrawn',
  },
  refused: { agree: 'agreed', withdraw: 'withdrawn' },
  published: { refuse: 'withdrawn', correct: 'to-correct', withdraw: 'withdrawn' },
  withdrawn: {},
}

/** Of a text that was changed since they saw it. */
export type ExampleRefusal = 'old-text' | 'already' | 'over' | 'not-now'

/** Why it cannot happen now; undefined when it can. `hash` is of the text that was answered. */
export function refusalOf({ state, hash }: Example, act: ExampleAct, seen?: string): ExampleRefusal | undefined {
  if (seen !== undefined && state !== 'withdrawn' && seen !== hash) return 'old-text'
  if (NEXT[state][act] !== undefined) return undefined
  if (Object.values(NEXT).some((acts) => acts[act] === state)) return 'already'
  return state === 'withdrawn' || state === 'refused' ? 'over' : 'not-now'
}

export const WITHOUT_CONSENT: Pick<Example, 'consent' | 'remindedAt'> = { consent: null, remindedAt: null }

/** What it is afterwards. A text that was written anew has its hash from whoever stores it. */
export function apply(example: Example, act: ExampleAct, { by, at }: { by: PersonRef; at: number }): Example {
  const state = NEXT[example.state][act]
  if (state === undefined) throw new Error(`an example that is ${example.state} cannot ${act}`)
  const next = { ...example, state, movedAt: at }
  if (act === 'agree') return { ...next, consent: { hash: example.hash ?? '', by, at } }
  if (act === 'publish' || act === 'ask') return next
  return state === 'withdrawn'
    ? { ...next, ...WITHOUT_CONSENT, body: null, hash: null }
    : { ...next, ...WITHOUT_CONSENT }
}

export const isLive = ({ state }: Pick<Example, 'state'>): boolean => state !== 'refused' && state !== 'withdrawn'

export const SIZES = ['up-to-10', 'up-to-20', 'up-to-50', 'over-50', 'small'] as const
/** 10人以下, 11〜20人, 21〜50人, 51人以上; `small` is the first three together. */
export type Size = (typeof SIZES)[number]

export function sizeOf(employees: number | null): Size | null {
  if (employees === null) return null
  if (employees <= 10) return 'up-to-10'
  if (employees <= 20) return 'up-to-20'
  return employees <= 50 ? 'up-to-50' : 'over-50'
}

const coarser = (size: Size | null): Size | null => (size === null || size === 'over-50' ? size : 'small')

const isWithin = (size: Size | null, told: Size): boolean => size === told || coarser(size) === told

export interface Likeness {
  industry: string | null
  size: Size | null
}

/** How closely it may be said whose example it is: as far as at least five firms of the region are alike. */
export function shownAs({ industry, size }: Likeness, firms: readonly Likeness[]): Likeness {
  const closest: Likeness[] = [
    { industry, size },
    { industry, size: coarser(size) },
    { industry, size: null },
    { industry: null, size },
    { industry: null, size: coarser(size) },
  ]
  return closest.find((told) => isCommon(told, firms)) ?? { industry: null, size: null }
}

const isCommon = ({ industry, size }: Likeness, firms: readonly Likeness[]): boolean =>
  firms.filter(
    (firm) => (industry === null || firm.industry === industry) && (size === null || isWithin(firm.size, size)),
  ).length >= FIRMS_MIN

/** 0: nothing of it is like this firm. The same trade counts for more than the same size. */
export function fitOf(body: Likeness, firm: Likeness): number {
  const isSameTrade = body.industry !== null && body.industry === firm.industry
  const isSameSize = body.size !== null && isWithin(firm.size, body.size)
  return (isSameTrade ? 2 : 0) + (isSameSize ? 1 : 0)
}

/** The closest first, the newest of those that are equally close. */
export const rankedFor = <One extends { body: Likeness; publishedAt: number }>(
  examples: readonly One[],
  firm: Likeness,
): One[] =>
  examples.toSorted(
    (one, other) => fitOf(other.body, firm) - fitOf(one.body, firm) || other.publishedAt - one.publishedAt,
  )

const YEN_MAX = 1_000_000_000

/** 「0」「３万円」「30,000円」「1.5万」; undefined for what is no sum. */
export function yenTyped(typed: string): number | undefined {
  const [, figure, unit] =
    /^(\d{1,10}(?:\.\d{1,4})?)(万|千)?円?$/u.exec(typed.normalize('NFKC').replace(/[\s,、¥約]/gu, '')) ?? []
  if (figure === undefined) return undefined
  const yen = Math.round(Number(figure) * (unit === '万' ? 10_000 : unit === '千' ? 1_000 : 1))
  return yen <= YEN_MAX ? yen : undefined
}
