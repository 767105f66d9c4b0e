import type { AlertKind, Severity } from './alert.ts'
import { type Calendar, isOpen, nextOpen } from './calendar/calendar.ts'
import { isAddress } from './network.ts'

/**
 * Whose PC is it?. While nobody knows, the people of the firm are asked one question each, which can be answered
 * by yes or no, and at most one a day, whatever happens meanwhile; what there is to ask besides waits in line.
 */
export interface Inquiry {
  caseId: string
  regionId: string
  firmId: string
  severity: Severity
  wording: Wording
  /** When it was that the device did what the case is about. */
  eventAt: number
  /** From when on people are asked. */
  openedAt: number
  state: InquiryState
}

export type InquiryState = 'open' | 'found' | 'not-found' | 'withdrawn'

/** Did you open this site, do you use the PC of that name, did you use a PC then. */
export type Wording = 'site' | 'named' | 'used'

export const SAYS = ['yes', 'no', 'unsure'] as const
export type Says = (typeof SAYS)[number]

/** That somebody was asked, on which day of theirs, and what they said. */
export interface Asked {
  caseId: string
  personId: string
  day: string
  askedAt: number
  says: Says | null
}

const VISITED: readonly AlertKind[] = ['phishing-site', 'malware-download']

/** As much as is needed to answer, and no more: what only a program did is not held against whoever sat there. */
export function wordingFor(kind: AlertKind, { counterpart, name }: { counterpart: string; name: string }): Wording {
  if (VISITED.includes(kind) && counterpart !== '' && !isAddress(counterpart)) return 'site'
  return name === '' ? 'used' : 'named'
}

export interface Hours {
  /** The desk's: 9:00–17:30 on business days. */
  business: Calendar
  /** For what is grave: 9:00–20:00. */
  daytime: Calendar
}

export const hoursFor = ({ severity }: Pick<Inquiry, 'severity'>, { business, daytime }: Hours): Calendar =>
  severity === 'high' ? daytime : business

const DAY_MS = 86_400_000
/** Whoever has not answered by then is not waited for. */
export const ANSWER_MS = DAY_MS

const zoned = (at: number, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)

export const dayOf = (at: number, { daytime }: Hours): string => zoned(at, daytime.timezone).toPlainDate().toString()

const tomorrow = (at: number, { daytime }: Hours): number =>
  zoned(at, daytime.timezone).add({ days: 1 }).startOfDay().epochMilliseconds

/**
 * Many used a PC then, so that question is the last resort: whoever leads the firm has the rest of the day to say whose it
 * is. The others are asked as soon as it is day.
 */
export const opensAt = (wording: Wording, now: number, hours: Hours): number =>
  wording === 'used' ? tomorrow(now, hours) : now

const GRAVITY: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 }

/** What is grave first, then what has waited longest. */
const inLine = (inquiries: readonly Inquiry[]): Inquiry[] =>
  inquiries
    .filter(({ state }) => state === 'open')
    .sort((one, other) => GRAVITY[one.severity] - GRAVITY[other.severity] || one.openedAt - other.openedAt)

export interface Round {
  ask: { caseId: string; personId: string }[]
  /** When to look again; undefined when nothing is left to ask or to wait for. */
  nextAt: number | undefined
}

/**
 * Who is asked about what at this moment. `busy` are those who were asked something today, by any firm; of the people, who
 * can be reached.
 */
export function roundAt(
  now: number,
  { inquiries, asked, people, busy }: { inquiries: readonly Inquiry[]; asked: readonly Asked[] } & Available,
  hours: Hours,
): Round {
  const askedToday = new Set(busy)
  const ask: Round['ask'] = []
  const later: number[] = []
  for (const inquiry of inLine(inquiries)) {
    const calendar = hoursFor(inquiry, hours)
    if (inquiry.openedAt > now) {
      later.push(nextOpen(calendar, inquiry.openedAt))
      continue
    }
    const waits = later.length
    for (const personId of people) {
      const before = asked.find((one) => one.caseId === inquiry.caseId && one.personId === personId)
      if (before) {
        if (isWaitedFor(before, now)) later.push(nextOpen(calendar, before.askedAt + ANSWER_MS))
      } else if (askedToday.has(personId)) later.push(nextOpen(calendar, tomorrow(now, hours)))
      else if (!isOpen(calendar, now)) later.push(nextOpen(calendar, now))
      else {
        askedToday.add(personId)
        ask.push({ caseId: inquiry.caseId, personId })
        later.push(nextOpen(calendar, now + ANSWER_MS))
      }
    }
    // Everybody has been asked: what it comes to is said by day, too.
    if (later.length === waits) later.push(nextOpen(calendar, now))
  }
  return { ask, nextAt: later.length === 0 ? undefined : Math.min(...later) }
}

interface Available {
  people: readonly string[]
  busy: readonly string[]
}

const isWaitedFor = ({ says, askedAt }: Asked, now: number): boolean => says === null && now < askedAt + ANSWER_MS

export type Outcome = { kind: 'waiting' } | { kind: 'found'; personId: string } | { kind: 'not-found'; among: string[] }

/**
 * What the answers so far come to. Who opened a site or knows the PC's name is it; of those who merely used a PC then,
 * only one that is alone in that.
 */
export function outcomeOf(
  { caseId, wording, openedAt }: Pick<Inquiry, 'caseId' | 'wording' | 'openedAt'>,
  asked: readonly Asked[],
  people: readonly string[],
  now: number,
): Outcome {
  const own = asked.filter((one) => one.caseId === caseId)
  const among = own.filter(({ says }) => says === 'yes').map(({ personId }) => personId)
  const [first, second] = among
  if (first !== undefined && wording !== 'used') return { kind: 'found', personId: first }
  if (now < openedAt) return { kind: 'waiting' }
  const isOver = people.every((personId) => own.some((one) => one.personId === personId && !isWaitedFor(one, now)))
  if (!isOver) return { kind: 'waiting' }
  return first !== undefined && second === undefined ? { kind: 'found', personId: first } : { kind: 'not-found', among }
}

export type When = 'morning' | 'today' | 'yesterday' | 'earlier'

/** 「今朝10時ごろ」「昨日15時ごろ」: as one would say it on that day. */
export function whenSaid(eventAt: number, now: number, timezone: string): { key: When; hour: number } {
  const [then, today] = [zoned(eventAt, timezone), zoned(now, timezone)]
  const days = then.toPlainDate().until(today.toPlainDate()).days
  if (days > 0) return { key: days === 1 ? 'yesterday' : 'earlier', hour: then.hour }
  return { key: then.hour >= 5 && then.hour < 12 ? 'morning' : 'today', hour: then.hour }
}
