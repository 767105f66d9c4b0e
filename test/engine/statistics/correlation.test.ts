import { describe, expect, it } from 'vitest'
import { correlationOf } from '#engine/statistics/correlation.ts'

const line = (n: number, y: (x: number) => number): [number, number][] =>
  Array.from({ length: n }, (_, x) => [x + 1, y(x + 1)])

describe('how two figures go together', () => {
  it.each([
    ['too few pairs say nothing', line(4, (x) => x), 'too-few', null],
    ['what rises with it', line(8, (x) => 3 * x), 'rise', 1],
    ['what falls with it', line(8, (x) => 100 - 3 * x), 'fall', -1],
    ['what is the same for all', line(8, () => 5), 'none', null],
    ['what goes up and down', line(40, (x) => (x * 7) % 5), 'none', undefined],
    [
      'one firm that has nearly all of them',
      [...line(39, (x) => x % 2), [40, 3_000]] as [number, number][],
      'none',
      undefined,
    ],
    ['what rises a little', line(40, (x) => x + 25 * Math.sin(5 * x)), 'weak-rise', undefined],
    [
      'of five pairs only what is nearly a line',
      [
        [1, 1],
        [2, 3],
        [3, 2],
        [4, 5],
        [5, 4],
      ] as [number, number][],
      'none',
      0.8,
    ],
  ] as const)('%s', (_, pairs, relation, pearson) => {
    const found = correlationOf(pairs)
    expect(found).toMatchObject({ n: pairs.length, relation })
    if (pearson === null) expect(found.pearson).toBeNull()
    else if (pearson !== undefined) expect(found.pearson).toBeCloseTo(pearson, 10)
  })

  it('gives those that are the same the mean of their places', () => {
    const { spearman } = correlationOf([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 9],
      [5, 9],
    ])
    expect(spearman).toBeCloseTo(0.866, 3)
  })
})
