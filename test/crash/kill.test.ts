import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPostgres } from '../support/database.ts'
import { isProof } from '../support/proof.ts'
import { KILL_POINTS } from './kills.ts'
import { type Lived, live } from './life.ts'
import type { Verdict } from './verdict.ts'
import { foundWorld, type World } from './world.ts'

const KILLS = 200
const KILLS_A_WORLD_MAX = 24
const WORLDS_AT_ONCE = 2
const LONG_MS = 4 * 3_600_000

let world: World
let undisturbed: Verdict
/** Worlds side by side, one seed after the other, until enough kills have fallen. */
async function livedUntil(kills: number): Promise<Lived[]> {
  const all: Lived[] = []
  let seed = 0
  let fallen = 0
  const line = async (): Promise<void> => {
    while (fallen < kills) {
      seed += 1
      const one = await live(world, { seed, kills: KILLS_A_WORLD_MAX })
      all.push(one)
      fallen += killsIn(one)
    }
  }
  await Promise.all(Array.from({ length: WORLDS_AT_ONCE }, line))
  return all
}

const killsIn = ({ landed }: Lived): number => [...landed.values()].reduce((sum, times) => sum + times, 0)

// Minutes of work for two processors: only the full proof has them.
describe.skipIf(!isProof)('a process that is killed', () => {
  beforeAll(async () => {
    world = await foundWorld()
    undisturbed = (await live(world, { seed: 0, kills: 0 })).verdict
  }, LONG_MS)
  afterAll(() => world.kept.drop())

  it(
    `nothing is lost and nothing doubled in ${KILLS} kills, wherever they fall`,
    async () => {
      const all = await livedUntil(KILLS)
      const total = (of: (verdict: Verdict) => string[]): string[] => all.flatMap(({ verdict }) => of(verdict))
      const [lost, doubled, stuck] = [total((one) => one.lost), total((one) => one.doubled), total((one) => one.stuck)]
      console.log(figures(all, { lost, doubled, stuck }))
      expect({ lost, doubled, stuck }).toEqual({ lost: [], doubled: [], stuck: [] })
      for (const { verdict } of all) expect(verdict.facts).toEqual(undisturbed.facts)
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
