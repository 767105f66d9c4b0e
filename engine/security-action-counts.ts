import { STANDINGS, type Standing, type Step } from './security-action.ts'

/** How many firms of a region are at which step. */
export interface StarCounts {
  firms: number
  wished: number
  one: number
  two: number
  steps: readonly { step: Step; firms: number }[]
}

export function countsOf(standings: readonly Pick<Standing, 'wish' | 'step'>[]): StarCounts {
  const [one, two] = (['one', 'two'] as const).map((wish) => standings.filter((firm) => firm.wish === wish).length)
  return {
    firms: standings.length,
    wished: (one ?? 0) + (two ?? 0),
    one: one ?? 0,
    two: two ?? 0,
    steps: STANDINGS.map((step) => ({ step, firms: standings.filter((firm) => firm.step === step).length })),
  }
}

type Hidden<Counts> = { [Name in keyof Counts]: Counts[Name] extends number ? number | null : Counts[Name] }
export type ShownCounts = Hidden<Omit<StarCounts, 'steps'>> & {
  steps: readonly { step: Step; firms: number | null }[]
}

/**
 * A count of one to four firms could point at one of them, so it is not told; nor is the smallest of the others where
 * subtraction would give the hidden one away: the wishes add up to all firms, and the steps to those that wish.
 */
export function withoutSmallCells({ firms, wished, one, two, steps }: StarCounts, cellMin: number): ShownCounts {
  const isSmall = (count: number): boolean => count > 0 && count < cellMin
  const [none, ...wishing] = steps
  const [isOneHidden, isTwoHidden, isNoneHidden] = hiding([one, two, none?.firms ?? 0], isSmall)
  const hidden = hiding(
    wishing.map((step) => step.firms),
    isSmall,
    isNoneHidden,
  )
  return {
    firms: isSmall(firms) ? null : firms,
    wished: isNoneHidden || isSmall(wished) ? null : wished,
    one: isOneHidden ? null : one,
    two: isTwoHidden ? null : two,
    steps: [
      { step: 'none', firms: isNoneHidden ? null : (none?.firms ?? 0) },
      ...wishing.map((step, place) => ({ ...step, firms: hidden[place] ? null : step.firms })),
    ],
  }
}

/** Which of these counts are not told: the small ones, and a second where there is but one of them, or must be one. */
function hiding(counts: readonly number[], isSmall: (count: number) => boolean, mustHide = false): boolean[] {
  const hidden = counts.map(isSmall)
  const small = hidden.filter(Boolean).length
  if (small > 1 || (small === 0 && !mustHide)) return hidden
  const others = counts.filter((count, place) => count > 0 && !hidden[place])
  const next = counts.findIndex((count, place) => !hidden[place] && count === Math.min(...others))
  return hidden.map((isHidden, place) => isHidden || place === next)
}
