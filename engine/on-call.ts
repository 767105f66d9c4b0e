import type { Call, Occasion, PersonRef } from './case.ts'

const MINUTE = 60_000
/** Who does not say within this long that they take it has not heard it. */
const ACKNOWLEDGE_MS = 5 * MINUTE
/** Whoever is on a rota has been asked within this long, so that many on it wait for less than each. */
const ROUND_MS = 15 * MINUTE
/** After the first half hour nobody is woken every few minutes any more, but somebody still is. */
const QUICK_MS = 30 * MINUTE
const SLOW_MS = 30 * MINUTE

/** `order` is whom to call now, who is on call first; of nobody at all, operations must hear, and the call stays open. */
export const openCall = <Why extends string = Occasion>(
  occasion: Why,
  order: readonly PersonRef[],
  now: number,
): Call<Why> => ({
  ...{ occasion, openedAt: now, asked: order.slice(0, 1).map(personOf), rounds: 0 },
  ...{ takenBy: null, takenAt: null, checkedAt: null },
})

/** Who is asked now, or has taken it. */
export const holderOf = ({ takenBy, asked }: Call<string>): PersonRef | undefined => takenBy ?? asked.at(-1)

/**
 * `next`: another one is asked. `round-over`: nobody of this round has taken it, so the first is asked again and operations
 * must know. `checked`: who took it is asked whether they are at it. `expired`: they said nothing, and the next one is asked.
 */
export interface PassedOn<Why extends string = Occasion> {
  kind: 'next' | 'round-over' | 'checked' | 'expired'
  call: Call<Why>
}

/** Whom it was with has said nothing: the next one of `order` is asked, which may have changed at the hour of handing over. */
export function passOn<Why extends string>(call: Call<Why>, order: readonly PersonRef[], now: number): PassedOn<Why> {
  if (!call.takenBy) return toNext(call, order)
  if (call.checkedAt === null) return { kind: 'checked', call: { ...call, checkedAt: now } }
  const asleep = { ...openCall(call.occasion, [call.takenBy], now), rounds: call.rounds }
  return { kind: 'expired', call: toNext(asleep, order).call }
}

function toNext<Why extends string>(call: Call<Why>, order: readonly PersonRef[]): PassedOn<Why> {
  const next = order.find(({ personId }) => !call.asked.some((one) => one.personId === personId))
  if (next) return { kind: 'next', call: { ...call, asked: [...call.asked, personOf(next)] } }
  return { kind: 'round-over', call: { ...call, asked: order.slice(0, 1).map(personOf), rounds: call.rounds + 1 } }
}

/** How long it stays with whom it is with; `many` are on call, and who took it has `holdMs`. */
export function patienceMs(
  { takenBy, checkedAt, openedAt }: Call<string>,
  { many, holdMs, now }: { many: number; holdMs: number; now: number },
): number {
  if (takenBy) return checkedAt === null ? holdMs : ACKNOWLEDGE_MS
  if (now - openedAt >= QUICK_MS) return SLOW_MS
  return Math.min(ACKNOWLEDGE_MS, Math.floor(ROUND_MS / Math.max(1, many - 1)))
}

/**
 * Whoever was asked earlier may still take it, and so may any other analyst: the first one has it. Whoever has it and is
 * asked whether they are at it has it for as long again.
 */
export function takeCall<Why extends string>(
  call: Call<Why>,
  by: PersonRef,
  now: number,
): Call<Why> | { kind: 'taken'; by: PersonRef; at: number } {
  const { takenBy, takenAt, checkedAt } = call
  if (takenBy && (checkedAt === null || takenBy.personId !== by.personId))
    return { kind: 'taken', by: takenBy, at: takenAt ?? now }
  return { ...call, takenBy: personOf(by), takenAt: now, checkedAt: null }
}

const personOf = ({ personId, name }: PersonRef): PersonRef => ({ personId, name })
