import { FIRMS_MIN } from './diagnosis/groups.ts'
import { COVERAGE_MIN, type Counted, type Letter } from './health-check.ts'

/** How a month's health check stands to those before it, and to the firms around. */

export type Comparison =
  /** There is none before it. */
  | { kind: 'first' }
  /** In one of the two months too little was seen to say so. */
  | { kind: 'unseen' }
  | { kind: 'same'; found: number }
  | { kind: 'fewer' | 'more'; by: number }

export function comparedWith(before: Counted | undefined, counted: Counted): Comparison {
  if (!before) return { kind: 'first' }
  if (![before, counted].every(wasWatched)) return { kind: 'unseen' }
  const by = foundIn(counted) - foundIn(before)
  if (by === 0) return { kind: 'same', found: foundIn(counted) }
  return { kind: by < 0 ? 'fewer' : 'more', by: Math.abs(by) }
}

export const wasWatched = ({ coverage }: Counted): boolean => coverage !== null && coverage >= COVERAGE_MIN

export const foundIn = ({ findings }: Pick<Counted, 'findings'>): number =>
  findings.reduce((sum, { count }) => sum + count, 0)

/** `null`: it could not be told; `undefined`: there was no health check. */
export interface TrendMonth {
  month: string
  letter: Letter | null | undefined
}

const TREND_MONTHS = 12

/** The twelve months that end with this one, the earliest first. */
export function trendUntil(month: string, known: readonly { month: string; letter: Letter | null }[]): TrendMonth[] {
  const letters = new Map(known.map((one) => [one.month, one.letter]))
  return Array.from({ length: TREND_MONTHS }, (_, place) => {
    const one = monthsFrom(month, place - TREND_MONTHS + 1)
    return { month: one, letter: letters.get(one) }
  })
}

export const monthsFrom = (month: string, months: number): string =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString()

/** So many firms at which so much was found. */
export interface Middle {
  found: number
  firms: number
}

/** The middle of what was found at the firms of a region, the least first; nothing of so few that it would tell of one. */
export function middleOf(spread: readonly Middle[]): Middle | null {
  const sorted = spread.flatMap(({ found, firms }) => Array.from({ length: firms }, () => found))
  if (sorted.length < FIRMS_MIN) return null
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return { found: (low + high) / 2, firms: sorted.length }
}
