import type { Action } from '#db/actions.ts'
import type { FlowContext } from '../flow.ts'
import { remoteHelpLane } from './lanes.ts'

const LIFE_MS = 90 * 86_400_000

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
  const subject = remoteHelpLane(id)
  return {
    ...{ token: app.token(subject, command, null, role), regionId, firmId, subject, command, params: {} },
    ...{ holder: { role }, revision: null, expiresAt: app.now + LIFE_MS },
  }
}
