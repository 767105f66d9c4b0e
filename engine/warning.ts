import { type Calendar, isOpen, nextOpen } from './calendar/calendar.ts'
import type { PersonRef } from './case.ts'

/**
 * One warning to all firms of a region, or to those of one municipality: two sentences and one thing to do today.
 * One analyst writes it and another sends it.
 */
export interface Warning {
  state: WarningState
  body: WarningBody
  writtenBy: PersonRef
  sentBy: PersonRef | null
  /** When it leaves; epoch ms. Null until somebody has sent it. */
  leavesAt: number | null
}

export type WarningState = 'written' | 'sent' | 'dropped'

export interface WarningBody {
  /** What is going on, and how one tells it. */
  first: string
  second: string
  /** The one thing to do today. */
  todo: string
  /** A municipality, such as 大船渡市; null: the whole region. */
  area: string | null
  audience: Audience
}

/** Everybody of a firm, or those who lead it. */
export const AUDIENCES = ['everybody', 'leaders'] as const
export type Audience = (typeof AUDIENCES)[number]

/** Whom it would reach, and what that costs; counted when it is shown and again when it is sent. */
export interface Reach {
  firms: number
  /** Firms of which nobody can be reached. */
  unreachable: number
  /** Messages that LINE counts. */
  messages: number
  /** Of these are left this month, beside what is kept for incidents. */
  left: number
}

/** Nobody reads a warning a day: no other leaves so soon after one, and the month's own messages wait as long. */
export const COOL_DOWN_MS = 24 * 3_600_000

export const isCoolingDown = (lastLeftAt: number | null, now: number): boolean =>
  lastLeftAt !== null && now < lastLeftAt + COOL_DOWN_MS

export type WarningRefusal = 'already-sent' | 'dropped' | 'own-words' | 'too-soon' | 'nobody' | 'quota'

interface Sending {
  by: PersonRef
  now: number
  /** The hours in which firms are written to. */
  daytime: Calendar
  /** When the region's last warning left, or will. */
  lastLeftAt: number | null
  reach: Reach
}

/** A second person looks at it before anybody else does; by night it waits for the morning. */
export function sendWarning(
  warning: Warning,
  { by, now, daytime, lastLeftAt, reach }: Sending,
): Warning | WarningRefusal {
  if (warning.state !== 'written') return warning.state === 'sent' ? 'already-sent' : 'dropped'
  if (warning.writtenBy.personId === by.personId) return 'own-words'
  const leavesAt = isOpen(daytime, now) ? now : nextOpen(daytime, now)
  if (isCoolingDown(lastLeftAt, leavesAt)) return 'too-soon'
  if (reach.messages === 0) return 'nobody'
  if (reach.messages > reach.left) return 'quota'
  return { ...warning, state: 'sent', sentBy: by, leavesAt }
}

/** What has left cannot be taken back; what waits for the morning can. */
export function dropWarning(warning: Warning, now: number): Warning | WarningRefusal {
  if (warning.state === 'dropped') return 'dropped'
  if (warning.leavesAt !== null && warning.leavesAt <= now) return 'already-sent'
  return { ...warning, state: 'dropped', leavesAt: null }
}

/** Other words are for somebody to look at again. */
export function rewriteWarning(warning: Warning, body: WarningBody, by: PersonRef): Warning | WarningRefusal {
  if (warning.state !== 'written') return warning.state === 'sent' ? 'already-sent' : 'dropped'
  return { ...warning, body, writtenBy: by }
}

/** 「うちも来ました」 and 「やりました」. */
export type WarningAnswer = 'also' | 'done'
