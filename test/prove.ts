import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT, sourcesOf } from '#test/support/sources.ts'

/**
 * The big proofs in full: every test whose number of trials comes from `support/proof.ts`, which `npm test` only samples.
 * Names of files narrow the run: `npm run prove -- calendar`.
 */
const HOURS_MS = 3 * 3_600_000
const wanted = process.argv.slice(2)
const files = sourcesOf(['test'])
  .filter(({ path, text }) => path.endsWith('.test.ts') && text.includes('support/proof.ts'))
  .map(({ path }) => path)
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))

const seed = String(Math.floor(Date.now() / 1_000))
const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=verbose', `--testTimeout=${HOURS_MS}`, ...files],
  { cwd: ROOT, stdio: 'inherit', env: { PROPERTY_SEED: seed, ...process.env, PROVE: '1' } },
)
process.exitCode = status ?? 1
