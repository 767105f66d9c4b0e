import type { Action } from '#db/actions.ts'
import type { FlowContext } from '../flow.ts'
import { consultationLane } from './lanes.ts'

const LIFE_MS = 90 * 86_400_000

export type ConsultationTap =
  | 'take'
  | 'open-publish'
  | 'submit-publish'
  | 'open-classify'
  | 'submit-classify'
  | 'open-match'
  | 'submit-match'
  | 'submit-typed'
  | 'wait'
  | 'solve'
  | 'reopen'

export interface Place {
  id: string
  regionId: string
  firmId: string | null
}

/** The same button gets the same token, whoever shows it. */
export const tapToken = (app: FlowContext, id: string, command: ConsultationTap): string =>
  app.token(consultationLane(id), command, null, 'desk')

/** The desk's own; which state it is in is asked at the tap. */
export const tapOf = (app: FlowContext, { id, regionId, firmId }: Place, command: ConsultationTap): Action => ({
  ...{ token: tapToken(app, id, command), regionId, firmId, subject: consultationLane(id), command, params: {} },
  ...{ holder: { role: 'desk' }, revision: null, expiresAt: app.now + LIFE_MS },
})
