import type { PersonRef } from './case.ts'
import { type Called, isKnowable, onlyOneLeft, type Unclaimed, type Unspoken } from './roll-call.ts'

/**
 * A firm is telephoned once and asked whose its PCs are, before anything has happened: where its people were asked in
 * chat (`roll-call.ts`) and have let it be. The desk has no more such calls before it at a time than its region wants, and whoever has
 * waited longest comes first.
 */
export interface WhoseCall {
  takenBy: PersonRef | null
  /** When nobody picked up. */
  missedAt: readonly number[]
  /** PCs (MAC addresses) of which whoever picked up knew whose they are, or did not. */
  known: readonly string[]
  unknown: readonly string[]
  end: WhoseCallEnd | null
  endedAt: number | null
}

/** They were asked; so many tries were in vain; they do not want it; chat was quicker. */
export const WHOSE_CALL_ENDS = ['asked', 'not-reached', 'declined', 'needless'] as const
export type WhoseCallEnd = (typeof WHOSE_CALL_ENDS)[number]

export const FRESH_CALL: WhoseCall = { takenBy: null, missedAt: [], known: [], unknown: [], end: null, endedAt: null }

/** On so many days before this one chat has asked; where there is nobody left whom it could ask, on one. */
const DAYS_ASKED_MIN = 2
/** What was asked longer ago was of other PCs. */
const ASKED_WITHIN_DAYS = 14

export type Turn = 'now' | 'later' | 'never'

/** Whether a firm is telephoned: `isAsking` while chat will ask somebody once more. */
export function turnOf(
  toAsk: readonly Unspoken[],
  { called, today, isAsking }: { called: readonly Called[]; today: string; isAsking: boolean },
): Turn {
  const from = Temporal.PlainDate.from(today).subtract({ days: ASKED_WITHIN_DAYS }).toString()
  const days = new Set(called.map(({ day }) => day).filter((day) => day >= from))
  if (toAsk.length === 0 || days.size === 0) return 'never'
  days.delete(today)
  return days.size >= (isAsking ? DAYS_ASKED_MIN : 1) ? 'now' : 'later'
}

/** PCs that can be spoken of: by their name, or because there is no other, and a single person that it can be of. Where nobody is left, none. */
export function toAskOf(people: readonly string[], { devices, owners }: Unclaimed): Unspoken[] {
  if (people.length === 0) return []
  const isOnlyOne = devices.length === 1 && onlyOneLeft(people, owners) !== undefined
  return isOnlyOne ? [...devices] : devices.filter(isKnowable)
}

/** The one that is asked about next. */
export const nextOf = ({ known, unknown }: WhoseCall, toAsk: readonly Unspoken[]): Unspoken | undefined =>
  toAsk.find(({ mac }) => !known.includes(mac) && !unknown.includes(mac))

/** On some days, if the desk is wise. */
const TRIES_MAX = 5

export type Heard =
  | { kind: 'taken' | 'missed' | 'done' | 'declined' }
  /** Of this PC, whether they know whose it is. */
  | { kind: 'known' | 'unknown'; mac: string }

/** What somebody of the desk says of it. */
export function hear(call: WhoseCall, heard: Heard, by: PersonRef, at: number): WhoseCall {
  if (call.end !== null) return call
  const after = { ...call, takenBy: call.takenBy ?? by }
  const ended = (end: WhoseCallEnd): WhoseCall => ({ ...after, end, endedAt: at })
  switch (heard.kind) {
    case 'taken':
      return after
    case 'missed': {
      const missedAt = [...call.missedAt, at]
      return missedAt.length < TRIES_MAX ? { ...call, missedAt } : { ...ended('not-reached'), missedAt }
    }
    case 'done':
      return ended('asked')
    case 'declined':
      return ended('declined')
    default:
      return { ...after, [heard.kind]: [...call[heard.kind], heard.mac] }
  }
}

/** Nothing is left to be asked. */
export function concluded(call: WhoseCall, toAsk: readonly Unspoken[], at: number): WhoseCall {
  if (call.end !== null || nextOf(call, toAsk)) return call
  const isAsked = call.known.length + call.unknown.length > 0
  return { ...call, end: isAsked ? 'asked' : 'needless', endedAt: at }
}
