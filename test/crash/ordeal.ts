import { setTimeout as delay } from 'node:timers/promises'
import type { BotProcess, Kill } from './bot-process.ts'
import type { Chance } from './chance.ts'

/** A node that is started again whenever it was killed, each time with its next kill armed, until no kill is left. */
export interface Ordeal {
  /** The driver is about to do something: time for the kills that come from outside. */
  step(): void
  /** How often it was killed at each point. */
  landed(): ReadonlyMap<string, number>
  /** Fails when the node cannot go on. */
  broken: Promise<never>
  /** No more kills: what is still armed falls now, and the last process runs undisturbed. */
  calm(): Promise<void>
  /** Ends the last process in good order. */
  end(): Promise<void>
}

/** An armed point that is not reached within so many steps is given up, and the process is killed from outside instead. */
const STEPS_MAX = 5
const MOMENT_MAX_MS = 400

export function ordealOf(node: BotProcess, kills: readonly Kill[], chance: Chance): Ordeal {
  const landed = new Map<string, number>()
  const waiting = [...kills]
  let armed: Kill | undefined
  let steps = 0
  let isForced = false
  let isEnding = false
  const calmed = Promise.withResolvers<void>()

  async function live(): Promise<void> {
    while (!isEnding) {
      const next = waiting.shift()
      steps = 0
      isForced = false
      armed = next
      await node.start(next)
      if (!next) calmed.resolve()
      const how = await node.gone()
      if (how === 'ended') continue
      const point = isForced || !armed ? 'anywhere' : armed.point
      landed.set(point, (landed.get(point) ?? 0) + 1)
    }
  }
  const life = live()
  const broken = Promise.withResolvers<never>()
  life.catch(broken.reject)
  broken.promise.catch(() => {})

  async function force(): Promise<void> {
    isForced = true
    await delay(chance.below(MOMENT_MAX_MS))
    node.kill()
  }

  return {
    step() {
      if (!armed || isForced) return
      steps += 1
      if (steps > STEPS_MAX || (armed.point === 'anywhere' && steps >= armed.nth)) void force()
    },
    landed: () => landed,
    broken: broken.promise,
    async calm() {
      waiting.length = 0
      if (armed && !isForced) await force()
      await calmed.promise
    },
    async end() {
      isEnding = true
      await node.end()
      await life
    },
  }
}
