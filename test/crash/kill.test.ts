import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPostgres } from '../support/database.ts'
import { isProof, proofRuns } from '../support/proof.ts'
import { EPISODES, SAMPLE } from './episodes.ts'
import { KILL_POINTS } from './kills.ts'
import { type Lived, live } from './life.ts'
import type { Verdict } from './verdict.ts'
import { foundWorld, type World } from './world.ts'

const KILLS = proofRuns(8, 200)
const KILLS_A_WORLD_MAX = proofRuns(6, 24)
const WORLDS_AT_ONCE = proofRuns(1, 2)
const episodes = isProof ? EPISODES : SAMPLE
const LONG_MS = 4 * 3_600_000

let world: World
const undisturbed = new Map<number, Promise<Verdict>>()
/** What comes of the same story in the same order where nobody kills anything. */
function undisturbedFrom(first: number): Promise<Verdict> {
  const known =
    undisturbed.get(first) ?? live(world, { seed: first, kills: 0, episodes }).then(({ verdict }) => verdict)
  undisturbed.set(first, known)
  return known
}

/** Worlds side by side, one seed after the other, until enough kills have fallen; a sample is one world. */
async function livedUntil(kills: number): Promise<Lived[]> {
  const all: Lived[] = []
  let seed = 0
  let fallen = 0
  const line = async (): Promise<void> => {
    while (fallen < kills) {
      seed += 1
      const one = await live(world, { seed, kills: KILLS_A_WORLD_MAX, episodes })
      all.push(one)
      fallen += isProof ? killsIn(one) : kills
    }
  }
  await Promise.all(Array.from({ length: WORLDS_AT_ONCE }, line))
  return all
}

const killsIn = ({ landed }: Lived): number => [...landed.values()].reduce((sum, times) => sum + times, 0)

describe('a process that is killed', () => {
  beforeAll(async () => {
    world = await foundWorld()
  }, LONG_MS)
  afterAll(() => world.kept.drop())

  it(
    `loses nothing and doubles nothing in ${isProof ? KILLS : 'a few'} kills, wherever they fall`,
    async () => {
      const all = await livedUntil(KILLS)
      const total = (of: (verdict: Verdict) => string[]): string[] => all.flatMap(({ verdict }) => of(verdict))
      const [lost, doubled, stuck] = [total((one) => one.lost), total((one) => one.doubled), total((one) => one.stuck)]
      console.log(figures(all, { lost, doubled, stuck }))
      expect({ lost, doubled, stuck }).toEqual({ lost: [], doubled: [], stuck: [] })
      expect(all.reduce((sum, one) => sum + killsIn(one), 0)).toBeGreaterThan(0)
      for (const { verdict, first } of all) {
        const { facts } = await undisturbedFrom(first)
        expect(verdict.facts, `of a story that begins with episode ${first}`).toEqual(facts)
        // While nobody answered, the sensor was silent for half an hour.
        if (isProof) expect(facts.audit).toContainEqual({ about: '', what: 'sensor-silent', times: 1 })
      }
    },
    LONG_MS,
  )
})

function figures(all: readonly Lived[], weighed: Record<string, string[]>): string {
  const points = KILL_POINTS.map((point) => {
    const times = all.reduce((sum, { landed }) => sum + (landed.get(point) ?? 0), 0)
    return `${point} ${times}`
  })
  const kills = all.reduce((sum, one) => sum + killsIn(one), 0)
  const found = Object.entries(weighed).map(([name, list]) => `${list.length} ${name}`)
  return `${isPostgres() ? 'PostgreSQL' : 'embedded'}: ${kills} kills in ${all.length} worlds; ${found.join(', ')}\n  ${points.join(', ')}`
}
