/**
 * Traffic that is no sign of an attack by itself, and unlike the days before: counted per firm and day for the health
 * check, and shown as context of a case on the same device. Never an alert, and never a case of its own.
 */
export const TRAFFIC_KINDS = ['new-service', 'new-country', 'large-upload', 'off-hours'] as const
export type TrafficKind = (typeof TRAFFIC_KINDS)[number]

/** Absolute: the same day told again replaces what was told before. */
export interface TrafficCount {
  /** `2026-11-24`, as in Japan, where a detector's day turns at four in the morning. */
  day: string
  kind: TrafficKind
  /** The firm's own address that did it. */
  device: string
  /** Services or countries that nobody at the firm had used; 1 for a large upload; hours of the night. */
  count: number
  /** Which: a few, in the order of their letters. */
  examples: string[]
}

/** The day of a moment, by which traffic is counted: an hour before four in the morning is still of the day before. */
export const dayOfTraffic = (at: number): string =>
  new Date(at + (JAPAN_AHEAD_HOURS - DAY_TURNS_AT_HOUR) * HOUR_MS).toISOString().slice(0, 10)

const HOUR_MS = 3_600_000
export const JAPAN_AHEAD_HOURS = 9
const DAY_TURNS_AT_HOUR = 4
