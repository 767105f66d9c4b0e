import type { AlertKind, Severity } from './alert.ts'
import type { SpecialDays } from './calendar/hours.ts'

/**
 * `active`: its alerts become cases. `monitor`: on trial, its alerts are kept and counted, and analysts see how many there
 * would have been. `off`: not at work at all; when it comes back it begins anew.
 */
export const RULE_STATES = ['active', 'monitor', 'off'] as const
export type RuleState = (typeof RULE_STATES)[number]

/** What a region may change about how things are found and judged, apart from the ladder. */
export interface RegionRules {
  /** Kinds that are taken to be graver or lighter here than the detectors and templates propose. */
  severities: Partial<Record<AlertKind, Severity>>
  /** The promise: minutes from a case's opening to an analyst's decision; null promises nothing. */
  decideWithinMinutes: Readonly<Record<Severity, number | null>>
  /** The desk's promise: business minutes until it first answers somebody; null promises nothing. */
  answerWithinMinutes: number | null
  /** Detections by name that are not simply active here. */
  states: Readonly<Record<string, RuleState>>
  /** Days on which the desk has other hours than usual. */
  days: SpecialDays
  /** So many firms at a time the desk is to telephone and ask whose their PCs are (`whose-call.ts`); 0: none. */
  whoseCalls: number
  /** How many rules a SECURITY ACTION pledge has here: the sixth, on backups, came later. */
  pledges: 5 | 6
}

export const DEFAULT_RULES: RegionRules = {
  severities: {},
  decideWithinMinutes: { high: 15, medium: 60, low: null },
  answerWithinMinutes: 30,
  states: {},
  days: {},
  // Some ten minutes each.
  whoseCalls: 20,
  pledges: 6,
}

/** As they were saved, perhaps before all of these could be. */
export const rulesFrom = (saved: Partial<RegionRules> | undefined): RegionRules => ({ ...DEFAULT_RULES, ...saved })

export const stateOf = ({ states }: RegionRules, rule: string): RuleState => states[rule] ?? 'active'

/** When the promise for a case runs out, or undefined when nothing was promised. */
export function decideBy(rules: RegionRules, severity: Severity, openedAt: number): number | undefined {
  const minutes = rules.decideWithinMinutes[severity]
  return minutes === null ? undefined : openedAt + minutes * 60_000
}
