import type { Session } from '../dialogue/session.ts'

export const DIAGNOSIS_STATES = ['open', 'paused', 'parked', 'finished', 'confirmed'] as const
export type DiagnosisState = (typeof DIAGNOSIS_STATES)[number]

/** A diagnosis is confirmed once its firm was talked with after it was finished (確認済, R-040). */
export const confirmedState = (
  { state }: Pick<Session, 'state'>,
  { finishedAt, heldAt }: { finishedAt: number | null; heldAt: number | null },
): DiagnosisState =>
  state === 'finished' && finishedAt !== null && heldAt !== null && heldAt >= finishedAt ? 'confirmed' : state
