import type { Call, Occasion, PersonRef } from './case.ts'

const MINUTE = 60_000
/** Who does not say within this long that they take it has not heard it. */
const ACKNOWLEDGE_MS = 5 * MINUTE
/** After the first half hour nobody is woken every few minutes any more, but somebody still is. */
const QUICK_MS = 30 * MINUTE
const SLOW_MS = 30 * MINUTE

/** `order` is whom to call now, who is on call first; nobody at all is the caller's to tell of. */
export function openCall(occasion: Occasion, order: readonly PersonRef[], now: number): Call | undefined {
  const [first] = order
  return first && { occasion, openedAt: now, asked: [first], rounds: 0, takenBy: null, takenAt: null }
}

/** Who is asked now, or has taken it. */
export const holderOf = ({ takenBy, asked }: Call): PersonRef | undefined => takenBy ?? asked.at(-1)

export interface PassedOn {
  call: Call
  /** Nobody of this round has taken it: the region's operations must know, while the first is asked again. */
  isRoundOver: boolean
}

/** Who was asked has said nothing: the next one of `order` is, who may have changed at the hour of handing over. */
export function passOn(call: Call, order: readonly PersonRef[]): PassedOn {
  const next = order.find(({ personId }) => !call.asked.some((one) => one.personId === personId))
  if (next) return { call: { ...call, asked: [...call.asked, next] }, isRoundOver: false }
  return { call: { ...call, asked: order.slice(0, 1), rounds: call.rounds + 1 }, isRoundOver: true }
}

export const patienceMs = ({ openedAt }: Call, now: number): number =>
  now - openedAt < QUICK_MS ? ACKNOWLEDGE_MS : SLOW_MS

/** Whoever was asked earlier may still take it, and so may any other analyst: the first one has it. */
export function takeCall(call: Call, by: PersonRef, now: number): Call | { kind: 'taken'; by: PersonRef; at: number } {
  if (call.takenBy) return { kind: 'taken', by: call.takenBy, at: call.takenAt ?? now }
  return { ...call, takenBy: by, takenAt: now }
}
