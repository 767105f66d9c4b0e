import type { Kill } from './bot-process.ts'
import type { Chance } from './chance.ts'

/** Before and after each arrow of the chain, and how often each is passed in a short while. */
const POINTS: Readonly<Record<string, number>> = {
  'inbox-insert': 4,
  'inbox-commit': 4,
  'work-start': 8,
  'work-commit': 8,
  'outbox-freeze': 6,
  'send-before': 6,
  'send-after': 6,
  record: 6,
  'ingest-store': 2,
  'ingest-commit': 2,
  'detect-commit': 1,
  snapshot: 1,
  'photo-fetched': 1,
  anywhere: 6,
}
export const KILL_POINTS = Object.keys(POINTS)

/**
 * `count` kills that begin at place `first` of an endless round of all points, so that worlds one after the other cover them
 * evenly. A row that sees three processes die is taken for poison, which is why no point comes twice in a row.
 */
export function killsOf(chance: Chance, first: number, count: number): Kill[] {
  return Array.from({ length: count }, (_, place) => {
    // Five steps on in a round of fourteen: neighbours are of different arrows.
    const point = KILL_POINTS[((first + place) * 5) % KILL_POINTS.length] ?? 'anywhere'
    return { point, nth: 1 + chance.below(POINTS[point] ?? 1) }
  })
}
