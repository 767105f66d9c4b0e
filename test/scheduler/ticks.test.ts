import { expect, it, onTestFinished, vi } from 'vitest'
import { startTicks } from '#scheduler/ticks.ts'

it('a tick that comes while one is running is left out, without a word', async () => {
  vi.useFakeTimers()
  const said = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
  for (const method of ['log', 'info', 'warn', 'error'] as const) said.push(vi.spyOn(console, method) as never)
  onTestFinished(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
  let begun = 0
  const first = Promise.withResolvers<void>()
  const ticks = startTicks(() => {
    begun++
    return first.promise
  })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toBe(1)
  for (const spy of said) expect(spy).not.toHaveBeenCalled()
  first.resolve()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(begun).toBeGreaterThan(1)
  await ticks.stop()
})
