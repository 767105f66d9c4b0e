import type { Log } from './log.ts'

/** Something that is done again and again: woken by hints, by a poll each second, or run dry on demand. */
export interface Loop {
  start(): void
  /** Ends after the round in hand. */
  stop(): Promise<void>
  /** Rounds until one finds nothing to do; the count of things done. For manual clocks. */
  drain(): Promise<number>
}

interface LoopOptions {
  name: string
  /** One round; says how much was done. */
  round: () => Promise<number>
  wakenBy: (wake: () => void) => void
  log: Log
}

const POLL_MS = 1_000

export function createLoop({ name, round, wakenBy, log }: LoopOptions): Loop {
  let isRunning = false
  let running = Promise.resolve(0)
  let wake = (): void => {}
  let isWoken = false

  /** Rounds never overlap, whoever asks for them. */
  const next = (): Promise<number> => {
    running = running.then(round, round)
    return running
  }

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      if (isWoken) return resolve()
      const timer = setTimeout(resolve, POLL_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run(): Promise<void> {
    while (isRunning) {
      isWoken = false
      const done = await next().catch((error: unknown) => {
        log.error({ err: error, loop: name }, 'a round failed')
        return 0
      })
      if (done === 0) await rest()
    }
  }

  let finished = Promise.resolve()
  wakenBy(() => {
    isWoken = true
    wake()
  })
  return {
    start() {
      isRunning = true
      finished = run()
    },
    async stop() {
      isRunning = false
      wake()
      await finished
      await running.catch(() => 0)
    },
    async drain() {
      let total = 0
      for (let done = await next(); done > 0; done = await next()) total += done
      return total
    },
  }
}
