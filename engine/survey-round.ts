/** One asking of the survey at an event: 下書き until it is published, 公開 until it is closed or its last day is over. */
export const ROUND_STATES = ['draft', 'published', 'closed'] as const
export type RoundState = (typeof ROUND_STATES)[number]

/** Epoch ms. */
export interface RoundTimes {
  publishedAt: number | null
  closedAt: number | null
  /** The first instant at which nobody may answer any more, where a last day was named. */
  untilAt: number | null
}

export function roundState({ publishedAt, closedAt, untilAt }: RoundTimes, now: number): RoundState {
  if (closedAt !== null || (untilAt !== null && now >= untilAt)) return 'closed'
  return publishedAt === null ? 'draft' : 'published'
}

/** When the day `2026-12-10` is over, where the region is. */
export const endOfDay = (day: string, timezone: string): number =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timezone).epochMilliseconds

/** In two groups, as it is printed; `canonicalCode` leads back. */
export const printedCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`
