import { expect, it } from 'vitest'
import { isProof, proofRuns } from '../support/proof.ts'
import { PILOT } from './assumptions.ts'
import { drawn, isAlone } from './figures.ts'
import { installationRun } from './simulation.ts'

/** Firms plug their sensors in with nothing but their phones; `assumptions.ts` has everything that is taken for granted. */
it('from the questions about the wiring to 監視開始', { timeout: 3 * 3_600_000 }, async () => {
  const firms = Number(process.env.INSTALLATION_FIRMS ?? proofRuns(2, PILOT.firms))
  const began = performance.now()
  const run = await installationRun({ firms, seed: 2020 })
  if (isProof || process.env.INSTALLATION_FIRMS)
    process.stdout.write(`\n${drawn(run)}\n(${Math.round((performance.now() - began) / 1_000)} s)\n`)
  expect(run.lives).toHaveLength(firms)
  expect(run.lives.every(({ watchedAt }) => watchedAt !== null)).toBe(true)
  expect(run.lives.filter(isAlone).length / firms).toBeGreaterThan(PILOT.asDesigned / PILOT.firms)
})
