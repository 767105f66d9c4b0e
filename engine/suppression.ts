import type { AlertKind } from './alert.ts'
import { type Case, isUndecided, type PersonRef } from './case.ts'
import type { Verdict } from './triage/features.ts'

/**
 * What analysts have judged a false alarm again and again may be kept quiet for a while: its cases are stored and counted
 * as before, and make no card. It is only ever suggested; a named analyst accepts it, it ends by itself, and what it has
 * kept quiet is told. Never quiet: what is grave, what is of another kind, and what outgrows what was judged.
 */
export interface QuietScope {
  kind: AlertKind
  /** '' is every firm of the region. */
  firmId: string
  /** The firm's own address; '' is any. */
  device: string
  /** The other side; '' is any. */
  counterpart: string
  /** A case of more events than this is something else. */
  eventsMax: number
}

export interface Suppression extends QuietScope {
  id: string
  regionId: string
  /** On whose card it was accepted. */
  caseId: string
  acceptedBy: PersonRef
  acceptedAt: number
  expiresAt: number
  endedAt: number | null
  /** Nobody when it ended by itself. */
  endedBy: PersonRef | null
}

/** An earlier case of the same kind in the region, and how it was judged. */
export interface JudgedCase {
  firmId: string
  device: string
  counterpart: string
  eventCount: number
  verdict: Verdict
}

const DAY_MS = 86_400_000
export const SUPPRESSION_KNOBS = {
  /** The last so many were all false alarms, */
  falseAlarmsMin: 3,
  /** and none was real within this. */
  pastMs: 90 * DAY_MS,
  /** For a place outside: on so many devices, since one device's habit says nothing of the others. */
  devicesMin: 2,
  lastsMs: 30 * DAY_MS,
  /** Times the largest that was judged. */
  growthMax: 10,
} as const

/** What could be kept quiet from now on; `past` is of this kind and region, the newest first. The narrower scope first. */
export function suggestionFor(subject: Case, past: readonly JudgedCase[]): QuietScope | undefined {
  if (!maySuggest(subject)) return undefined
  const { kind, firmId, device, counterpart, eventCount } = subject
  const onDevice = device === '' ? [] : past.filter((one) => one.firmId === firmId && one.device === device)
  if (isNoise(onDevice)) {
    const isOnePlace = counterpart !== '' && latest(onDevice).every((one) => one.counterpart === counterpart)
    return {
      kind,
      firmId,
      device,
      counterpart: isOnePlace ? counterpart : '',
      eventsMax: roomFor(onDevice, eventCount),
    }
  }
  const withPlace = counterpart === '' ? [] : past.filter((one) => one.counterpart === counterpart)
  const devices = new Set(latest(withPlace).map((one) => `${one.firmId} ${one.device}`))
  if (!isNoise(withPlace) || devices.size < SUPPRESSION_KNOBS.devicesMin) return undefined
  return { kind, firmId: '', device: '', counterpart, eventsMax: roomFor(withPlace, eventCount) }
}

/** Whether it is worth looking at the past at all. */
export const maySuggest = (subject: Case): boolean =>
  isUndecided(subject) && subject.severity !== 'high' && subject.next === 'analysts'

const latest = (judged: readonly JudgedCase[]): readonly JudgedCase[] =>
  judged.slice(0, SUPPRESSION_KNOBS.falseAlarmsMin)

const isNoise = (judged: readonly JudgedCase[]): boolean =>
  judged.length >= SUPPRESSION_KNOBS.falseAlarmsMin &&
  latest(judged).every(({ verdict }) => verdict === 'false-alarm') &&
  judged.every(({ verdict }) => verdict !== 'confirmed')

const roomFor = (judged: readonly JudgedCase[], eventCount: number): number =>
  SUPPRESSION_KNOBS.growthMax * Math.max(eventCount, ...latest(judged).map((one) => one.eventCount))

export const isActive = ({ endedAt, expiresAt }: Suppression, now: number): boolean =>
  endedAt === null && now < expiresAt

type Asked = Pick<Case, 'kind' | 'firmId' | 'device' | 'counterpart' | 'severity' | 'eventCount'>

/** Why a case is not kept quiet, or undefined when it is. */
export function whyLoud(
  suppression: Suppression,
  subject: Asked,
  now: number,
): 'ended' | 'other' | 'grave' | 'grown' | undefined {
  if (!isActive(suppression, now)) return 'ended'
  if (subject.severity === 'high') return 'grave'
  if (subject.kind !== suppression.kind || !isWithin(suppression, subject)) return 'other'
  return subject.eventCount > suppression.eventsMax ? 'grown' : undefined
}

const isWithin = (scope: QuietScope, subject: Asked): boolean =>
  (['firmId', 'device', 'counterpart'] as const).every((part) => scope[part] === '' || scope[part] === subject[part])

/** The first accepted of those that keep a case quiet. */
export const quietedBy = (suppressions: readonly Suppression[], subject: Asked, now: number): Suppression | undefined =>
  suppressions
    .filter((one) => whyLoud(one, subject, now) === undefined)
    .toSorted((one, other) => one.acceptedAt - other.acceptedAt || (one.id < other.id ? -1 : 1))[0]
