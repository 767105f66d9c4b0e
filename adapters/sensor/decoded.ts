import type { SensorEvent } from '#engine/event.ts'
import { parseIpv4 } from '#engine/network.ts'

/** What became of one line. */
export type Decoded = SensorEvent | Ignored | Refused

/** Well-formed and not for us. */
export interface Ignored {
  type: 'ignored'
  /** The sensor's own name of the type while it is one we know, else `unknown`. */
  what: string
}

export interface Refused {
  type: 'refused'
  reason: RefusedReason
}

export const REFUSED_REASONS = [
  'too-long',
  'not-utf8',
  'not-json',
  'not-an-object',
  'unknown-format',
  'no-time',
  'no-address',
  'from-the-future',
  'wrong-columns',
] as const
export type RefusedReason = (typeof REFUSED_REASONS)[number]

/** Made once, because most lines of a log are ignored and some logs are all refused. */
const refusals = new Map(REFUSED_REASONS.map((reason) => [reason, { type: 'refused', reason } as const]))
export const refused = (reason: RefusedReason): Refused => refusals.get(reason) ?? { type: 'refused', reason }

const ignorals = new Map<string, Ignored>()

/** For names out of a list of ours only: what a sensor invents becomes `unknown`. */
export function ignored(what: string): Ignored {
  const known = ignorals.get(what)
  if (known) return known
  const made: Ignored = { type: 'ignored', what }
  ignorals.set(what, made)
  return made
}

/** A line's JSON, of which nothing is believed. */
export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsIn = (value: unknown): Fields => (isFields(value) ? value : NO_FIELDS)
const NO_FIELDS: Fields = {}

export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
export const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0)
/** `& 0xffff` keeps a whole number between 0 and 65,535 as it is, and nothing else. */
export const portIn = (value: unknown): number => (typeof value === 'number' && (value & 0xffff) === value ? value : 0)

/** An IP address as the sensor wrote it, or '' for anything else: rules remember addresses, so none may be a novel. */
export const addressIn = (value: unknown): string => {
  const text = textIn(value)
  return text.length <= ADDRESS_LENGTH_MAX && (parseIpv4(text) >= 0 || text.includes(':')) ? text : ''
}
/** An IPv6 address with an IPv4 tail, and a zone behind it. */
const ADDRESS_LENGTH_MAX = 64
