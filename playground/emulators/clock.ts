/**
 * The emulators' time: a source (the machine's clock, or a test's own) plus an offset that a person moves. Everything a
 * platform forgets or expires goes by it. Signatures and rate limits go by the wall clock instead, as they do in the world.
 */
export interface Clock {
  now(): number
  offsetMs(): number
  setOffset(offsetMs: number): void
}

export function createClock(source: () => number, offsetMs: number): Clock {
  let offset = offsetMs
  return {
    now: () => Math.floor(source() + offset),
    offsetMs: () => offset,
    setOffset: (next) => {
      offset = next
    },
  }
}

interface Due {
  dueAt: number
  run: () => Promise<unknown>
}

/** Work that waits for the emulators' clock: redeliveries. Nothing fires by itself; `tick` runs what is due. */
export function createAgenda(clock: Clock) {
  let waiting: Due[] = []
  return {
    at: (dueAt: number, run: Due['run']) => {
      waiting.push({ dueAt, run })
    },
    count: () => waiting.length,
    clear: () => {
      waiting = []
    },
    tick: async () => {
      const now = clock.now()
      const due = waiting.filter((each) => each.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt)
      waiting = waiting.filter((each) => each.dueAt > now)
      for (const each of due) await each.run()
      return due.length
    },
  }
}

export type Agenda = ReturnType<typeof createAgenda>
