import { hiddenIn, isSmall } from './diagnosis/hiding.ts'
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
 * No count tells of one to four firms, nor can one be worked out from the others. Firms are parted twice, by their
 * wish and by their step; who wishes nothing is the same number in both, and what is left of it is all that wish.
 */
export function withoutSmallCells({ firms, wished, one, two, steps }: StarCounts): ShownCounts {
  const none = firms - wished
  const [isNoneHidden = true, isOneHidden, isTwoHidden = true] = hiddenIn([none, one, two])
  // With the sum of all that wish known, their steps are a whole of their own.
  const whole = isNoneHidden ? steps : steps.filter(({ step }) => step !== 'none')
  const hidden = hiddenIn(
    whole.map((own) => own.firms),
    (place) => isToldBy(whole[place], { isNoneHidden, isTwoHidden }),
  )
  const isStepHidden = (step: Step): boolean => hidden[whole.findIndex((own) => own.step === step)] ?? false
  return {
    firms: isSmall(firms) ? null : firms,
    wished: isNoneHidden ? null : wished,
    one: isOneHidden ? null : one,
    two: isTwoHidden ? null : two,
    steps: steps.map((own) => (isStepHidden(own.step) ? { ...own, firms: null } : own)),
  }
}

/** A step that would tell of a wish that is hidden: only who wishes two stars publishes a policy. */
const isToldBy = (
  own: StarCounts['steps'][number] | undefined,
  { isNoneHidden, isTwoHidden }: { isNoneHidden: boolean; isTwoHidden: boolean },
): boolean => (own?.step === 'none' && isNoneHidden) || (own?.step === 'publish' && own.firms > 0 && isTwoHidden)
