/**
 * Which floors of the insurance a firm has: the first comes with the contract and everybody has it, the second is
 * for whoever wants more. What it pays is the insurer's to say, never ours.
 */
export type Floor = 1 | 2

export const ENROLMENT_STATES = ['none', 'considering', 'enrolled', 'ended'] as const
/** 対象外, 任意検討, 加入, 終了. */
export type EnrolmentState = (typeof ENROLMENT_STATES)[number]

export interface Enrolment {
  floor: Floor
  state: EnrolmentState
  /** Epoch ms. */
  at: number
}

/** By a word of the operator's or the chamber's. The first floor is nobody's choice: it follows the contract. */
const NEXT: Readonly<Record<EnrolmentState, readonly EnrolmentState[]>> = {
  none: ['considering', 'enrolled'],
  considering: ['enrolled', 'none'],
  enrolled: ['ended'],
  ended: ['considering', 'enrolled'],
}

export type EnrolmentRefusal = 'comes-with-the-contract' | 'already' | 'not-now'

export function refusalOf(
  now: EnrolmentState,
  { floor, state }: Pick<Enrolment, 'floor' | 'state'>,
): EnrolmentRefusal | undefined {
  if (floor === 1) return 'comes-with-the-contract'
  if (now === state) return 'already'
  return NEXT[now].includes(state) ? undefined : 'not-now'
}

/** What holds now, of what was ever said, the oldest first; a firm that is here is on the first floor. */
export function enrolmentsOf(since: number, said: readonly Enrolment[]): readonly [Enrolment, Enrolment] {
  const second = said.findLast(({ floor }) => floor === 2) ?? { floor: 2, state: 'none', at: since }
  return [{ floor: 1, state: 'enrolled', at: since }, second]
}
