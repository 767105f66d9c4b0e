import type { Action } from '#db/actions.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { warnedLane, warningLane } from './lanes.ts'

/** Until then somebody may still act on it, or answer it. */
const LIFE_DAYS = 30

export type AnalystTap = 'open-write' | 'submit-write' | 'send' | 'drop'
export type FirmTap = 'also' | 'done'

interface Place {
  id: string
  regionId: string
}

export const analystTap = (app: FlowContext, { id, regionId }: Place, command: AnalystTap): Action =>
  actionOf(app, {
    ...{ regionId, firmId: null, subject: warningLane(id), command, holder: { role: 'analyst' }, days: LIFE_DAYS },
  })

/** Of anybody whom the firm's warning reached; each firm's own, though the warning is all firms'. */
export const firmTap = (app: FlowContext, { id, regionId }: Place, firmId: string, command: FirmTap): Action =>
  actionOf(app, {
    ...{ regionId, firmId, subject: warningLane(id), command, params: { of: firmId } },
    ...{ holder: { role: 'member' }, days: LIFE_DAYS },
  })

/** いらない: for whoever presses it, from now on. */
export const stopTap = (app: FlowContext, { regionId, firmId }: { regionId: string; firmId: string }): Action =>
  actionOf(app, {
    ...{ regionId, firmId, subject: warnedLane(firmId), command: 'stop', holder: { role: 'member' }, days: LIFE_DAYS },
  })
