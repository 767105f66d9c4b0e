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
  /** What an analyst adds in their own words. */
  comment: string | null
  approvedBy: PersonRef | null
  approvedAt: number | null
  sentAt: number | null
  readAt: number | null
  sharedBy: PersonRef | null
  sharedAt: number | null
}

export const drafted = (
  of: Pick<HealthCheck, 'id' | 'regionId' | 'firmId' | 'month' | 'grade' | 'counted' | 'countedAt'>,
): HealthCheck => ({
  ...of,
  state: 'draft',
  comment: null,
  ...{ approvedBy: null, approvedAt: null, sentAt: null, readAt: null, sharedBy: null, sharedAt: null },
})

export type HealthRefusal = 'already-approved' | 'not-sent' | 'already-shared' | 'not-shared'
type Moved = HealthCheck | HealthRefusal

export const commented = (check: HealthCheck, comment: string): Moved =>
  check.state === 'draft' ? { ...check, comment } : 'already-approved'

/** Once more as long as nobody could be reached. */
export const approved = (check: HealthCheck, by: PersonRef, now: number): Moved =>
  check.sentAt === null ? { ...check, state: 'approved', approvedBy: by, approvedAt: now } : 'already-approved'

export const sent = (check: HealthCheck, now: number): HealthCheck => ({ ...check, state: 'sent', sentAt: now })

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
