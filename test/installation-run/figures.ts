import { PILOT } from './assumptions.ts'
import type { Life } from './life.ts'

const HOUR = 3_600_000

export const isAlone = ({ watchedAt, desk, visits }: Life): boolean =>
  watchedAt !== null && desk.length + visits.length === 0

/** Beside the pilot's own figures; by what was sent, by what was declared wrongly, and by what needed somebody. */
export function drawn({ lives, pushes }: { lives: readonly Life[]; pushes: number }): string {
  const of = (some: readonly Life[]): string => {
    const alone = some.filter(isAlone)
    const turns = some.map(({ phone }) => phone.turns)
    const hours = some.flatMap(({ watchedAt, arrivedAt }) =>
      watchedAt === null ? [] : [(watchedAt - arrivedAt) / HOUR],
    )
    return [
      `${some.length} firms`,
      `alone ${alone.length} (${Math.round((100 * alone.length) / some.length)} %)`,
      `watched ${hours.length}`,
      `turns ${at(turns, 0.5)} / ${at(turns, 0.9)}`,
      `hours ${at(hours, 0.5).toFixed(1)} / ${at(hours, 0.9).toFixed(1)}`,
      `desk ${sum(some, ({ desk }) => desk.length)}`,
      `visits ${sum(some, ({ visits }) => visits.length)}`,
      `repairs ${sum(some, ({ repairs }) => repairs.length)}`,
    ].join(' · ')
  }
  const by = (name: string, keyOf: (life: Life) => readonly string[]): string[] =>
    [...new Set(lives.flatMap(keyOf))]
      .sort()
      .map((key) => `  ${name} ${key}: ${of(lives.filter((one) => keyOf(one).includes(key)))}`)
  const why = counted(
    lives.flatMap(({ desk, visits }) => [
      ...desk.map((one) => `desk: ${one}`),
      ...visits.map((one) => `visit: ${one}`),
    ]),
  )
  return [
    `all: ${of(lives)} · ${(pushes / lives.length).toFixed(1)} LINE pushes a firm`,
    `the pilot: ${PILOT.asDesigned} of ${PILOT.firms} as designed, ${PILOT.contacts} talks with the desk, ${PILOT.visits} visits, ${PILOT.repairs} repairs`,
    ...by('box', ({ hands }) => [hands.device]),
    ...by('declared', ({ firm }) => (firm.wrong.length > 0 ? firm.wrong : ['rightly'])),
    ...why.map(([what, count]) => `  ${count} × ${what}`),
  ].join('\n')
}

const sum = (lives: readonly Life[], countOf: (life: Life) => number): number =>
  lives.reduce((total, life) => total + countOf(life), 0)

/** The value that so large a share is not above. */
const at = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0

function counted(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one)
}
