import type { Detector } from '#engine/detect/detector.ts'

/**
 * The firms' detectors at hand. What all of them remember is bounded, whoever floods whom: beyond it the firms longest
 * unheard of are let go, and loaded again from what is stored when they are heard of.
 */
export interface Detectors {
  get(firmId: string): Loaded | undefined
  /** It has worked up to this position, and weighs what it weighs now. */
  keep(firmId: string, detector: Detector, position: number): void
  forget(firmId: string): void
}

export interface Loaded {
  readonly detector: Detector
  /** The last batch it has worked. */
  readonly position: number
}

/** A quiet firm has about a hundred subjects, one under attack tens of thousands, of some 300 bytes each. */
const SUBJECTS_MAX = 3_000_000
/** An empty detector weighs as much as these. */
const SUBJECTS_OF_NONE = 150

export function createDetectors(subjectsMax: number = SUBJECTS_MAX): Detectors {
  /** The longest unheard of first. */
  const loaded = new Map<string, Loaded & { weight: number }>()
  let weight = 0

  function keep(firmId: string, detector: Detector, position: number): void {
    forget(firmId)
    const own = SUBJECTS_OF_NONE + detector.counts().subjects
    loaded.set(firmId, { detector, position, weight: own })
    weight += own
    for (const longest of loaded.keys()) {
      if (weight <= subjectsMax || longest === firmId) return
      forget(longest)
    }
  }

  function forget(firmId: string): void {
    weight -= loaded.get(firmId)?.weight ?? 0
    loaded.delete(firmId)
  }

  return { get: (firmId) => loaded.get(firmId), keep, forget }
}
