import { chanceOf } from './chance.ts'
import { EPISODES, type Episode } from './episodes.ts'
import { killsOf } from './kills.ts'
import { ordealOf } from './ordeal.ts'
import { peopleOf } from './people.ts'
import { openStage, type Stage } from './stage.ts'
import { type Verdict, verdictOn } from './verdict.ts'
import type { World } from './world.ts'

export interface Lived {
  /** Which episode came first: how long what was left open had to wait, and so what fell due, hangs on the order. */
  first: number
  verdict: Verdict
  /** How often a process was killed, by point. */
  landed: ReadonlyMap<string, number>
}

export interface Course {
  seed: number
  /** Kills of the last node at most; the others live undisturbed. */
  kills: number
  nodes?: number
  /** A part of the story, for a look at it; the whole without. */
  episodes?: readonly Episode[]
  /** Before each thing somebody does, and after each episode. */
  beforeStep?: (stage: Stage, below: (limit: number) => number) => void
  afterEpisode?: (stage: Stage) => Promise<unknown>
}

/** The whole story in a world of its own, its process killed again and again. */
export async function live(world: World, course: Course): Promise<Lived> {
  const { seed, kills, nodes = 1, episodes = EPISODES, beforeStep, afterEpisode } = course
  const stage = await openStage({ kept: world.kept, nodes })
  try {
    const chance = chanceOf(seed)
    const tried = stage.nodes.at(-1)
    if (!tried) throw new Error('a stage without a node')
    const others = stage.nodes.slice(0, -1)
    await Promise.all(others.map((node) => node.start()))
    const ordeal = ordealOf(tried, killsOf(chance, seed * 5, kills), chance)
    const step = (): void => {
      beforeStep?.(stage, chance.below)
      ordeal.step()
    }
    const people = peopleOf({ ...stage, step })
    const first = seed % episodes.length
    const story = async (): Promise<void> => {
      await people.skips(world.begins - Date.now())
      for (const episode of [...episodes.slice(first), ...episodes.slice(0, first)]) {
        await episode({ people, world, chance })
        await afterEpisode?.(stage)
      }
      await ordeal.calm()
      await people.allSaid()
      await Promise.all([ordeal.end(), ...others.map((node) => node.end())])
    }
    await Promise.race([story(), ordeal.broken])
    return { first, verdict: await verdictOn(stage, world.saidBefore), landed: ordeal.landed() }
  } catch (cause) {
    await Promise.all(stage.nodes.map((node) => node.retire()))
    const { facts: _, ...found } = await verdictOn(stage, world.saidBefore)
    throw new Error(`world ${seed} came to a halt: ${JSON.stringify(found, null, 1)}`, { cause })
  } finally {
    await stage.close()
  }
}
