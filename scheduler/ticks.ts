import { schedule } from 'node-cron'

/** Calls `tick` each second, never two at once; a tick that comes while one is running is left out. */
export function startTicks(tick: () => Promise<unknown>): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve()
  const task = schedule('* * * * * *', () => (running = tick()), { noOverlap: true, suppressMissedWarning: true })
  return {
    async stop() {
      await task.destroy()
      await running.catch(() => undefined)
    },
  }
}
