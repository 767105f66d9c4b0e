import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from '#test/support/sources.ts'
import { drawn, shareWithin } from './funnel.ts'
import { kept, type Lived, type Part, sumOf } from './part.ts'
import { HABITS } from './people.ts'
import { withoutFollowThrough } from './without.ts'

/**
 * The whole pilot in parts of the firms, each in a process of its own, some at a time: `npm run pilot`. What was lived
 * through is kept in `data/pilot`, so that a run that was interrupted goes on where it was.
 */
const { env } = process
const numbers = (name: string, otherwise: string): number[] => (env[name] ?? otherwise).split(',').map(Number)
const [firms = 71] = numbers('PILOT_FIRMS', '71')
const [days = 91] = numbers('PILOT_DAYS', '91')
const [of = 8] = numbers('PILOT_PARTS', '8')
const [atOnce = 2] = numbers('PILOT_AT_ONCE', '2')
const rates = numbers('PILOT_RATES', '0.2,0.5,0.8')
const seeds = numbers('PILOT_SEEDS', '2020')
const [picksUp = HABITS.picksUp] = numbers('PILOT_PICKS_UP', `${HABITS.picksUp}`)
const DAY_MS = 86_400_000

const partsOf = (answers: number, seed: number): Part[] =>
  Array.from({ length: of }, (_, place) => ({ firms, days, answers, seed, picksUp, part: { place, of } }))
const all = seeds.flatMap((seed) => rates.flatMap((answers) => partsOf(answers, seed)))
// The first parts of every rate come first: what is there when somebody looks is a sample of all.
const left = all.filter((part) => !kept(part)).sort((one, other) => one.part.place - other.part.place)
console.log(`${all.length} parts, of which ${left.length} are to be lived through, ${atOnce} at once`)

const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs')
/** A part may take hours where other work goes on beside it. */
const TIMEOUT_MS = 12 * 3_600_000

function live({ answers, seed, part: { place } }: Part): Promise<void> {
  const about = { PILOT_RATES: `${answers}`, PILOT_SEED: `${seed}`, PILOT_PART: `${place}/${of}` }
  const size = { PILOT_FIRMS: `${firms}`, PILOT_DAYS: `${days}`, PROVE: '1' }
  return new Promise((resolve) => {
    const args = [vitest, 'run', '--reporter=dot', `--testTimeout=${TIMEOUT_MS}`, 'test/pilot/pilot.test.ts']
    const stdio = ['ignore', 'ignore', 'inherit'] as const
    spawn(process.execPath, args, { cwd: ROOT, stdio: [...stdio], env: { ...env, ...size, ...about } }).on('exit', () =>
      resolve(),
    )
  })
}

let done = 0
async function worker(): Promise<void> {
  for (let part = left.shift(); part; part = left.shift()) {
    await live(part)
    const lived = kept(part)
    const found = lived
      ? `${percent(shareWithin(lived.ways, 'found', DAY_MS))} found, ${lived.cpuSeconds} CPU seconds`
      : 'FAILED'
    console.log(
      `${++done}: ${part.answers} answered, seed ${part.seed}, part ${part.part.place + 1} of ${of}: ${found}; ${left.length} not begun`,
    )
  }
}
const percent = (share: number): string => `${Math.round(share * 100)} %`
await Promise.all(Array.from({ length: atOnce }, worker))

for (const answers of rates) {
  const lived = seeds.map((seed) => partsOf(answers, seed).flatMap((part) => kept(part) ?? []))
  const sum: Lived = sumOf(lived.flat())
  const about = `${sum.cost.firms} of ${firms * seeds.length} firms, ${days} days, ${answers} answered, ${Math.round(sum.cpuSeconds)} CPU seconds`
  console.log(`\n${drawn(`With the follow-through (${about})`, sum.ways, sum.cost)}`)
  if (seeds.length > 1)
    console.log(
      `by seed: ${lived.map((parts, place) => `${seeds[place]} ${percent(shareWithin(sumOf(parts).ways, 'found', DAY_MS))}`).join(', ')}`,
    )
  const without = seeds.flatMap((seed) => withoutFollowThrough({ firms, days, answers, seed }))
  console.log(`\n${drawn('A notice and nothing more', without)}`)
}
process.exitCode = all.every((part) => kept(part)) ? 0 : 1
