import type { AlertKind, Severity } from './alert.ts'
import type { CaseState } from './case.ts'

/** セキュリティ健康診断: what a firm's sensors saw in a month, and the letter that it gets for it. */

/** The six rows of the report, in its order; each stands there whatever was found. */
export const FINDINGS = [
  'suspicious-traffic',
  'outside-attempt',
  'file-transfer',
  'bad-habit',
  'privileged-account',
  'unwanted-software',
] as const
export type Finding = (typeof FINDINGS)[number]

export const PLACES = ['office', 'home'] as const
export type WatchedPlace = (typeof PLACES)[number]

/** What is watched, and a plan may leave out (engine/plan.ts). */
export const WATCHABLE = [...FINDINGS, ...PLACES] as const
export type Watchable = (typeof WATCHABLE)[number]

/** A: 良好, B: 所見あり (要確認), C: 不良 (要経過観察), D: 問題あり (要対策). */
export const LETTERS = ['A', 'B', 'C', 'D'] as const
export type Letter = (typeof LETTERS)[number]

/** A case, as far as it tells of a month. */
export interface SeenCase {
  id: string
  kind: AlertKind
  severity: Severity
  state: CaseState
  firstSeenAt: number
  lastSeenAt: number
  closedAt: number | null
  /** The firm's own device did it. */
  isOurs: boolean
  /** Analysts have agreed that nobody hears of it. */
  isQuiet: boolean
}

/** The first moment of the month, and the first after it; epoch ms. */
export interface Period {
  from: number
  until: number
}

/** What is counted beside the cases. */
export interface Figures {
  /** The share of the time in which sensors were heard; null where there was none in which they could be. */
  coverage: number | null
  devices: number
  /** Signs before anybody has judged them. */
  securityEvents: number
  trafficEvents: number
  unseen: Unseen
}

/** What was not watched. */
export interface Unseen {
  /** Where a sensor slept for more than half of a day, and on how many days. */
  dark: { site: string; days: number }[]
  /** Sites without any sensor. */
  bare: string[]
  /** Hours of which so much was lost that something may have been missed. */
  lossyHours: number
  /** What the firm's plan leaves out; a month that was counted before there were any does not say. */
  byPlan?: readonly Watchable[]
}

/** A sensor that stood within the month, from `begins` on. */
export interface Watched {
  begins: number
  possibleMinutes: number
  coveredMinutes: number
}

/** What was before a firm's first sensor was not seen, either. */
export function coverageOf(sensors: readonly Watched[], { from }: Period): number | null {
  const sum = (of: (one: Watched) => number): number => sensors.reduce((whole, one) => whole + of(one), 0)
  if (sensors.length === 0) return null
  const before = Math.max(0, Math.min(...sensors.map(({ begins }) => begins)) - from) / MINUTE_MS
  return sum(({ coveredMinutes }) => coveredMinutes) / (sum(({ possibleMinutes }) => possibleMinutes) + before)
}
const MINUTE_MS = 60_000

export interface FindingCount {
  finding: Finding
  /** Confirmed, or not judged yet. */
  count: number
  /** Those of which there were signs within the month. */
  seen: number
  /** Nobody has settled them yet. */
  open: number
  caseIds: string[]
}

/** A month as it was counted. */
export interface Counted extends Figures {
  findings: FindingCount[]
  graveOpen: number
  /** Of those, what nobody has judged yet; a month that was counted before this was does not say. */
  graveUnjudged?: number
  /** Of these, what showed signs since the month began: what is older is lying with us, and says nothing of this month. */
  graveLookedInto?: number
  graveClosed: number
  /** Findings of which this month's signs are of this month alone. */
  begun: Finding[]
  /** Confirmed threats, and confirmed bad habits. */
  threats: number
  habits: number
  /** What analysts have agreed to keep quiet. */
  quiet: number
}

export type Grade =
  /** Of which so much nobody has judged yet: it is not called a problem. */
  | { letter: 'D'; reason: 'grave-open'; count: number; unjudged?: number }
  | { letter: null; reason: 'no-sensor' }
  | { letter: null; reason: 'unseen'; percent: number }
  /** We have it in hand, and ask the firm for nothing: it is watched. */
  | { letter: 'C'; reason: 'grave-unjudged'; count: number }
  | { letter: 'C'; reason: 'grave-closed'; count: number }
  | { letter: 'C'; reason: 'repeated'; findings: Finding[] }
  | { letter: 'B'; reason: 'found'; findings: Finding[] }
  | { letter: 'A'; reason: 'nothing' }

/** Who saw less than this cannot say that nothing was there. */
export const COVERAGE_MIN = 0.9

/**
 * The letter, with its reason. What is grave and open comes first: it is told however little was seen. But a firm can only act
 * on what it was told of, so nothing is a problem of the firm’s while we have not judged it. `before` is the month just before
 * this one, where it was counted.
 */
