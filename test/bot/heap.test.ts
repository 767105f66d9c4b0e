import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** How often V8 looks through everything that lives, while the bytes of logs come and go beside a program of some size. */
function lookedThrough(isCounted: boolean): number {
  const program = `
    import { PerformanceObserver, constants } from 'node:perf_hooks'
    import { countBytesWithHeap } from ${JSON.stringify(new URL('../../bot/heap.ts', import.meta.url).href)}
    if (${isCounted}) countBytesWithHeap()
    const living = Array.from({ length: 400_000 }, (_, place) => ({ place, name: 'n' + place }))
    let times = 0
    new PerformanceObserver((seen) => {
      for (const { detail } of seen.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) times++
    }).observe({ entryTypes: ['gc'] })
    for (let log = 0; log < 1_000; log++) {
      Buffer.allocUnsafeSlow(1_000_000)
      await new Promise(setImmediate)
    }
    console.log(living.length > 0 ? times : Number.NaN)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }))
}

test('bytes beside the heap are seldom a reason to look through the whole of it', () => {
  const [before, now] = [lookedThrough(false), lookedThrough(true)]
  expect(before).toBeGreaterThan(5)
  expect(now).toBeLessThan(before / 3)
})
