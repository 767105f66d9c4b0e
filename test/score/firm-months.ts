import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import type { Alert } from '#engine/alert.ts'
import { type Case, freshCase, recount } from '#engine/case.ts'
import { createDetector } from '#engine/detect/detector.ts'
import { LIMITS } from '#engine/detect/limits.ts'
import type { SensorEvent } from '#engine/event.ts'
import { fold } from '#engine/fold.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'
import { dayOfTraffic, type TrafficCount } from '#engine/traffic.ts'
import { type Sight, sightOf, type Verdict } from '#engine/triage/features.ts'
import { type Chance, chanceOf } from '../crash/chance.ts'
import { type Capture, lists } from './captures.ts'

/**
 * Labelled captures, played as months of made-up firms.
 *
 * Alone, a labelled capture raises no false alarm at the thresholds as they are, so there would be nothing to put in order:
 * false alarms come of honest work that goes on for weeks. A firm has honest captures for habits, each repeated by a clock of
 * its own, and now and then a labelled one happens to it. All of a firm goes through one detector, and its alerts are folded
 * into cases, as in service. The only verdicts are those of the labels.
 *
 * Families of captures (one tool, or one kind of work) are dealt out to regions, so that what one region has is new to the
 * others.
 */
export const WORLD = {
  regions: 3,
  firms: 20,
  days: 28,
  /** Honest captures that a firm repeats all month long. */
  habits: 3,
  /** By one of these, as far as it leaves so many events a day or fewer; once a day always may be. */
  clocksMs: [15 * 60_000, 3_600_000, 4 * 3_600_000, 86_400_000],
  eventsPerDayMax: 4_000,
  /** Of a firm's days, on how many a labelled capture happens to it. */
  attackPercent: 5,
  /** Of these, how many go on by a clock as habits do: else it would be enough to know that recordings are short. */
  lastingPercent: 50,
  lastingDaysMax: 7,
}
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 8, 6, 15)
const isInside = insideOfNamed(PRIVATE_NETWORKS)

export interface JudgedCase {
  subject: Case
  sight: Sight
  verdict: Verdict
  week: number
}

/** Each region's month, played with captures that no other region has. */
export function regionsOf(captures: readonly Capture[], seed: number): JudgedCase[][] {
  const chance = chanceOf(seed)
  return dealt(captures.filter(isShort), chance).map((own) => monthOf(own, chance))
}

/** Longer ones cannot be repeated by a clock. */
export const isShort = (capture: Capture): boolean => capture.events.length > 0 && spanOf(capture) < DAY_MS

export function dealt(captures: readonly Capture[], chance: Chance): Capture[][] {
  const regions = Array.from({ length: WORLD.regions }, (): Capture[] => [])
  const families = [...Map.groupBy(captures, ({ family }) => family).values()]
  const isAttack = (family: Capture[]): boolean => family.some(({ labels }) => labels.size > 0)
  const [attacks, honest] = [families.filter(isAttack), families.filter((family) => !isAttack(family))]
  for (const some of [attacks, honest])
    for (const [place, family] of shuffled(some, chance).entries()) regions[place % WORLD.regions]?.push(...family)
  return regions
}

function monthOf(captures: readonly Capture[], chance: Chance): JudgedCase[] {
  const attacks = captures.filter(({ labels }) => labels.size > 0)
  const honest = captures.filter(({ isHonest }) => isHonest)
  return Array.from({ length: WORLD.firms }, (_, firm) => firmMonth(`firm-${firm}`, attacks, honest, chance)).flat()
}

/** A capture from a moment on. */
interface Played {
  capture: Capture
  at: number
}

const END = START + WORLD.days * DAY_MS

function firmMonth(
  firmId: string,
  attacks: readonly Capture[],
  honest: readonly Capture[],
  chance: Chance,
): JudgedCase[] {
  const habits = shuffled(honest, chance)
    .slice(0, WORLD.habits)
    .flatMap((capture) => {
      const everyMs = clockOf(capture, chance)
      return repeated(capture, START + chance.below(everyMs), END, everyMs)
    })
  const strikes = Array.from({ length: WORLD.days }, (_, day) => {
    if (chance.below(100) >= WORLD.attackPercent) return []
    const capture = chance.one(attacks)
    const from = START + day * DAY_MS + chance.below(DAY_MS)
    const lastingMs = chance.below(100) < WORLD.lastingPercent ? (1 + chance.below(WORLD.lastingDaysMax)) * DAY_MS : 1
    return repeated(capture, from, Math.min(END, from + lastingMs), clockOf(capture, chance))
  })
  return judged(firmId, [...habits, ...strikes.flat()])
}

function clockOf(capture: Capture, chance: Chance): number {
  const perDay = (everyMs: number): number => (capture.events.length * DAY_MS) / everyMs
  const bearable = WORLD.clocksMs.filter((everyMs) => everyMs === DAY_MS || perDay(everyMs) <= WORLD.eventsPerDayMax)
  return Math.max(chance.one(bearable), spanOf(capture) + 1)
}

