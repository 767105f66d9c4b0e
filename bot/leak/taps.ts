import type { Action } from '#db/actions.ts'
import type { Begin } from '../dispatch/begin.ts'
import type { FlowContext } from '../flow.ts'
import { leakLane } from './lanes.ts'

const LIFE_MS = 90 * 86_400_000

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
  const subject = leakLane(firmId)
  const named = [command, ...Object.values(params)].join(':')
  return {
    ...{ token: app.token(subject, named, null, personId), regionId, firmId, subject, command, params },
    ...{ holder: { personId }, revision: null, expiresAt: app.now + LIFE_MS },
  }
}

/** 「漏えいの手引き」 for the desk and the analysts, where a firm talks of a leak: its leader is asked. */
export function leakBegins(app: FlowContext, { regionId, firmId }: Place): Begin {
  const subject = leakLane(firmId)
  const offer: Action = {
    ...{ token: app.token(subject, 'offer', null, 'staff'), regionId, firmId, subject, command: 'offer', params: {} },
    ...{ holder: { role: 'staff' }, revision: null, expiresAt: app.now + LIFE_MS },
  }
  return { option: { label: { key: 'desk.leak.button' }, token: offer.token }, actions: [offer] }
}
