import { expect, it } from 'vitest'
import { isPostgres } from '../support/database.ts'
import { isProof } from '../support/proof.ts'
import { EPISODES, SAMPLE } from './episodes.ts'
import { live } from './life.ts'
import type { Stage } from './stage.ts'
import { foundWorld } from './world.ts'

const episodes = isProof ? EPISODES : SAMPLE
const LONG_MS = 4 * 3_600_000

/** The platforms speak to either node, as a balancer would have it. */
function toEither({ playground, nodes }: Stage, below: (limit: number) => number): void {
  const url = nodes[below(nodes.length)]?.url ?? ''
  playground.setWebhooks({ line: `${url}/webhooks/line`, slack: `${url}/webhooks/slack` })
}

/** Everything that was told of late is told again, in another order, to both. */
async function tellAgain({ playground, nodes }: Stage): Promise<void> {
  for (const { url } of nodes) {
    playground.setWebhooks({ line: `${url}/webhooks/line`, slack: `${url}/webhooks/slack` })
    await playground.control.inbound({ platform: 'line', kind: 'shuffle' })
    await playground.control.inbound({ platform: 'slack', kind: 'shuffle', last: 12 })
  }
}

it.skipIf(!isPostgres())(
  'two nodes that both hear everything, shuffled and again, and of which one is killed, do what one does (on PostgreSQL only: the embedded database has one node)',
  async () => {
    const world = await foundWorld()
    const alone = await live(world, { seed: 3, kills: 0, episodes })
    const both = await live(world, {
      seed: 3,
      kills: isProof ? 4 : 2,
      episodes,
      nodes: 2,
      beforeStep: toEither,
      afterEpisode: tellAgain,
    })
    await world.kept.drop()
    const { facts, ...found } = both.verdict
    expect(found).toEqual({ lost: [], doubled: [], stuck: [] })
    expect(facts).toEqual(alone.verdict.facts)
    expect([...both.landed.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThan(0)
  },
  LONG_MS,
)
