import { arm, disarm, type Timer } from '#db/timers.ts'
import { addBusiness } from '#engine/calendar/calendar.ts'
import { type Dispatch, type DispatchState, forgetsAt } from '#engine/dispatch.ts'
import type { FlowContext } from '../flow.ts'
import { dispatchLane } from './lanes.ts'
import type { DispatchWork, Said } from './work.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How long each state may last before the desk hears that nothing happens. */
const PATIENCE: Partial<Record<DispatchState, (dispatch: Dispatch, app: FlowContext) => number>> = {
  requested: (_, { calendar, now }) => addBusiness(calendar, now, HOUR_MS),
  won: (_, { calendar, now }) => addBusiness(calendar, now, 2 * HOUR_MS),
  proposed: (_, { calendar, now }) => addBusiness(calendar, now, 4 * HOUR_MS),
  booked: ({ startsAt }, { now }) => (startsAt ?? now) + 30 * MINUTE_MS,
  departed: (_, { now }) => now + 2 * HOUR_MS,
  arrived: (_, { now }) => now + 8 * HOUR_MS,
  'carried-over': (_, { calendar, now }) => addBusiness(calendar, now, 8 * HOUR_MS),
}

export async function armOverdue(work: DispatchWork): Promise<void> {
  const { tx, app, dispatch } = work
  const dueAt = PATIENCE[dispatch.state]?.(dispatch, app)
  if (dueAt === undefined) return disarm(tx, timerKey(work, 'overdue'))
  await arm(tx, timer(work, 'overdue', dueAt, { length: dispatch.length }))
}

/** Nothing has happened since: the desk hears of it. */
export function overdue(work: DispatchWork): void {
  const { stored } = work.file
  if (stored?.dispatch.length === work.said.params?.length)
    work.callDesk({ key: `desk.dispatch.overdue.${work.dispatch.state}`, params: { firm: work.firmName } })
}

export async function armForget(work: DispatchWork): Promise<void> {
  const dueAt = work.file.firm ? forgetsAt(work.dispatch) : undefined
  if (dueAt === undefined) return disarm(work.tx, timerKey(work, 'forget'))
  await arm(work.tx, timer(work, 'forget', dueAt))
}

export const timerKey = ({ file }: DispatchWork, command: string): string => `${dispatchLane(file.id)}:${command}`

export function timer(work: DispatchWork, command: string, dueAt: number, params: Said['params'] = {}): Timer {
  const { regionId, firmId } = work.place
  const payload: Said = { command, by: { personId: 'otasuke', name: 'otasuke' }, params }
  const lane = dispatchLane(work.file.id)
  return { key: timerKey(work, command), dueAt, lane, kind: 'dispatch', payload, regionId, firmId }
}
