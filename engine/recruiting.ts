import type { ApplicationState, StoppedCode } from './application.ts'
import type { PersonRef } from './case.ts'

/** How firms heard of the programme (R-023…R-026). */
export const MEDIA = [
  ...(['leaflet', 'mailing-list', 'website', 'referral', 'visit', 'telephone'] as const),
  ...(['advertisement', 'banner', 'article'] as const),
] as const
/** チラシ, ML, HP, 紹介, 訪問, 電話; and what stood in the papers: 広告, バナー, 記事. */
export type Medium = (typeof MEDIA)[number]

export interface Recruiting {
  id: string
  regionId: string
  /** Who did it, or the paper that it stood in. */
  organisation: string
  medium: Medium
  /** Leaflets or addressees; null where nobody knows. */
  reach: number | null
  /** Epoch ms; null until it is done, or where nobody wrote it down. */
  doneAt: number | null
  /** How many were to be reached, and what it cost; null where nobody said. */
  plannedReach: number | null
  costYen: number | null
  url: string | null
}

/** A company that asked or applied; of several things that it heard of the programme by one decided. */
export interface Application {
  id: string
  regionId: string
  company: string
  /** Once it is one of the region's firms. */
  firmId: string | null
  appliedAt: number
  startedAt: number | null
  /** By hand; what has happened may be further (`application.ts`). */
  saidState: ApplicationState
  /** Why it never started. */
  stoppedCode: StoppedCode | null
  stoppedBecause: string | null
  touches: readonly string[]
  decidedBy: string | null
  continuation: Continuation | null
}

export const VISIT_RESULTS = ['not-met', 'visited', 'considering', 'joining', 'declined'] as const
/** 未訪問, 訪問済, 検討, 参加, 見送り. */
export type VisitResult = (typeof VISIT_RESULTS)[number]

/** Somebody of ours went to a company. */
export interface RecruitingVisit {
  id: string
  regionId: string
  firmId: string | null
  company: string
  place: string
  result: VisitResult
  memo: string
  /** `2026-11-24` */
  visitedOn: string
  /** What is to be done next about it, and by which day; of a company that was visited again, the last visit's counts. */
  next: { step: string; on: string } | null
  by: PersonRef
}

export const CONTINUATION_WISHES = ['yes', 'if-price-fits', 'no'] as const

/** What a firm says to going on when the programme is over. */
export interface Continuation {
  wish: (typeof CONTINUATION_WISHES)[number]
  /** A month; null where it named none. */
  ceilingYen: number | null
}

/** Something said of the programme, and when its speaker agreed that it is shown. */
export interface Quote {
  id: string
  regionId: string
  firmId: string | null
  words: string
  saidAt: number
  agreedAt: number | null
}
