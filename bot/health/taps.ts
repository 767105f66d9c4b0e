import type { Action } from '#db/actions.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { healthLane, runLane } from './lanes.ts'
import type { Row } from './texts.ts'

const LIFE_DAYS = 90

export type AnalystTap = 'open-comment' | 'submit-comment' | 'approve'
export type DeskTap = 'take' | 'handed'
export type OwnerTap = 'share' | 'unshare'

/** The buttons of a health check; `granted` is stored before what carries them is sent. */
export interface HealthTaps {
  granted: Action[]
  analyst(command: AnalystTap): string
  /** Of whoever brings it where LINE reaches nobody. */
  desk(command: DeskTap): string
  /** これは？, of one row or of which. */
  what(row?: Row): string
  /** One person's alone. */
  owner(command: OwnerTap, personId: string): string
  /** A button of one of its cases. */
  ofCase(caseId: string, command: string): string
}

/** What the form carries back, however it was opened. */
export const commentToken = (app: FlowContext, id: string): string =>
  app.token(healthLane(id), 'submit-comment' satisfies AnalystTap, null, 'analyst')

export function healthTaps(
  app: FlowContext,
  { id, regionId, firmId }: Pick<HealthCheck, 'id' | 'regionId' | 'firmId'>,
): HealthTaps {
  const granted: Action[] = []
  const grant = (subject: string, command: string, holder: Action['holder'], params: Action['params'] = {}): string => {
    const action = actionOf(app, { regionId, firmId, subject, command, params, holder, days: LIFE_DAYS })
    granted.push(action)
    return action.token
  }
  const own = healthLane(id)
  return {
    granted,
    analyst: (command) => grant(own, command, { role: 'analyst' }),
    desk: (command) => grant(own, command, { role: 'desk' }),
    what: (row) => grant(own, 'what', { role: 'member' }, row === undefined ? {} : { row }),
    owner: (command, personId) => grant(own, command, { personId }),
    ofCase: (caseId, command) => grant(`case:${caseId}`, command, { role: 'member' }),
  }
}

export type ListTap = 'approve-all' | 'open-pick' | 'submit-pick'

/** A button of a month's list. */
export const listTap = (
  app: FlowContext,
  { regionId, month }: { regionId: string; month: string },
  command: ListTap,
): Action =>
  actionOf(app, {
    ...{ regionId, firmId: null, subject: runLane(regionId), command, params: { month } },
    ...{ holder: { role: 'analyst' }, days: LIFE_DAYS },
  })
