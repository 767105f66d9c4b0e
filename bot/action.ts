import type { Action } from '#db/actions.ts'
import type { FlowContext } from './flow.ts'

const DAY_MS = 86_400_000

/** What a button does, to what, for whom, and for how long. */
export interface Doing extends Pick<Action, 'regionId' | 'firmId' | 'subject' | 'command' | 'holder'> {
  params?: Action['params']
  revision?: Action['revision']
  days: number
}

/**
 * The right that a button carries. Its token is of all that it does and for whom: the same button shown again is the same
 * right, and of two that differ in anything neither is the other.
 */
export function actionOf(
  app: Pick<FlowContext, 'token' | 'now'>,
  { days, params = {}, revision = null, ...doing }: Doing,
): Action {
  const { subject, command, holder } = doing
  const who = 'role' in holder ? holder.role : 'personId' in holder ? holder.personId : holder.vendorId
  const named = Object.keys(params).length === 0 ? command : JSON.stringify([command, params])
  const token = app.token(subject, named, revision, who)
  return { ...doing, token, params, revision, expiresAt: app.now + days * DAY_MS }
}
