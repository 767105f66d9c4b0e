import type { Action } from '#db/actions.ts'
import type { FlowContext } from '../flow.ts'
import { exampleLane } from './lanes.ts'
import type { ExampleFile } from './work.ts'

const LIFE_MS = 90 * 86_400_000

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
  const subject = exampleLane(id)
  const grant = (
    command: string,
    holder: { role: string } | { personId: string },
    params: Action['params'] = {},
  ): string => {
    const who = 'role' in holder ? holder.role : holder.personId
    const token = app.token(subject, [command, ...Object.values(params)].join(' '), null, who)
    const place = { regionId: firm.regionId, firmId: firm.id }
    granted.push({ token, ...place, subject, command, params, holder, revision: null, expiresAt: app.now + LIFE_MS })
    return token
  }
  return {
    granted,
    staff: (command) => grant(command, { role: 'staff' }),
    leader: (command, personId) =>
      grant(command, { personId }, command === 'withdraw' ? {} : { hash: stored?.hash ?? '' }),
  }
}
