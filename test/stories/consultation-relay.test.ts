import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proofRuns } from '../support/proof.ts'
import {
  type Counter,
  type Crossing,
  faultsOf,
  leave,
  lookAtPhones,
  openCrossing,
  wrongAtPlatforms,
} from './crossing.ts'
import { STEPS } from './crossing-steps.ts'
import { DAY } from './notified.ts'
import { openStory } from './world.ts'

/**
 * Whatever a firm and two of the desk do in any order, in the whole program behind the real SDKs: not one letter of what is
 * inside reaches a phone, nor a word of another firm's; nothing comes back to who said it, and nothing goes twice. Many firms
 * are at it side by side in one program, a session after the other at each counter, and a program serves so many and no more,
 * because what the emulators remember is looked through again and again.
 */
const COUNTERS = 40
const SESSIONS_A_COUNTER = 5
const SESSIONS = proofRuns(20, Number(process.env.PROOF_SESSIONS ?? 10_000))
const SEED = Number(process.env.PROOF_SEED ?? 8)

/** Of which there is more, so that much crosses. */
const OFTEN = [
  ...(['publish', 'publish', 'publish', 'open', 'submit', 'submit'] as const),
  ...(['picture', 'picture', 'picture', 'picture-taken-away', 'word', 'word', 'unsent'] as const),
] as const

/** So many steps at once before anything is worked off; where it is odd, the work begins while they are still at it. */
const stride = fc.tuple(
  fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS), ...OFTEN), fc.nat(999)), {
    minLength: 1,
    maxLength: 4,
  }),
)
const session = fc.array(stride, { minLength: 2, maxLength: 4 })
type Session = ReturnType<typeof sessionsOf>[number]

const sessionsOf = (count: number) => fc.sample(session, { numRuns: count, seed: SEED })

const TIMEOUT_MS = proofRuns(300_000, 3 * 3_600_000)

describe('what crosses the desk', { timeout: TIMEOUT_MS }, () => {
  const sessions = sessionsOf(SESSIONS)
  const inOneProgram = COUNTERS * SESSIONS_A_COUNTER
  const programs = Array.from({ length: Math.ceil(SESSIONS / inOneProgram) }, (_, nth) => nth)
  it.each(programs)('is what was sent on purpose, and nothing else (program %i)', async (nth) => {
    const played = sessions.slice(nth * inOneProgram, (nth + 1) * inOneProgram)
    const story = await openStory({ rateLimits: false })
    const crossing = await openCrossing(story, Math.min(COUNTERS, played.length))
    for (let first = 0; first < played.length; first += COUNTERS)
      await playSideBySide(crossing, played.slice(first, first + COUNTERS))
    // So long that what nobody went on with is given back.
    await story.pass(5 * DAY)
    await lookAtPhones(crossing)
    expect(faultsOf(crossing).slice(0, 5)).toEqual([])
    // Much did cross on purpose meanwhile, words and pictures.
    const sent = crossing.counters.flatMap((counter) => [...counter.sent])
    expect(sent.length).toBeGreaterThan(played.length / 4)
    expect(crossing.shown.length).toBeGreaterThan(played.length / 20)
    expect(await wrongAtPlatforms(crossing)).toEqual([])
  })
})

async function playSideBySide(crossing: Crossing, sessions: readonly Session[]): Promise<void> {
  const { story } = crossing
  const begin = sessions.map((_, place) => STEPS.call?.(crossing, crossing.counters[place] as Counter, 0))
  await Promise.all(begin)
  await story.settle()
  for (let round = 0; sessions.some((one) => round < one.length); round++) {
    const strides = sessions.map((one, place) =>
      walk(crossing, crossing.counters[place] as Counter, one[round]?.[0] ?? []),
    )
    const working = round % 2 === 1 ? story.app.drain() : undefined
    await Promise.all([...strides, working])
    await story.settle()
    await lookAtPhones(crossing)
    leave(crossing)
  }
  // Nobody leaves a form open for the next.
  for (const { members } of crossing.counters)
    for (const member of members)
      for (const { id } of story.playground.control.slack.views(member).toReversed())
        await story.playground.control.slack.close(member, { viewId: id })
}

async function walk(
  crossing: Crossing,
  counter: Counter,
  steps: readonly (readonly [string, number])[],
): Promise<void> {
  for (const [name, pick] of steps) await STEPS[name]?.(crossing, counter, pick)
}
