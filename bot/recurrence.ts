import type { Tx } from '#db/door.ts'
import { loadHours } from '#db/regions.ts'
import { arm, armOnce, type Timer } from '#db/timers.ts'
import {
  decideAgain,
  decideDue,
  nextDue,
  RECURRENCES,
  type Recurrence,
  type RecurrenceKind,
} from '#engine/recurrence.ts'
import type { FlowContext, InboxRow } from './flow.ts'
import { hasService } from './region/programme.ts'

/** The service's, one region's or one firm's own of what comes again (`engine/recurrence.ts`), as its concept describes it. */
export interface Coming {
  kind: RecurrenceKind
  key: string
  /** In which it comes, in order with all else that it touches. */
  lane: string
  regionId: string | null
  firmId: string | null
  /** What its row of the inbox says to the flow. */
  says: object
}

export type Hours = Pick<FlowContext, 'calendar' | 'hoursOf' | 'now'>

/** When it comes for the first time, by the hours of its region, whoever's the lane is in which somebody begins it. */
async function firstDue(tx: Tx, { calendar, hoursOf, now }: Hours, { kind, regionId }: Coming): Promise<number> {
  const own = regionId === null ? calendar : hoursOf(await loadHours(tx, regionId)).calendar
  return nextDue(RECURRENCES[kind].when, own, now)
}

const timerOf = ({ kind, key, lane, regionId, firmId, says }: Coming, dueAt: number): Timer => ({
  ...{ kind, key, lane, regionId, firmId, dueAt },
  payload: { ...says, since: dueAt },
})

/** From now on it comes; where it does already, it comes as before. */
export const begin = async (tx: Tx, app: Hours, coming: Coming): Promise<void> =>
  armOnce(tx, timerOf(coming, await firstDue(tx, app, coming)))

/** It comes next when it would come had it begun now. */
export const beginAnew = async (tx: Tx, app: Hours, coming: Coming): Promise<void> =>
  arm(tx, timerOf(coming, await firstDue(tx, app, coming)))

/** It comes at that instant, and from then on by the calendar. */
export const beginAt = (tx: Tx, coming: Coming, dueAt: number): Promise<void> => arm(tx, timerOf(coming, dueAt))

export interface Due {
  /** The instant that it is of, which may lie far back; epoch ms. */
  at: number
  /** It has come, and the next is armed. */
  done(says?: object): Promise<void>
  /** Not now: on the next morning, unless it would be too old by then. */
  later(says?: object): Promise<void>
}

/** A recurrence has rung. Undefined where it may not come now: then it waits, or is left out and the next one is armed. */
export async function dueOf(tx: Tx, job: InboxRow, app: FlowContext, coming: Coming): Promise<Due | undefined> {
  const recurrence: Recurrence = RECURRENCES[coming.kind]
  const { calendar, now } = app
  // What was put off keeps the instant that it is of.
  const { since = job.at } = job.payload as { since?: number }
  const putOff = (until: number, says = coming.says): Promise<void> =>
    arm(tx, { ...timerOf({ ...coming, says }, until), payload: { ...says, since } })
  const next = (at: number, says = coming.says): Promise<void> => arm(tx, timerOf({ ...coming, says }, at))
  const decided = decideDue(recurrence, { calendar, due: since, now })
  const isOff = decided.kind === 'run' && !(await isThere(tx, coming, recurrence))
  app.recurred(coming.kind, isOff ? 'skip' : decided.kind)
  if (isOff) return void (await next(decided.next))
  if (decided.kind === 'wait') return void (await putOff(decided.until))
  if (decided.kind === 'skip') return void (await next(decided.next))
  return {
    at: decided.due,
    done: (says) => next(decided.next, says),
    async later(says) {
      const again = decideAgain(recurrence, { calendar, due: since, now })
      await (again.kind === 'wait' ? putOff(again.until, says) : next(again.next, says))
    },
  }
}

/** What is of a service that its region has switched off is left out, and comes again once that is back. */
async function isThere(tx: Tx, { regionId, firmId }: Coming, { service }: Recurrence): Promise<boolean> {
  return service === undefined || regionId === null || hasService(tx, { regionId, firmId }, service)
}
