import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { ordersOf } from '#db/orders.ts'
import { sitesOf } from '#db/sites.ts'
import type { LiveTrouble } from '#engine/live-check.ts'
import { type Message, type Part, paragraph, type Text } from '#engine/message.ts'
import { type Check, isOver, type Order, type OrderState, TRIES_MAX, timesTold } from '#engine/order.ts'
import type { FirmTap } from './taps.ts'
import type { OrderFile } from './work.ts'

/** Where the order stands and what comes next, in the firm's words: sent at each change, and told whenever it is asked. */
export function standing(order: Order, site: string): Text[] {
  const params = { site, carrier: order.parcel?.carrier ?? '', number: order.parcel?.number ?? '' }
  return [
    { key: `order.now.${order.state}`, params },
    ...(order.state === 'checked' && order.computers !== null ? [seen(order.computers)] : []),
    ...(order.check && order.state !== 'visit-asked'
      ? toTry(order, order.check)
      : [{ key: `order.next.${order.state}`, params }]),
  ]
}

const seen = (count: number): Text => ({ key: 'order.seen', params: { count } })

/** What is amiss, and the one thing to try: a box that is a switch itself has no mirror. Told again, it is another thing; then nothing is left. */
function toTry({ deviceType, needsSwitch }: Order, check: Check): Text[] {
  const { what } = check
  const times = timesTold(check)
  const box = needsSwitch === 'none' ? (deviceType ?? 'office') : 'aid'
  const its = OF_ITS_BOX.includes(what) ? `${what}.${box}` : what
  const next = times > 1 ? `order.again.${its}` : `order.try.${its}`
  return [{ key: `order.amiss.${what}` }, { key: times > TRIES_MAX ? 'order.no-more' : next }]
}

const OF_ITS_BOX: readonly LiveTrouble[] = ['no-mirror', 'outside', 'one-for-all', 'few']

export function firmMessage({ stored: { order }, site }: OrderFile, tap: (command: FirmTap) => Action): Message {
  const texts = standing(order, site.name)
  const options = buttonsOf(order).map((command) => ({
    ...{ label: { key: `order.button.${command}` }, token: tap(command).token },
    ...((command === 'firm-arrived' || command === 'firm-tried') && { style: 'primary' as const }),
  }))
  return {
    purpose: 'follow-up',
    fallback: texts[0] ?? { typed: '' },
    parts: [
      ...texts.map(paragraph),
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

const BUTTONS: Partial<Record<OrderState, readonly FirmTap[]>> = {
  shipped: ['firm-arrived'],
  arrived: ['firm-visit-asked'],
}

/** As long as something is left to try, the firm says that it has; that no more PCs are in use, it knows best. */
function buttonsOf({ state, check }: Order): readonly FirmTap[] {
  if (!check || state !== 'connected') return BUTTONS[state] ?? []
  return [
    ...(check.what !== 'drops' && timesTold(check) <= TRIES_MAX ? (['firm-tried'] as const) : []),
    ...(check.what === 'few' ? (['firm-all'] as const) : []),
    'firm-visit-asked',
  ]
}

/** 「いまどこ？」: of each order that is not over. */
export async function orderStanding(tx: Tx, firmId: string): Promise<Part[]> {
  const open = (await ordersOf(tx, firmId)).filter(({ order }) => !isOver(order))
  if (open.length === 0) return []
  const names = new Map((await sitesOf(tx, firmId)).map(({ id, name }) => [id, name]))
  return open.flatMap(({ order, siteId }) => standing(order, names.get(siteId) ?? '').map(paragraph))
}
