import type { Session } from './dialogue/session.ts'

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

/** Whoever answered, and the round that counts them. */
export interface Company {
  firmId: string
  session: Session
  roundId: string | null
}

/**
 * Each company once. A firm that came to several rounds counts in the last; where a guest's firm has answered by itself, that
 * is what counts, in the guest's round unless the firm came to one. `participants` stand in the order in which they came.
 */
export function companiesIn(
  answered: readonly Pick<Company, 'firmId' | 'session'>[],
  participants: readonly { roundId: string; firmId: string; becameFirmId: string | null }[],
): Company[] {
  const rounds = new Map(participants.map(({ firmId, roundId }) => [firmId, roundId]))
  const own = new Set(answered.map(({ firmId }) => firmId))
  const doubled = participants.filter(({ becameFirmId }) => becameFirmId !== null && own.has(becameFirmId))
  for (const { becameFirmId, roundId } of doubled)
    if (becameFirmId !== null && !rounds.has(becameFirmId)) rounds.set(becameFirmId, roundId)
  const left = new Set(doubled.map(({ firmId }) => firmId))
  return answered
    .filter(({ firmId }) => !left.has(firmId))
    .map((one) => ({ ...one, roundId: rounds.get(one.firmId) ?? null }))
}