const repeated = (capture: Capture, from: number, until: number, everyMs: number): Played[] =>
  Array.from({ length: Math.ceil((until - from) / everyMs) }, (_, time) => ({ capture, at: from + time * everyMs }))

function shuffled<T>(values: readonly T[], chance: Chance): T[] {
  const left = [...values]
  return values.map(() => left.splice(chance.below(left.length), 1)[0] as T)
}

const spanOf = ({ events }: Capture): number => (events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)

type Label = 'real' | 'untold' | 'honest'

/** A firm's cases in the order of time, each with what came of the earlier ones of its kind on its device. */
export function judged(firmId: string, played: readonly Played[]): JudgedCase[] {
  const { alerts, traffic } = detected(played.toSorted((one, other) => one.at - other.at))
  const byId = new Map(alerts.map((alert) => [alert.id, alert]))
  const strikes = played.filter(({ capture }) => capture.labels.size > 0)
  const past = new Map<string, Verdict[]>()
  const cases: JudgedCase[] = []
  const folds = fold(alerts, [], (...told) => idOf(firmId, told))
  for (const { caseId, alertIds, ...of } of folds.toSorted((one, other) => one.windowStart - other.windowStart)) {
    const own = alertIds.map((id) => byId.get(id)).filter((alert) => alert !== undefined)
    const labels = own.map((alert) => labelOf(alert, strikes))
    const verdict = labels.includes('real') ? 'confirmed' : 'false-alarm'
    if (verdict !== 'confirmed' && labels.includes('untold')) continue
    const fresh = freshCase({ regionId: 'region', firmId }, { ...of, id: caseId })
    const subject = recount(
      fresh,
      own.map((alert) => ({ ...alert, lostShare: null })),
    )
    const key = `${of.kind} ${of.device}`
    // As in service, only a single device has a past.
    const before = of.device === '' ? [] : (past.get(key) ?? [])
    past.set(key, [verdict, ...before])
    const sight = sightOf(subject, own, { past: before, traffic: beside(subject, traffic) })
    cases.push({ subject, sight, verdict, week: Math.floor((of.windowStart - START) / (7 * DAY_MS)) })
  }
  return cases
}

const idOf = (firmId: string, told: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([firmId, ...told]))
    .digest('hex')

/** Day by day, as a sensor's batches come. */
function detected(played: readonly Played[]): { alerts: Alert[]; traffic: TrafficCount[] } {
  const detector = createDetector({ isInside, limits: LIMITS, intelligence: lists })
  const alerts = new Map<string, Alert>()
  const traffic = new Map<string, TrafficCount>()
  const days = Map.groupBy(
    played.flatMap((one, time) => eventsOf(one, time)),
    ({ at }) => Math.floor(at / DAY_MS),
  )
  for (const day of [...days.keys()].toSorted((one, other) => one - other)) {
    const events = (days.get(day) ?? []).toSorted((one, other) => one.at - other.at)
    for (const alert of detector.detect(events)) alerts.set(alert.id, alert)
    for (const count of detector.traffic()) traffic.set(`${count.day} ${count.kind} ${count.device}`, count)
  }
  for (const alert of detector.finish()) alerts.set(alert.id, alert)
  return { alerts: [...alerts.values()], traffic: [...traffic.values()] }
}

/** Another time of the same capture is other connections. */
const eventsOf = ({ capture: { events }, at }: Played, time: number): SensorEvent[] => {
  const by = at - (events[0]?.at ?? 0)
  return events.map((event) => ({
    ...event,
    at: event.at + by,
    startedAt: event.startedAt + by,
    flow: `${time} ${event.flow}`,
  }))
}

/**
 * Real is what a label names while its capture plays. What else is said then of two that meet in that capture is nobody's to
 * judge: no label tells. All the rest is honest.
 */
function labelOf(alert: Alert, strikes: readonly Played[]): Label {
  const { kind, source, firstSeenAt, lastSeenAt } = alert
  const then = strikes.filter(({ capture, at }) => firstSeenAt <= at + spanOf(capture) && lastSeenAt >= at)
  if (then.some(({ capture }) => capture.labels.has(`${kind} ${source}`))) return 'real'
  return then.some(({ capture }) => meetIn(capture, alert)) ? 'untold' : 'honest'
}

function meetIn({ events }: Capture, { source, target }: Alert): boolean {
  const addresses = [source, target.replace(/:\d+$/, '')].filter((one) => isIP(one) > 0)
  return events.some((event) => addresses.every((one) => one === event.source || one === event.target))
}

function beside({ device, firstSeenAt, lastSeenAt }: Case, traffic: readonly TrafficCount[]) {
  const [from, until] = [dayOfTraffic(firstSeenAt - DAY_MS), dayOfTraffic(lastSeenAt)]
  return traffic
    .filter((count) => count.device === device && count.count > 0 && count.day >= from && count.day <= until)
    .map(({ kind }) => kind)
}
