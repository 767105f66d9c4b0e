import type { SensorEvent } from './event.ts'

/** The day in slots: one is covered when anything of it was heard of. */
export const SLOT_MS = 5 * 60_000

/** Counted since 1970. */
export const slotOf = (at: number): number => Math.floor(at / SLOT_MS)

/** The slots that events tell of, each once. Lines of a log mostly share theirs, so the set is rarely asked. */
export function slotsOf(events: readonly SensorEvent[], from: number): number[] {
  const slots = new Set<number>()
  const first = slotOf(from)
  let last = Number.NaN
  for (const { at, type } of events) {
    const slot = slotOf(at)
    // A list of devices tells when each was last seen, not when the sensor was awake.
    if (slot === last || type === 'address') continue
    last = slot
    if (slot >= first) slots.add(slot)
  }
  return [...slots]
}
