import type { Action } from '#db/actions.ts'
import type { FlowContext } from '../flow.ts'
import { consultationLane, wordsKey } from './lanes.ts'

const LIFE_MS = 90 * 86_400_000

export type ConsultationTap =
  | 'take'
  | 'take-over'
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
  | WordsTap
  | 'open-answer'
  | 'submit-answer'
  | 'approve-answer'
  | 'drop-answer'

/** Of one message that the desk has sent. */
export type WordsTap = 'open-amend' | 'submit-amend' | 'withdraw'

export interface Place {
  id: string
  regionId: string
  firmId: string | null
}

/** The same button gets the same token, whoever shows it; of an answer, a button is for one draft. */
export const tapToken = (app: FlowContext, id: string, command: ConsultationTap, draft: number | null = null): string =>
  app.token(consultationLane(id), command, draft, 'desk')

/** The desk's own; which state it is in is asked at the tap. */
export const tapOf = (
  app: FlowContext,
  { id, regionId, firmId }: Place,
  command: ConsultationTap,
  draft: number | null = null,
): Action => ({
  ...{ token: tapToken(app, id, command, draft), regionId, firmId, subject: consultationLane(id), command },
  params: draft === null ? {} : { draft },
  ...{ holder: { role: 'desk' }, revision: null, expiresAt: app.now + LIFE_MS },
})

export const wordsToken = (app: FlowContext, wordsId: string, command: WordsTap): string =>
  app.token(wordsKey(wordsId), command, null, 'desk')

/** What can be done with words of the desk that the firm has. */
export const wordsTaps = (app: FlowContext, place: Place, wordsId: string): Action[] =>
  (['open-amend', 'submit-amend', 'withdraw'] as const).map((command) => ({
    ...tapOf(app, place, command),
    token: wordsToken(app, wordsId, command),
    params: { words: wordsId },
  }))
