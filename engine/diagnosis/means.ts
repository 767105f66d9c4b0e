import { type Mean, meanOf, type Participant, sameRubric } from './groups.ts'
import { hiddenIn } from './hiding.ts'

/** How a region's firms stand, all of them and by industry; without what would tell of fewer than five. */
export interface RegionMeans {
  version: string
  /** Null while fewer than five firms have finished. */
  all: Mean | null
  industries: IndustryMean[]
}

export interface IndustryMean {
  /** Null where the firm has not told. */
  industry: string | null
  /** Null where it is hidden: too few firms, or from what is shown one could work out what is not. */
  mean: Mean | null
}

export function regionMeans(results: readonly Participant[], version: string): RegionMeans {
  const counted = sameRubric(results, version)
  const all = meanOf('participants', counted)
  const groups = [...Map.groupBy(counted, ({ industry }) => industry)]
    .map(([industry, own]) => ({ industry, own, firms: new Set(own.map(({ firmId }) => firmId)).size }))
    .sort((one, other) => other.firms - one.firms || String(one.industry).localeCompare(String(other.industry)))
  const hidden = hiddenIn(groups.map(({ firms }) => firms))
  return {
    version,
    all,
    industries: groups.map(({ industry, own }, place) => ({
      industry,
      mean: hidden[place] ? null : meanOf('industry', own),
    })),
  }
}

/** Axes by how far above or below the mean of all axes they stand, the weakest first: what a region should work on. */
export function standingOf({ shares }: Mean): { axis: string; share: number; isWeak: boolean }[] {
  const axes = Object.entries(shares)
  const middle = axes.reduce((sum, [, share]) => sum + share, 0) / Math.max(1, axes.length)
  return axes
    .map(([axis, share]) => ({ axis, share, isWeak: share < middle }))
    .sort((one, other) => one.share - other.share)
}
