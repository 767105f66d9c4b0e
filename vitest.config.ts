import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/template-database.ts'],
    setupFiles: ['test/support/strict-sentences.ts'],
    // One more than the cores of a small machine: a quarter of the time is spent waiting for other processes.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 90_000,
  },
})
