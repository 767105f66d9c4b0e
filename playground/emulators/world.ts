import { type Agenda, type Clock, createAgenda, createClock } from './clock.ts'
import { createFaults, type Faults } from './faults.ts'
import { createRandom, type Random } from './random.ts'
import { createRateLimiter, type RateLimiter } from './rate.ts'
import { createStream, type Stream } from './stream.ts'
import { createTranscript, type Transcript } from './transcript.ts'

/** What both platforms share: time, chance, faults, the record, and who is watching. */
export interface World {
  clock: Clock
  /** The machine's clock: signatures and rate limits go by it, whatever the playground's clock says. */
  wallMs: () => number
  agenda: Agenda
  random: Random
  faults: Faults
  transcript: Transcript
  stream: Stream
  rates: RateLimiter
  background: Background
  /** How long a webhook may take, by the platforms' own deadlines. */
  deadlines: { lineMs: number; slackMs: number }
}

export interface WorldOptions {
  now: () => number
  wallMs: () => number
  seed: number
  offsetMs: number
  hasRateLimits: boolean
  deadlines: { lineMs: number; slackMs: number }
}

export function createWorld(options: WorldOptions): World {
  const clock = createClock(options.now, options.offsetMs)
  const random = createRandom(options.seed)
  return {
    clock,
    wallMs: options.wallMs,
    agenda: createAgenda(clock),
    random,
    faults: createFaults(random),
    transcript: createTranscript(clock.now),
    stream: createStream(),
    rates: createRateLimiter(options.wallMs, options.hasRateLimits),
    background: createBackground(),
    deadlines: options.deadlines,
  }
}

/** Work nobody awaits (echoed events, picture checks); `settled` waits until none is left. */
function createBackground() {
  const running = new Set<Promise<unknown>>()
  return {
    run: (work: () => Promise<unknown>) => {
      const promise = work().finally(() => running.delete(promise))
      running.add(promise)
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled([...running])
    },
  }
}

export type Background = ReturnType<typeof createBackground>
