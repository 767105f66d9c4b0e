import { chosenIn, type Values } from '../dialogue/questionnaire.ts'
import type { ItemScore } from './score.ts'

/** What a firm can do about one item, at a cost and in a time that a small firm has. */
export interface Measure {
  /** The question that it answers to. */
  question: string
  cost: Cost
  minutes: number
}

export const COSTS = ['free', 'cheap', 'costs'] as const
export type Cost = (typeof COSTS)[number]

/** A measure in its turn, and the one thing about the firm that moved it forward. */
export interface Proposal extends Measure {
  axis: string
  because: Because
}

export type Because =
  | { kind: 'asset'; id: string }
  | { kind: 'business'; id: string }
  | { kind: 'basic' }
  | { kind: 'gap' }
  /** No diagnosis: the firm wishes it of those who work at home. */
  | { kind: 'asked' }

/** What each kind of information to protect, and each need of the business, makes more urgent, by axis. */
const ASSET_AXES: Readonly<Record<string, readonly string[]>> = {
  personal: ['access', 'mail', 'disposal', 'storage'],
  technical: ['access', 'rules', 'partners', 'clarity'],
  entrusted: ['partners', 'backup', 'incident', 'access'],
  sales: ['mail', 'password', 'storage'],
}
const BUSINESS_AXES: readonly { question: string; is: readonly string[]; axes: readonly string[] }[] = [
  { question: 'b-stop', is: ['hours', 'day'], axes: ['backup', 'incident', 'antivirus'] },
  { question: 'b-mail', is: ['yes'], axes: ['mail', 'password'] },
  { question: 'b-web', is: ['yes'], axes: ['vulnerability', 'internet'] },
  { question: 'b-carry', is: ['yes'], axes: ['storage', 'wireless'] },
  { question: 'b-guest', is: ['yes'], axes: ['facility', 'wireless'] },
  { question: 'b-helper', is: ['nobody'], axes: ['incident', 'clarity'] },
]
const ASSET_WEIGHT = 1
const BUSINESS_WEIGHT = 0.8
/** Updates, virus protection, passwords, access, knowledge: what everything else rests on. */
const BASICS: ReadonlySet<string> = new Set(['vulnerability', 'antivirus', 'password', 'access', 'information'])
const BASIC_WEIGHT = 0.5
const FREE_FIRST = 3

/**
 * What to do first: how much is missing, times how much what the firm protects and how it works depend on it. The first
 * three cost nothing, unless an incident is open, when nothing but urgency counts.
 */
export function proposals(
  items: readonly ItemScore[],
  values: Values,
  measures: readonly Measure[],
  { hasOpenIncident }: { hasOpenIncident: boolean },
): Proposal[] {
  const ranked = items
    .filter(({ points, max }) => points < max)
    .flatMap(({ question, points, max }) => {
      const measure = measures.find((one) => one.question === question.id)
      const axis = question.axes?.[0] ?? ''
      const { weight, because } = urgencyOf(axis, values)
      return measure ? [{ ...measure, axis, because, urgency: ((max - points) / max) * (1 + weight) }] : []
    })
    .sort((one, other) => other.urgency - one.urgency || one.minutes - other.minutes)
    .map(({ urgency: _, ...proposal }): Proposal => proposal)
  return hasOpenIncident ? ranked : freeFirst(ranked)
}

/** The first three cost nothing; the rest keeps its order. */
export function freeFirst(ranked: readonly Proposal[]): Proposal[] {
  const free = ranked.filter(({ cost }) => cost === 'free').slice(0, FREE_FIRST)
  return [...free, ...ranked.filter((one) => !free.includes(one))]
}

function urgencyOf(axis: string, values: Values): { weight: number; because: Because } {
  const assets = chosenIn(values.get('assets')).filter((id) => ASSET_AXES[id]?.includes(axis))
  const needs = BUSINESS_AXES.filter(
    ({ question, is, axes }) => axes.includes(axis) && chosenIn(values.get(question)).some((one) => is.includes(one)),
  )
  const isBasic = BASICS.has(axis)
  const weight = assets.length * ASSET_WEIGHT + needs.length * BUSINESS_WEIGHT + (isBasic ? BASIC_WEIGHT : 0)
  return { weight, because: reasonOf(assets[0], needs[0]?.question, isBasic) }
}

function reasonOf(asset: string | undefined, need: string | undefined, isBasic: boolean): Because {
  if (asset !== undefined) return { kind: 'asset', id: asset }
  if (need !== undefined) return { kind: 'business', id: need }
  return { kind: isBasic ? 'basic' : 'gap' }
}