export function gradeOf(counted: Counted, before: Counted | undefined): Grade {
  const { graveOpen, graveUnjudged: unjudged = 0, graveLookedInto = 0, graveClosed, coverage, findings } = counted
  if (graveOpen > unjudged)
    return { letter: 'D', reason: 'grave-open', count: graveOpen, ...(unjudged > 0 && { unjudged }) }
  if (coverage === null) return { letter: null, reason: 'no-sensor' }
  if (coverage < COVERAGE_MIN) return { letter: null, reason: 'unseen', percent: Math.floor(coverage * 100) }
  if (graveLookedInto > 0) return { letter: 'C', reason: 'grave-unjudged', count: graveLookedInto }
  if (graveClosed > 0) return { letter: 'C', reason: 'grave-closed', count: graveClosed }
  const repeated = counted.begun.filter((finding) => seenIn(before, finding) > 0)
  if (repeated.length > 0) return { letter: 'C', reason: 'repeated', findings: repeated }
  const found = findings.filter(({ count }) => count > 0).map(({ finding }) => finding)
  return found.length > 0 ? { letter: 'B', reason: 'found', findings: found } : { letter: 'A', reason: 'nothing' }
}

const seenIn = (counted: Counted | undefined, wanted: Finding): number =>
  counted?.findings.find(({ finding }) => finding === wanted)?.seen ?? 0

/** What a month's cases come to; a false alarm tells of nothing. */
export function countMonth(cases: readonly SeenCase[], figures: Figures, period: Period): Counted {
  const loud = cases.filter(({ state, isQuiet }) => state !== 'false-alarm' && !isQuiet)
  const told = loud.filter((one) => isOpen(one, period) || wasSeen(one, period) || isGraveClosed(one, period))
  const of = (finding: Finding): SeenCase[] => told.filter((one) => findingOf(one) === finding)
  const sum = (which: (one: SeenCase) => boolean): number => told.filter(which).length
  const isUnjudged = (one: SeenCase): boolean => isGrave(one) && isOpen(one, period) && !isConfirmed(one)
  return {
    ...figures,
    findings: FINDINGS.map((finding) => findingCount(finding, of(finding), period)),
    graveOpen: sum((one) => isGrave(one) && isOpen(one, period)),
    graveUnjudged: sum(isUnjudged),
    graveLookedInto: sum((one) => isUnjudged(one) && one.lastSeenAt >= period.from),
    graveClosed: sum((one) => isGraveClosed(one, period)),
    begun: FINDINGS.filter((finding) => of(finding).some((one) => isWithin(one.firstSeenAt, period))),
    threats: sum(isConfirmed),
    habits: sum(({ state }) => state === 'advised'),
    quiet: cases.filter((one) => one.isQuiet && wasSeen(one, period)).length,
  }
}

const findingCount = (finding: Finding, told: readonly SeenCase[], period: Period): FindingCount => ({
  finding,
  count: told.length,
  seen: told.filter((one) => wasSeen(one, period)).length,
  open: told.filter((one) => isOpen(one, period)).length,
  caseIds: told.map(({ id }) => id),
})

/** What began after the month and is still open counts as well: nobody reads 「良好」 while a case is open. */
function isOpen({ firstSeenAt, closedAt }: SeenCase, { until }: Period): boolean {
  return closedAt === null || (firstSeenAt < until && closedAt >= until)
}

const wasSeen = ({ firstSeenAt, lastSeenAt }: SeenCase, { from, until }: Period): boolean =>
  firstSeenAt < until && lastSeenAt >= from

const isWithin = (at: number, { from, until }: Period): boolean => at >= from && at < until

/** What was judged to be a bad habit is none that is grave, whatever the rule took it for. */
const isGrave = ({ severity, state }: SeenCase): boolean => severity !== 'low' && state !== 'advised'

const isConfirmed = ({ state }: SeenCase): boolean => state === 'notified' || state === 'closed'

const isGraveClosed = (one: SeenCase, period: Period): boolean =>
  isGrave(one) && one.closedAt !== null && isWithin(one.closedAt, period)

const FINDING_OF: Readonly<Record<AlertKind, Finding>> = {
  'dns-tunneling': 'suspicious-traffic',
  'known-c2': 'suspicious-traffic',
  'dga-c2': 'suspicious-traffic',
  'malware-download': 'suspicious-traffic',
  'abnormal-process': 'suspicious-traffic',
  'phishing-site': 'suspicious-traffic',
  'brute-force-success': 'outside-attempt',
  'brute-force-failure': 'outside-attempt',
  'password-spraying': 'outside-attempt',
  'syn-flood': 'outside-attempt',
  'port-scan': 'outside-attempt',
  'url-scan': 'outside-attempt',
  'internal-file-transfer': 'file-transfer',
  'cleartext-credentials': 'bad-habit',
  'privileged-account': 'privileged-account',
  'unwanted-software': 'unwanted-software',
}

/** Who looks for open doors from inside is no outsider. */
export function findingOf({ kind, isOurs }: Pick<SeenCase, 'kind' | 'isOurs'>): Finding {
  const finding = FINDING_OF[kind]
  return finding === 'outside-attempt' && isOurs ? 'suspicious-traffic' : finding
}
