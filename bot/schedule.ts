import type { Tx } from '#db/door.ts'
import { loadHours } from '#db/regions.ts'
import { type ArmedGroup, armedGroups } from '#db/timers.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import type { Text } from '#engine/message.ts'
import { nextDue, RECURRENCES, type RecurrenceKind } from '#engine/recurrence.ts'
import type { FlowContext } from './flow.ts'

/** What will happen by itself, and when. */
export interface Planned {
  /** Epoch ms. */
  at: number
  kind: string
  regionId: string | null
  /** So many timers ring then: one for each firm, case or talk that it is about. */
  count: number
  /** False: it will be armed by the one before it, if nothing changes until then. */
  isArmed: boolean
}

export interface Window {
  /** Undefined: every region, and what is the service's own. */
  regionId: string | undefined
  from: number
  until: number
}

const isRecurrence = (kind: string): kind is RecurrenceKind => kind in RECURRENCES

/** In words; whatever comes once is a reminder or a deadline of something that somebody has begun. */
export const doesText = (kind: string): Text => ({ key: `schedule.does.${isRecurrence(kind) ? kind : 'once'}` })

/** Everything that rings in that time, the earliest first (system scope). */
export async function planned(
  tx: Tx,
  app: Pick<FlowContext, 'calendar' | 'hoursOf'>,
  window: Window,
): Promise<Planned[]> {
  const { regionId, from, until } = window
  const groups = await armedGroups(tx, regionId)
  const calendars = new Map<string | null, Calendar>([[null, app.calendar]])
  const all: Planned[] = []
  for (const group of groups) {
    if (!calendars.has(group.regionId) && group.regionId !== null)
      calendars.set(group.regionId, app.hoursOf(await loadHours(tx, group.regionId)).calendar)
    all.push(...comingOf(group, calendars.get(group.regionId) ?? app.calendar, until))
  }
  return all.filter(({ at }) => at >= from && at < until).sort((one, other) => one.at - other.at)
}

function comingOf({ kind, regionId, dueAt, count }: ArmedGroup, calendar: Calendar, until: number): Planned[] {
  const coming: Planned[] = [{ at: dueAt, kind, regionId, count, isArmed: true }]
  for (const at of isRecurrence(kind) ? duesAfter(kind, calendar, dueAt, until) : [])
    coming.push({ at, kind, regionId, count, isArmed: false })
  return coming
}

/** A week's お知らせ go out only where somebody waits for them: nobody knows yet whether anybody will. */
export function* duesAfter(kind: RecurrenceKind, calendar: Calendar, after: number, until: number): Generator<number> {
  if (kind === 'advisory-digest') return
  const { when } = RECURRENCES[kind]
  for (let at = nextDue(when, calendar, after); at < until; at = nextDue(when, calendar, at)) yield at
}
