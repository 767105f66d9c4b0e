import type { NewInboxRow } from '#db/inbox.ts'
import type { StoredOrder } from '#db/orders.ts'
import type { OrderAct, OrderEvent } from '#engine/order.ts'
import { boxOf } from '../installation/desk-card.ts'
import { installationLane } from '../installation/lanes.ts'
import { orderLane } from './lanes.ts'

/** What the guide to plugging it in does at a step of the order: it is drawn, offered, and over. */
const TOLD: Readonly<Partial<Record<OrderAct, string>>> = {
  chosen: 'submit-choose',
  heard: 'prepare',
  arrived: 'arrived',
  checked: 'connected',
}

/** Whom a step of the order or the guide is by that the other has taken. */
export const THE_GUIDE = { personId: 'otasuke', name: 'otasuke' }

/** For the guide of the firm; undefined where it need not know, or has said so itself. `why` is the reason of a choice. */
export function guideRow(
  { id, regionId, firmId, siteId, order }: StoredOrder,
  event: OrderEvent,
  why: string,
): NewInboxRow | undefined {
  const command = TOLD[event.kind]
  if (command === undefined || event.by.personId === THE_GUIDE.personId) return undefined
  const { deviceType, needsSwitch, computers, length } = order
  const box = deviceType === null ? undefined : boxOf({ device: deviceType, needsSwitch })
  return {
    ...{
      lane: installationLane(firmId),
      kind: 'installation',
      account: 'orders',
      eventId: `${orderLane(id)}:${length}`,
    },
    ...{ regionId, firmId, at: event.at },
    payload: {
      ...{ command, by: { personId: event.by.personId, name: event.by.name } },
      params: { order: id, site: siteId, ...(computers !== null && { pcs: computers }) },
      ...(box !== undefined && { values: { box, why } }),
    },
  }
}
