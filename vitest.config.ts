import { existsSync, statfsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** Every story copies a database of 43 MB: in memory, where there is room, in a twentieth of a disk's time. */
const MEMORY = '/dev/shm'
const ROOM_BYTES = 4 * 2 ** 30
if (existsSync(MEMORY) && roomIn(MEMORY) >= ROOM_BYTES) process.env.TMPDIR = MEMORY

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/template-database.ts'],
    setupFiles: ['test/support/strict-sentences.ts', 'test/support/property-seed.ts'],
    // One more than the cores of a small machine: a quarter of the time is spent waiting for other processes.
    maxWorkers: 3,
    // The program is imported once for each worker: once for each file took a third of the whole time. So no module may keep
    // what one test leaves for the next.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 90_000,
  },
})
