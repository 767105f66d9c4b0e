import { expect, it } from 'vitest'
import { isProof, proofRuns } from '../support/proof.ts'
import { drawn, shareWithin } from './funnel.ts'
import { pilot, withoutFollowThrough } from './simulation.ts'

const HOUR = 3_600_000
const rates = (process.env.PILOT_RATES?.split(',') ?? (isProof ? [0.2, 0.5, 0.8] : [0.8])).map(Number)

/** The pilot with the follow-through and without it; people act through the emulators' phones and Slack alone. */
it.each(rates)('notice → read → PC found → done, where %d of what is asked is answered', async (answers) => {
  const size = {
    firms: Number(process.env.PILOT_FIRMS ?? proofRuns(3, 71)),
    days: Number(process.env.PILOT_DAYS ?? proofRuns(4, 91)),
    ...{ answers, seed: 2020 },
  }
  const began = performance.now()
  const { ways, cost } = await pilot(size)
  const without = withoutFollowThrough(size)
  const seconds = Math.round((performance.now() - began) / 1_000)
  const about = `${size.firms} firms, ${size.days} days, ${answers} answered, ${seconds} s`
  if (isProof) {
    process.stdout.write(`\n${drawn(`With the follow-through (${about})`, ways, cost)}\n`)
    process.stdout.write(`\n${drawn('A notice and nothing more', without)}\n`)
  }
  expect(ways).toHaveLength(size.firms)
  expect(ways.some(({ doneMs }) => doneMs !== null)).toBe(true)
  const [found, plain] = [ways, without].map((all) => shareWithin(all, 'found', 24 * HOUR))
  expect(found).toBeGreaterThan(plain ?? 1)
})
