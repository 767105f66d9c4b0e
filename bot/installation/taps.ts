import type { Action } from '#db/actions.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { installationLane } from './lanes.ts'

const LIFE_DAYS = 120

export type FirmTap =
  | ('begin' | 'done' | 'cannot' | 'photo-wished' | 'back' | 'later' | 'human' | 'symptoms' | 'symptom')
  | ('trouble-done' | 'trouble-cannot' | 'restore' | 'visit-chosen')
export type DeskTap = 'open-choose' | 'submit-choose'

interface Place {
  regionId: string
  firmId: string
}

/** Anybody of the firm may be the one who stands before the box. */
export const firmTap = (
  app: Pick<FlowContext, 'token' | 'now'>,
  place: Place,
  command: FirmTap,
  params: Action['params'] = {},
): Action => tap(app, place, { command, params, role: 'member' })

export const deskTap = (app: Pick<FlowContext, 'token' | 'now'>, place: Place, command: DeskTap): Action =>
  tap(app, place, { command, params: {}, role: 'desk' })

const tap = (
  app: Pick<FlowContext, 'token' | 'now'>,
  { regionId, firmId }: Place,
  { command, params, role }: { command: string; params: Action['params']; role: string },
): Action => {
  const subject = installationLane(firmId)
  return actionOf(app, { regionId, firmId, subject, command, params, holder: { role }, days: LIFE_DAYS })
}
