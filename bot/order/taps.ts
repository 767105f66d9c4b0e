import type { Action } from '#db/actions.ts'
import type { StoredOrder } from '#db/orders.ts'
import type { OrderAct } from '#engine/order.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { orderLane } from './lanes.ts'

/** A step as it is, or the form that it takes. */
export type DeskTap = OrderAct | 'open-chosen' | 'submit-chosen' | 'open-shipped' | 'submit-shipped'
/** What the firm says of its own order. */
export type FirmTap = 'firm-arrived' | 'firm-tried' | 'firm-all' | 'firm-visit-asked'

/** A button is good for the box that was on its way when it was shown; in which state that is, is asked at the tap. */
export function orderTap(
  app: FlowContext,
  { id, regionId, firmId, order }: StoredOrder,
  command: DeskTap | FirmTap,
): Action {
  const role = command.startsWith('firm-') ? 'member' : 'desk'
  const params = { round: order.round }
  return actionOf(app, { regionId, firmId, subject: orderLane(id), command, params, holder: { role }, days: 180 })
}

/** Steps that are taken in a form. */
export const FORMS: Partial<Record<OrderAct, { open: DeskTap; submit: DeskTap }>> = {
  chosen: { open: 'open-chosen', submit: 'submit-chosen' },
  shipped: { open: 'open-shipped', submit: 'submit-shipped' },
}
