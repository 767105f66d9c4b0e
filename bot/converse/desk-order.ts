import { receive } from '#db/inbox.ts'
import { ordersOf } from '#db/orders.ts'
import { isOver } from '#engine/order.ts'
import { beginRow } from '../order/begin.ts'
import { orderLane } from '../order/lanes.ts'
import { firmForStaff } from './desk-firm.ts'
import type { Talk } from './talk.ts'

/** `/otasuke お届け 佐々木水産`: the firm's orders as cards in #desk; where none is under way, one begins. */
export async function showOrder(talk: Talk, named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'write', datum: 'tickets' }, named)
  const { tx, app, incoming, person } = talk
  if (!place || !person) return
  const { firm } = place
  const by = { personId: person.personId, name: person.name }
  const open = (await ordersOf(tx, firm.id)).filter(({ order }) => !isOver(order))
  const from = { regionId: firm.regionId, firmId: firm.id, account: 'desk', at: app.now }
  const asked = open.map(({ id }) => ({
    ...{ ...from, lane: orderLane(id), kind: 'order', eventId: `show:${incoming.eventId}:${id}` },
    payload: { command: 'show', by },
  }))
  const begun = beginRow({ ...from, eventId: `begin:${incoming.eventId}` }, { by, isHeard: false })
  await receive(tx, asked.length > 0 ? asked : [begun])
  talk.say({ key: 'desk.order.opened', params: { firm: firm.name } })
}
