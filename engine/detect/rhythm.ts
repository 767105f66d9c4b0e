import { SECOND_MS } from './limits.ts'

/** How steadily something comes again. */
export interface Rhythm {
  gaps: number
  /** The median gap. */
  periodMs: number
  /** How many of the gaps lie within a quarter of the median. */
  steadyPercent: number
  durationMs: number
}

/** What comes within this of the last is the same call: a page and its pictures, a retry. */
const CALL_SECONDS = 3
const STEADY_SHARE = 0.25

/** Of the seconds at which calls began, in any order. */
export function rhythmOf(seconds: readonly number[]): Rhythm {
  const gaps: number[] = []
  const sorted = seconds.toSorted((left, right) => left - right)
  const [first = 0] = sorted
  let last = first
  for (const second of sorted)
    if (second - last > CALL_SECONDS) {
      gaps.push(second - last)
      last = second
    }
  const median = gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 0
  const steady = gaps.filter((gap) => Math.abs(gap - median) <= STEADY_SHARE * median).length
  return {
    gaps: gaps.length,
    periodMs: median * SECOND_MS,
    steadyPercent: gaps.length === 0 ? 0 : Math.floor((100 * steady) / gaps.length),
    durationMs: (last - first) * SECOND_MS,
  }
}

export interface BeatKnobs extends Readonly<Record<string, number>> {
  gapsMin: number
  durationMs: number
  manyGapsMin: number
  manyDurationMs: number
  periodMinMs: number
  periodMaxMs: number
  steadyPercentMin: number
  manySteadyPercentMin: number
}

/** Often enough, for long enough, and steady. */
export function isBeat({ gaps, periodMs, steadyPercent, durationMs }: Rhythm, knobs: BeatKnobs): boolean {
  const isPeriod = periodMs >= knobs.periodMinMs && periodMs <= knobs.periodMaxMs
  const isFew = gaps >= knobs.gapsMin && durationMs >= knobs.durationMs && steadyPercent >= knobs.steadyPercentMin
  const isMany =
    gaps >= knobs.manyGapsMin && durationMs >= knobs.manyDurationMs && steadyPercent >= knobs.manySteadyPercentMin
  return isPeriod && (isFew || isMany)
}
