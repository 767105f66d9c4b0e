import type { PersonRef } from './case.ts'
import type { Counted, Grade } from './health-check.ts'

/** 下書き→承認→送信済→既読→共有: a month's health check on its way from the analysts to the firm, and to nobody else before it says so. */
export const HEALTH_STATES = ['draft', 'approved', 'sent', 'read', 'shared'] as const
export type HealthState = (typeof HEALTH_STATES)[number]

export interface HealthCheck {
  id: string
  regionId: string
  firmId: string
  /** `2026-11` */
  month: string
  state: HealthState
  grade: Grade
  counted: Counted
  countedAt: number
  /** An analyst asked for its card, which the month's list does not give it. */
  isPicked: boolean
  /** What an analyst adds in their own words. */
  comment: string | null
  approvedBy: PersonRef | null
  approvedAt: number | null
  sentAt: number | null
  readAt: number | null
  sharedBy: PersonRef | null
  sharedAt: number | null
  /** LINE brings it to nobody, so somebody of the desk has to; null while that is not so. */
  handOver: HandOver | null
}

export type HandOver =
  | { state: 'open' }
  | { state: 'taken' | 'done'; by: PersonRef; at: number }
  /** Somebody could be reached after all. */
  | { state: 'on-line' }

export const drafted = (
  of: Pick<HealthCheck, 'id' | 'regionId' | 'firmId' | 'month' | 'grade' | 'counted' | 'countedAt'>,
): HealthCheck => ({
  ...of,
  state: 'draft',
  isPicked: false,
  comment: null,
  ...{ approvedBy: null, approvedAt: null, sentAt: null, readAt: null, sharedBy: null, sharedAt: null },
  handOver: null,
})

/** Its letter has stopped being true, so somebody has to look at it again; what was written stays. */
export const redrafted = (
  check: HealthCheck,
  anew: Pick<HealthCheck, 'grade' | 'counted' | 'countedAt'>,
): HealthCheck => ({ ...check, ...anew, state: 'draft', approvedBy: null, approvedAt: null })

export type HealthRefusal =
  | 'already-approved'
  | 'not-sent'
  | 'already-shared'
  | 'not-shared'
  | 'already-taken'
  | 'already-handed'
type Moved = HealthCheck | HealthRefusal

export const picked = (check: HealthCheck): HealthCheck => (check.isPicked ? check : { ...check, isPicked: true })

export const commented = (check: HealthCheck, comment: string): Moved =>
  check.state === 'draft' ? { ...check, comment } : 'already-approved'

/** Once more as long as nobody could be reached. */
export const approved = (check: HealthCheck, by: PersonRef, now: number): Moved =>
  check.sentAt === null ? { ...check, state: 'approved', approvedBy: by, approvedAt: now } : 'already-approved'

export const sent = (check: HealthCheck, now: number): HealthCheck => ({
  ...{ ...check, state: 'sent', sentAt: now },
  handOver: check.handOver && { state: 'on-line' },
})

/** Approved, and nobody can be reached. Whoever has taken it keeps it. */
export const unreached = (check: HealthCheck): HealthCheck =>
  check.handOver ? check : { ...check, handOver: { state: 'open' } }

export function taken(check: HealthCheck, by: PersonRef, now: number): Moved {
  if (check.sentAt !== null) return 'already-handed'
  return check.handOver?.state === 'open' ? { ...check, handOver: { state: 'taken', by, at: now } } : 'already-taken'
}

/** By telephone or on paper: from then on the firm has it. */
export const handed = (check: HealthCheck, by: PersonRef, now: number): Moved =>
  check.sentAt === null ? { ...sent(check, now), handOver: { state: 'done', by, at: now } } : 'already-handed'

/** The first tap, or the first look at its page: LINE has no receipts. */
export const read = (check: HealthCheck, now: number): HealthCheck =>
  check.state === 'sent' ? { ...check, state: 'read', readAt: now } : check

export function shared(check: HealthCheck, by: PersonRef, now: number): Moved {
  if (check.state === 'shared') return 'already-shared'
  if (check.sentAt === null) return 'not-sent'
  return { ...read(check, now), state: 'shared', sharedBy: by, sharedAt: now }
}

/** The chamber sees it no more. */
export const unshared = (check: HealthCheck): Moved =>
  check.state === 'shared' ? { ...check, state: 'read', sharedBy: null, sharedAt: null } : 'not-shared'
