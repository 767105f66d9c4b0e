/** Business time, epoch ms. Leases and retries do not use it: they run on database time. */
export interface Clock {
  now(): number
}

/** The system's clock, moved forward by what the playground has skipped. */
export class SystemClock implements Clock {
  #offsetMs: number
  constructor(offsetMs = 0) {
    this.#offsetMs = offsetMs
  }
  now(): number {
    return Date.now() + this.#offsetMs
  }
  get offsetMs(): number {
    return this.#offsetMs
  }
  /** Time only runs forwards. */
  advanceTo(instant: number): void {
    this.#offsetMs += Math.max(0, instant - this.now())
  }
}

/** Stands still until told otherwise. */
export class ManualClock implements Clock {
  #now: number
  constructor(start: number) {
    this.#now = start
  }
  now(): number {
    return this.#now
  }
  advanceTo(instant: number): void {
    this.#now = Math.max(this.#now, instant)
  }
}

export type MovableClock = SystemClock | ManualClock

interface World {
  nextDueAt: () => Promise<number | undefined>
  /** Fires what is due and works until nothing is left to do. */
  drain: () => Promise<unknown>
}

/** Moves the clock, stopping at each due instant on the way, so that a day skipped is a day lived. */
export async function advance(clock: MovableClock, until: number, { nextDueAt, drain }: World): Promise<void> {
  await drain()
  for (let due = await nextDueAt(); due !== undefined && due <= until; due = await nextDueAt()) {
    clock.advanceTo(due)
    await drain()
  }
  clock.advanceTo(until)
  await drain()
}

/** The wall clock, for signatures and for what a platform says of its own time; never for business. */
export const wallNow = (): number => Date.now()
