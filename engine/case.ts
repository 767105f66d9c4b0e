import type { Advisory } from './advisory.ts'
import type { AlertKind, Severity } from './alert.ts'
import type { Features, Sight, Verdict } from './triage/features.ts'

/**
 * Alerts folded together (same firm, kind, device, window): what an analyst judges. Counting changes a case without
 * changing its decision revision; only people and the ladder move that, so a button stays good while alerts pour in.
 */
export interface Case {
  id: string
  regionId: string
  firmId: string
  kind: AlertKind
  /** The firm's own address in the story; '' when none is inside. */
  device: string
  windowStart: number
  state: CaseState
  severity: Severity
  /** Alerts folded in, and the events behind them. */
  alertCount: number
  eventCount: number
  firstSeenAt: number
  lastSeenAt: number
  /** The other side of the story, as the sensor saw it: an address or a host name an attacker may have chosen. */
  counterpart: string
  claimedBy: PersonRef | null
  claimedAt: number | null
  decisionRevision: number
  /** Who must do the next thing; nobody once the case is decided for good. */
  next: NextOwner
  desk: DeskTask | null
  /** An analyst is called out for it; the last call, once it was taken. */
  call: Call | null
  /** Once it was judged to be one: how the firm hears of it, and what becomes of it. */
  advisory: Advisory | null
  closedAt: number | null
  /** What triage sees in it; null until its first alerts are counted. */
  sight: Sight | null
  /** What its region was taught by the verdict on it, as it was then. */
  learned: Learned | null
  /** What a sensor lost in the worst hour of its alerts, where that makes the evidence incomplete; else null. */
  lostShare: number | null
  /** The suppression that keeps it without a card, if one does. */
  quietBy: string | null
}

export interface Learned {
  verdict: Verdict
  features: Features
}

export type CaseState = 'new' | 'claimed' | 'watching' | 'false-alarm' | 'advised' | 'notified' | 'closed'
export type NextOwner = 'analysts' | 'second-analyst' | 'firm' | 'desk' | 'nobody'

export interface PersonRef {
  personId: string
  name: string
}

/** Why an analyst is called out: a grave case that nobody has taken, a firm that does not answer, one that stops half-way, one that asks for a person. */
export const OCCASIONS = ['new-case', 'no-answer', 'stuck', 'night'] as const
export type Occasion = (typeof OCCASIONS)[number]

/** An analyst is called out: one named person at a time, until somebody says that they take it, and is at it. */
export interface Call<Why extends string = Occasion> {
  occasion: Why
  openedAt: number
  /** Of this round, in order; the last one is who is asked now. */
  asked: readonly PersonRef[]
  /** How often everybody was asked in vain. */
  rounds: number
  takenBy: PersonRef | null
  takenAt: number | null
  /** When whoever took it was asked whether they are at it, because nothing has happened since. */
  checkedAt: number | null
}

/** The desk is asked to telephone, once per case; it stays open until a named person says it is done. */
export interface DeskTask {
  reason: DeskReason
  openedAt: number
  takenBy: PersonRef | null
  doneAt: number | null
  /** When nobody picked up the telephone. */
  missedAt?: readonly number[]
}
export type DeskReason =
  | 'no-answer'
  | 'stuck'
  | 'cannot'
  | 'busy-search'
  | 'wants-vendor'
  | 'wants-human'
  | 'nobody-reachable'
  | 'undeliverable'
  | 'device-unknown'

/** What an analyst may decide about a case, apart from writing a notice (`notice.ts`). */
export type Judgement = 'claim' | 'take-over' | 'false-alarm' | 'watch' | 'advise' | 'reopen'

export type Refusal =
  | { kind: 'refused'; reason: 'claimed-by-other'; by: PersonRef; at: number }
  | { kind: 'refused'; reason: 'already-decided'; state: CaseState }
  | { kind: 'refused'; reason: 'stale' }

export type Judged = { kind: 'judged'; case: Case } | Refusal

/** Before anything of its alerts is counted. */
export const freshCase = (
  { regionId, firmId }: Pick<Case, 'regionId' | 'firmId'>,
  subject: Pick<Case, 'id' | 'kind' | 'device' | 'windowStart'>,
): Case => ({
  ...{ ...subject, regionId, firmId, state: 'new', severity: 'low', alertCount: 0, eventCount: 0 },
  ...{ firstSeenAt: subject.windowStart, lastSeenAt: subject.windowStart, counterpart: '' },
  ...{ claimedBy: null, claimedAt: null, decisionRevision: 0, next: 'analysts', desk: null, call: null },
  ...{ advisory: null, closedAt: null, sight: null, learned: null, lostShare: null, quietBy: null },
})

/** What a state says about how the case was judged; undefined while nobody has judged it. */
const VERDICT_OF: Readonly<Partial<Record<CaseState, Verdict>>> = {
  watching: 'watched',
  'false-alarm': 'false-alarm',
  advised: 'confirmed',
  notified: 'confirmed',
  closed: 'confirmed',
}

/** What the case teaches by its state. The same verdict again teaches nothing, however the case has grown since. */
export function learnedFrom({ state, sight, learned }: Case): Learned | null {
  const verdict = VERDICT_OF[state]
  if (!verdict || !sight) return null
  return learned?.verdict === verdict ? learned : { verdict, features: sight.features }
}

