import { schedule } from 'node-cron'

/** It prints text of its own where only our log's lines belong; a tick that is left out is nothing to tell. */
const QUIET = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** Calls `tick` each second, never two at once; a tick that comes while one is running is left out. */
export function startTicks(tick: () => Promise<unknown>): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const options = { noOverlap: true, suppressMissedWarning: true, logger: QUIET }
  const task = schedule('* * * * * *', () => (running = tick()), options)
  return {
    async stop() {
      await task.destroy()
      await running.catch(() => undefined)
    },
  }
}
