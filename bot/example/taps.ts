import type { Action } from '#db/actions.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { exampleLane } from './lanes.ts'
import type { ExampleFile } from './work.ts'

const LIFE_DAYS = 90

export type DeskTap = 'open-write' | 'submit-write' | 'ask' | 'publish' | 'withdraw'
export type LeaderTap = 'agree' | 'refuse' | 'correct'

/** The buttons of an example; `granted` is stored before what carries them is sent. */
export interface ExampleTaps {
  granted: Action[]
  /** Of analysts and the desk, at any time. */
  staff(command: DeskTap): string
  /** One person's, about the very text that they were shown. */
  leader(command: LeaderTap | 'withdraw', personId: string): string
}

/** What a form carries back, however it was opened. */
export const submitToken = (app: FlowContext, id: string): string =>
  app.token(exampleLane(id), 'submit-write' satisfies DeskTap, null, 'staff')

export function exampleTaps(app: FlowContext, { id, firm, stored }: ExampleFile): ExampleTaps {
  const granted: Action[] = []
  const place = { regionId: firm.regionId, firmId: firm.id, subject: exampleLane(id) }
  const grant = (command: string, holder: Action['holder'], params: Action['params'] = {}): string => {
    const action = actionOf(app, { ...place, command, params, holder, days: LIFE_DAYS })
    granted.push(action)
    return action.token
  }
  return {
    granted,
    staff: (command) => grant(command, { role: 'staff' }),
    leader: (command, personId) =>
      grant(command, { personId }, command === 'withdraw' ? {} : { hash: stored?.hash ?? '' }),
  }
}
