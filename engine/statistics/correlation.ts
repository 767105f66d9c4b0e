/** How two figures of the same firms go together; `n` pairs. Null where one of them is the same for all, or there are too few. */
export interface Correlation {
  n: number
  /** −1 to 1, of the figures and of their ranks. */
  pearson: number | null
  spearman: number | null
  relation: Relation
}

/** What may be said of it in a sentence: `none` is what chance alone would bring in one case of twenty as well. */
export type Relation = 'too-few' | 'none' | 'weak-rise' | 'weak-fall' | 'rise' | 'fall'

const PAIRS_MIN = 5
const STRONG = 0.7

export function correlationOf(pairs: readonly (readonly [x: number, y: number])[]): Correlation {
  const n = pairs.length
  if (n < PAIRS_MIN) return { n, pearson: null, spearman: null, relation: 'too-few' }
  const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)]
  const pearson = pearsonOf(xs, ys)
  const spearman = pearsonOf(ranksOf(xs), ranksOf(ys))
  return { n, pearson, spearman, relation: relationOf(pearson, spearman, n) }
}

/** A few firms with very many alerts make the figures' own value jump, so both have to say the same. */
function relationOf(pearson: number | null, spearman: number | null, n: number): Relation {
  if (pearson === null || spearman === null || Math.sign(pearson) !== Math.sign(spearman)) return 'none'
  const least = Math.min(Math.abs(pearson), Math.abs(spearman))
  if (least < chanceOf(n)) return 'none'
  const way = pearson > 0 ? 'rise' : 'fall'
  return least < STRONG ? `weak-${way}` : way
}

/** What unrelated figures reach in one case of twenty, nearly (Fisher's z): 0.23 of 71 pairs. */
const chanceOf = (n: number): number => Math.tanh(1.96 / Math.sqrt(n - 3))

function pearsonOf(xs: readonly number[], ys: readonly number[]): number | null {
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)]
  const sum = (of: (x: number, y: number) => number): number =>
    xs.reduce((total, x, place) => total + of(x - meanX, (ys[place] ?? 0) - meanY), 0)
  const spread = Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y))
  return spread === 0 ? null : Math.max(-1, Math.min(1, sum((x, y) => x * y) / spread))
}

const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** From 1; those that are the same share the mean of their places. */
function ranksOf(numbers: readonly number[]): number[] {
  const sorted = numbers.toSorted((one, other) => one - other)
  return numbers.map((one) => (sorted.indexOf(one) + sorted.lastIndexOf(one)) / 2 + 1)
}
