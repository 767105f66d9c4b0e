import type { Action } from '#db/actions.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { remoteHelpLane } from './lanes.ts'

export type StaffTap = 'ask' | 'begin' | 'open-result' | 'submit-result'
export type FirmTap = 'agree' | 'decline'

interface Place {
  id: string
  regionId: string
  firmId: string
}

/** The same button is the same right, whoever shows it; in which state it is, is asked at the tap. */
export function helpTap(app: FlowContext, { id, regionId, firmId }: Place, command: StaffTap | FirmTap): Action {
  const role = command === 'agree' || command === 'decline' ? 'member' : 'staff'
  return actionOf(app, { regionId, firmId, subject: remoteHelpLane(id), command, holder: { role }, days: 90 })
}
