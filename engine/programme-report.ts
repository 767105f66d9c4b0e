/**
 * A programme's report is finished（確定）once its time is over, or when somebody says so: its figures stay as they were told,
 * whatever is deleted or corrected afterwards. What was wrong is told right in one more version, which says why.
 */
export interface ReportVersion {
  /** From 1. */
  version: number
  finishedAt: number
  /** By name; null: the programme's time was over. */
  finishedBy: string | null
  /** Why there is one more; null for the first, and where its time was over. */
  reason: string | null
}

export type FinishRefusal = 'reason-missing'

export function finished(
  last: ReportVersion | undefined,
  { at, by, reason }: { at: number; by: string | null; reason: string | null },
): ReportVersion | FinishRefusal {
  if (last && by !== null && reason === null) return 'reason-missing'
  return { version: (last?.version ?? 0) + 1, finishedAt: at, finishedBy: by, reason: last ? reason : null }
}

/** Days of the region: the programme's last one has passed, and no version is of a day after it. */
export const isOver = (
  until: string | null,
  { today, finishedOn }: { today: string; finishedOn: string | null },
): boolean => until !== null && today > until && (finishedOn === null || finishedOn <= until)
