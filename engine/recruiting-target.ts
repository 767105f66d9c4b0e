import type { Target } from './programme.ts'

/** How many were to have applied by a day, and whether that is so. */
export interface TargetStanding {
  expected: number
  /** 順調, 遅れ. */
  state: 'on-plan' | 'behind'
}

/** A tenth fewer is no delay. */
const BEHIND_SHARE = 0.9

/** As many each day. Undefined before it begins; from its last day on all of them. */
export function targetStanding(
  { firms, from, until }: Target,
  { applied, today }: { applied: number; today: string },
): TargetStanding | undefined {
  const first = Temporal.PlainDate.from(from)
  const day = Temporal.PlainDate.from(today)
  if (Temporal.PlainDate.compare(day, first) < 0) return undefined
  const share = Math.min(1, first.until(day).days / first.until(Temporal.PlainDate.from(until)).days)
  const expected = Math.round(firms * share)
  return { expected, state: applied < expected * BEHIND_SHARE ? 'behind' : 'on-plan' }
}

/** As long as it is behind, it is said again after a week. */
export const isToSuggest = (suggestedOn: string | undefined, today: string): boolean =>
  suggestedOn === undefined || Temporal.PlainDate.from(suggestedOn).until(today).days >= 7