const OPEN_STATES: readonly CaseState[] = ['new', 'claimed', 'watching']

/** The case while nobody has decided it for good: it still takes alerts and judgements. */
export function isUndecided(subject: Case): boolean {
  return OPEN_STATES.includes(subject.state)
}

/**
 * One analyst's decision. Judging a case nobody holds claims it on the way, so that the card always names who decided.
 * `expectedRevision` is what the tapped card showed; a card that somebody has overtaken is told the present state.
 */
export function judge(
  subject: Case,
  judgement: Judgement,
  by: PersonRef,
  expectedRevision: number,
  now: number,
): Judged {
  const refusal = refusalOf(subject, judgement, by, expectedRevision)
  return (
    refusal ?? {
      kind: 'judged',
      case: { ...afterJudgement(subject, judgement, by, now), decisionRevision: subject.decisionRevision + 1 },
    }
  )
}

function refusalOf(subject: Case, judgement: Judgement, by: PersonRef, expectedRevision: number): Refusal | undefined {
  const holder = heldByOther(subject, by)
  const stale =
    expectedRevision === subject.decisionRevision ? undefined : ({ kind: 'refused', reason: 'stale' } as const)
  if (judgement === 'reopen') return subject.state === 'false-alarm' ? stale : { kind: 'refused', reason: 'stale' }
  if (!isUndecided(subject)) return { kind: 'refused', reason: 'already-decided', state: subject.state }
  if (holder && judgement !== 'take-over') return { kind: 'refused', reason: 'claimed-by-other', ...holder }
  return stale
}

/** Who holds the case, if it is somebody else than `by`. */
export function heldByOther(subject: Case, by: PersonRef): { by: PersonRef; at: number } | undefined {
  const { claimedBy, claimedAt } = subject
  if (!claimedBy || claimedAt === null || claimedBy.personId === by.personId) return undefined
  return { by: claimedBy, at: claimedAt }
}

function afterJudgement(subject: Case, judgement: Judgement, by: PersonRef, now: number): Case {
  const held = claimedFor(subject, by, now)
  switch (judgement) {
    case 'claim':
      return { ...held, state: 'claimed' }
    case 'take-over':
      return { ...held, state: 'claimed', claimedBy: by, claimedAt: now }
    case 'watch':
      return { ...held, state: 'watching' }
    case 'false-alarm':
      return { ...held, state: 'false-alarm', next: 'nobody', closedAt: now }
    case 'advise':
      return { ...held, state: 'advised', next: 'nobody', closedAt: now }
    case 'reopen':
      // Who doubts the judgement looks again, not who gave it.
      return { ...held, state: 'claimed', claimedBy: by, claimedAt: now, next: 'analysts', closedAt: null }
  }
}

export function claimedFor(subject: Case, by: PersonRef, now: number): Case {
  return subject.claimedBy ? subject : { ...subject, claimedBy: by, claimedAt: now }
}

/** Whoever had claimed it does nothing: it is nobody's, as it was in the beginning. */
export const reopened = (subject: Case): Case => ({
  ...{ ...subject, state: 'new', claimedBy: null, claimedAt: null, next: 'analysts' },
  decisionRevision: subject.decisionRevision + 1,
})

/** What folding needs of an alert; its count is absolute, so folding the same alert again changes nothing. */
export interface FoldedAlert {
  count: number
  severity: Severity
  firstSeenAt: number
  lastSeenAt: number
  source: string
  target: string
  lostShare: number | null
}

/**
 * The case with its figures taken anew from all its alerts: no decision changes, and a repeat is harmless. `ruled` is the
 * severity that the region has fixed for this kind, if any.
 */
export function recount(subject: Case, alerts: readonly FoldedAlert[], ruled?: Severity): Case {
  if (alerts.length === 0) return subject
  return {
    ...subject,
    severity: ruled
      ? severityRuled(subject, ruled)
      : alerts.map(({ severity }) => severity).reduce(graver, subject.severity),
    alertCount: alerts.length,
    eventCount: alerts.reduce((sum, alert) => sum + alert.count, 0),
    firstSeenAt: Math.min(...alerts.map((alert) => alert.firstSeenAt)),
    lastSeenAt: Math.max(...alerts.map((alert) => alert.lastSeenAt)),
    counterpart: counterpartOf(subject.device, alerts),
    lostShare: alerts.map(({ lostShare }) => lostShare).reduce(worse),
  }
}

const worse = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.max(left, right)

/** What an analyst has decided on stays decided. */
const severityRuled = (subject: Case, ruled: Severity): Severity => (isUndecided(subject) ? ruled : subject.severity)

const GRAVITY: Record<Severity, number> = { low: 0, medium: 1, high: 2 }
const graver = (left: Severity, right: Severity): Severity => (GRAVITY[right] > GRAVITY[left] ? right : left)

/** The one other side that all alerts share, or '' when they differ. */
function counterpartOf(device: string, alerts: readonly FoldedAlert[]): string {
  const others = new Set(alerts.map((alert) => (alert.source === device ? alert.target : alert.source)))
  const [only] = others
  return others.size === 1 && only !== undefined ? only : ''
}
