import type { NewInboxRow } from '#db/inbox.ts'
import type { PersonRef } from '#engine/case.ts'
import { beginLane } from './lanes.ts'

/** What an order begins with: where the box shall stand, and whether everything about the wiring is known already. */
export interface Beginning {
  command: 'begin'
  by: PersonRef
  /** Without it: the firm's first office. */
  siteId?: string
  isHeard: boolean
}

interface Where {
  regionId: string
  firmId: string
  account: string
  eventId: string
  at: number
}

/** Into the lane in which a firm's orders begin: twice the same row begins one order. */
export const beginRow = (
  { regionId, firmId, account, eventId, at }: Where,
  beginning: Omit<Beginning, 'command'>,
): NewInboxRow => ({
  ...{ lane: beginLane(firmId), kind: 'order', account, eventId, regionId, firmId, at },
  payload: { command: 'begin', ...beginning } satisfies Beginning,
})
