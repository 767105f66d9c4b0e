import type { AlertKind, Severity } from './alert.ts'
import { addBusiness, type Calendar, isOpen, nextOpen } from './calendar/calendar.ts'
import { isAddress } from './network.ts'

/**
 * Whose PC is it?. While nobody knows, the people of the firm are asked one question each, which can be answered
 * by yes or no, and at most one a day, whatever happens meanwhile; what there is to ask besides waits in line. Who lets it
 * be is asked once more the next morning.
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

/** That somebody was asked, on which day of theirs, and what they have said (whichever asking that was to). */
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

const hoursFor = ({ severity }: Pick<Inquiry, 'severity'>, { business, daytime }: Hours): Calendar =>
  severity === 'high' ? daytime : business

/** When somebody may next be disturbed. Where the device was used by day they are at work, so that day lasts until eight. */
export function nextHour(about: Pick<Inquiry, 'severity' | 'eventAt'>, at: number, hours: Hours): number {
  const { eventAt } = about
  const evening = nextOpen(hours.daytime, at)
  const isAtWork = isOpen(hours.daytime, eventAt) && dayOf(evening, hours) === dayOf(eventAt, hours)
  return isAtWork ? evening : nextOpen(hoursFor(about, hours), at)
}

const HOUR_MS = 3_600_000
/** Whoever was asked for the last time is waited for so long, and no longer. */
const LAST_WAIT_MS = 4 * HOUR_MS
const ASKED_MAX = 2

const zoned = (at: number, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)

export const dayOf = (at: number, { daytime }: Pick<Hours, 'daytime'>): string =>
  zoned(at, daytime.timezone).toPlainDate().toString()

const tomorrow = (at: number, { daytime }: Hours): number =>
  zoned(at, daytime.timezone).add({ days: 1 }).startOfDay().epochMilliseconds

/** Many used a PC then, so that is the last thing to ask: whoever leads the firm has so long by day to say whose it is. */
const LEADER_MS = 2 * HOUR_MS

export const opensAt = (wording: Wording, now: number, { daytime }: Hours): number =>
  wording === 'used' ? addBusiness(daytime, now, LEADER_MS) : now

/** Chat has had so much of a day on which people read it; then, or when the desk opens next, somebody telephones. */
const CALL_AFTER_MS = 3 * HOUR_MS

export const callsAt = (now: number, { business, daytime }: Hours): number =>
  nextOpen(business, addBusiness(daytime, now, CALL_AFTER_MS))

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
  { inquiries, asked, busy, ...firm }: { inquiries: readonly Inquiry[]; asked: readonly Asked[] } & Available,
  hours: Hours,
): Round {
  const askedToday = new Set(busy)
  const ask: Round['ask'] = []
  const later: number[] = []
  for (const inquiry of inLine(inquiries)) {
    const wait = (until: number): number => later.push(nextHour(inquiry, until, hours))
    const waits = later.length
    for (const { personId, ...turn } of turnsIn(inquiry, asked, firm, hours)) {
      if (turn.kind === 'heard') continue
      if (turn.at > now) wait(turn.at)
      else if (turn.kind === 'given-up') continue
      else if (askedToday.has(personId)) wait(tomorrow(now, hours))
      else if (nextHour(inquiry, now, hours) > now) wait(now)
      else {
        askedToday.add(personId)
        ask.push({ caseId: inquiry.caseId, personId })
        wait(turn.isLast ? now + LAST_WAIT_MS : tomorrow(now, hours))
      }
    }
    // Everybody has been asked: what it comes to is said by day, too.
    if (later.length === waits) wait(now)
  }
  return { ask, nextAt: later.length === 0 ? undefined : Math.min(...later) }
}

export interface People {
  people: readonly string[]
  /** Of whom a PC is known already: it will hardly be theirs. */
  owners: readonly string[]
}

interface Available extends People {
  busy: readonly string[]
}

type Turn = { personId: string } & (
  | { kind: 'heard' }
  | { kind: 'to-ask'; at: number; isLast: boolean }
  | { kind: 'given-up'; at: number }
)

/**
 * Of each person, whether and from when on they are to be asked about it, or until when they are waited for. Who has a PC
 * already comes a day after the others, and is not asked whether they used one.
 */
function turnsIn(
  { caseId, openedAt, wording }: Pick<Inquiry, 'caseId' | 'openedAt' | 'wording'>,
  asked: readonly Asked[],
  { people, owners }: People,
  hours: Hours,
): Turn[] {
  const likely = people.filter((personId) => !owners.includes(personId))
  const isLikely = (personId: string): boolean => likely.length === 0 || likely.includes(personId)
  const about = asked.filter((one) => one.caseId === caseId)
  return people
    .filter((personId) => wording !== 'used' || isLikely(personId))
    .map((personId): Turn => {
      const own = about.filter((one) => one.personId === personId)
      if (own.some(({ says }) => says !== null)) return { personId, kind: 'heard' }
      const last = Math.max(...own.map(({ askedAt }) => askedAt))
      if (own.length >= ASKED_MAX) return { personId, kind: 'given-up', at: last + LAST_WAIT_MS }
      const from = isLikely(personId) ? openedAt : tomorrow(openedAt, hours)
      const at = own.length === 0 ? from : tomorrow(last, hours)
      return { personId, kind: 'to-ask', isLast: own.length === ASKED_MAX - 1, at }
    })
}

export type Outcome = { kind: 'waiting' } | { kind: 'found'; personId: string } | { kind: 'not-found'; among: string[] }

/**
 * What the answers so far come to. Who opened a site or knows the PC's name is it; of those who merely used a PC then,
 * only one that is alone in that.
 */
export function outcomeOf(
  about: Pick<Inquiry, 'caseId' | 'wording' | 'openedAt'>,
  asked: readonly Asked[],
  people: People,
  { now, hours }: { now: number; hours: Hours },
): Outcome {
  const yes = asked.filter(({ caseId, says }) => caseId === about.caseId && says === 'yes')
  const among = [...new Set(yes.map(({ personId }) => personId))]
  const [first, second] = among
  if (first !== undefined && about.wording !== 'used') return { kind: 'found', personId: first }
  const isOver = turnsIn(about, asked, people, hours).every(
    (turn) => turn.kind === 'heard' || (turn.kind === 'given-up' && turn.at <= now),
  )
  if (now < about.openedAt || !isOver) return { kind: 'waiting' }
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
