import type { Action } from '#db/actions.ts'
import { actionOf } from '../action.ts'
import type { Begin } from '../dispatch/begin.ts'
import type { FlowContext } from '../flow.ts'
import { leakLane } from './lanes.ts'

const LIFE_DAYS = 90

export type LeakTap = 'begin' | 'answer' | 'knew' | 'submitted'

interface Place {
  regionId: string
  firmId: string
}

/** One person's own: what leaked is for those who lead the firm. */
export function leakTap(
  app: FlowContext,
  { regionId, firmId }: Place,
  personId: string,
  command: LeakTap,
  params: Readonly<Record<string, string>> = {},
): Action {
  const place = { regionId, firmId, subject: leakLane(firmId) }
  return actionOf(app, { ...place, command, params, holder: { personId }, days: LIFE_DAYS })
}

/** 「漏えいの手引き」 for the desk and the analysts, where a firm talks of a leak: its leader is asked. */
export function leakBegins(app: FlowContext, { regionId, firmId }: Place): Begin {
  const place = { regionId, firmId, subject: leakLane(firmId) }
  const offer = actionOf(app, { ...place, command: 'offer', holder: { role: 'staff' }, days: LIFE_DAYS })
  return { option: { label: { key: 'desk.leak.button' }, token: offer.token }, actions: [offer] }
}
