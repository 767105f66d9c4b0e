import type { AlertKind, Severity } from './alert.ts'

/** What a region may change about how its cases are judged, apart from the ladder. */
export interface RegionRules {
  /** Kinds that are taken to be graver or lighter here than the detectors and templates propose. */
  severities: Partial<Record<AlertKind, Severity>>
  /** The promise: minutes from a case's opening to an analyst's decision; null promises nothing. */
  decideWithinMinutes: Readonly<Record<Severity, number | null>>
}

export const DEFAULT_RULES: RegionRules = {
  severities: {},
  decideWithinMinutes: { high: 15, medium: 60, low: null },
}

/** When the promise for a case runs out, or undefined when nothing was promised. */
export function decideBy(rules: RegionRules, severity: Severity, openedAt: number): number | undefined {
  const minutes = rules.decideWithinMinutes[severity]
  return minutes === null ? undefined : openedAt + minutes * 60_000
}
