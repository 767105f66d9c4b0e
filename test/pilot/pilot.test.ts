import { expect, it } from 'vitest'
import { isProof, proofRuns } from '../support/proof.ts'
import { drawn, shareWithin } from './funnel.ts'
import { keep } from './part.ts'
import { HABITS } from './people.ts'
import { pilot } from './simulation.ts'
import { withoutFollowThrough } from './without.ts'

const HOUR = 3_600_000
const rates = (process.env.PILOT_RATES?.split(',') ?? (isProof ? [0.2, 0.5, 0.8] : [0.8])).map(Number)
/** `0/8` is the first of eight parts, of which `run.ts` makes a whole. */
const [place = 0, of = 1] = (process.env.PILOT_PART ?? '').split('/').filter(Boolean).map(Number)

/** The pilot with the follow-through and without it; people act through the emulators' phones and Slack alone. */
it.each(rates)('notice → read → PC found → done, where %d of what is asked is answered', async (answers) => {
  const size = {
    firms: Number(process.env.PILOT_FIRMS ?? proofRuns(3, 71)),
    days: Number(process.env.PILOT_DAYS ?? proofRuns(4, 91)),
    ...{ answers, seed: Number(process.env.PILOT_SEED ?? 2020), part: { place, of } },
    picksUp: Number(process.env.PILOT_PICKS_UP ?? HABITS.picksUp),
  }
  const began = process.cpuUsage()
  const { ways, cost } = await pilot(size)
  const { user, system } = process.cpuUsage(began)
  const cpuSeconds = Math.round((user + system) / 1_000_000)
  expect(ways).toHaveLength(cost.firms)
  if (process.env.PILOT_PART) return keep(size, { ways, cost, cpuSeconds })
  const without = withoutFollowThrough(size)
  const about = `${size.firms} firms, ${size.days} days, ${answers} answered, ${cpuSeconds} CPU seconds`
  if (isProof) {
    process.stdout.write(`\n${drawn(`With the follow-through (${about})`, ways, cost)}\n`)
    process.stdout.write(`\n${drawn('A notice and nothing more', without)}\n`)
  }
  expect(ways.some(({ doneMs }) => doneMs !== null)).toBe(true)
  const [found, plain] = [ways, without].map((all) => shareWithin(all, 'found', 24 * HOUR))
  expect(found).toBeGreaterThan(plain ?? 1)
})
