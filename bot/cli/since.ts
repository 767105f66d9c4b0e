/**
 * From when on. A length of time counts back from the newest event of the log, not from today: a log of last year has a last
 * day too, and the same log gives the same answer tomorrow.
 */
export type Since = { kind: 'moment'; at: number } | { kind: 'before-newest'; ms: number }

const LENGTH = /^(\d{1,6})(m|h|d)$/
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
/** A day, or a day and a time; without a zone it is UTC, as the alerts' own times are. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/

export function parseSince(typed: string): Since | undefined {
  const [, count, unit] = LENGTH.exec(typed) ?? []
  if (count && unit) return { kind: 'before-newest', ms: Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS] }
  const [, time, , , zone] = MOMENT.exec(typed) ?? []
  const at = MOMENT.test(typed) ? Date.parse(time && !zone ? `${typed}Z` : typed) : Number.NaN
  return Number.isNaN(at) ? undefined : { kind: 'moment', at }
}

export const sinceAt = (since: Since | undefined, newestAt: number): number =>
  since === undefined ? 0 : since.kind === 'moment' ? since.at : newestAt - since.ms
