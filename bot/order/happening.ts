import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { type StoredOrder, saveOrder } from '#db/orders.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Message, Text } from '#engine/message.ts'
import { apply, type OrderAct, type OrderActor, type OrderEvent, refusalOf, voidsBox } from '#engine/order.ts'
import { type Answerable, answering, answerWith, inWords, toPerson } from '../answer-to.ts'
import { dispatchBegins } from '../dispatch/begin.ts'
import type { FlowContext } from '../flow.ts'
import { sayText } from '../say.ts'
import { voidBox } from './box.ts'
import { orderCard } from './card.ts'
import { firmMessage, standing } from './firm-message.ts'
import { guideRow } from './guide.ts'
import { orderLane } from './lanes.ts'
import { type DeskTap, type FirmTap, orderTap } from './taps.ts'
import type { OrderFile } from './work.ts'

/** A tap or a form of the desk's, a tap of the firm's, the operator, another flow, or the box itself. */
export interface Said extends Answerable {
  command: string
  params?: { round?: number; codeId?: string }
  values?: FormValues
}

/** One transaction's work on one order; `file` is of the state that it ends in. */
export interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: OrderFile
  granted: Action[]
  says: OutboxEntry[]
}

export type Happening = OrderEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'at' | 'by'>
    : never
  : never
/** Steps of which nothing else has to be known. */
export type Plain = Exclude<OrderAct, 'received' | 'chosen' | 'enrolled' | 'shipped' | 'looked' | 'checked'>

/** False where it cannot happen, and whoever wanted it was told why. */
export async function happen(
  work: Work,
  what: Happening,
  actor: OrderActor,
  { isTold = true }: { isTold?: boolean } = {},
): Promise<boolean> {
  const { tx, app, said, file } = work
  const before = file.stored
  const event = { ...what, at: app.now, by: { personId: said.by.personId, name: said.by.name } } as OrderEvent
  const refusal = refusalOf(before.order, event.kind, actor)
  if (refusal) {
    refuse(work, refusal)
    return false
  }
  if (voidsBox(event.kind)) await voidBox(tx, app, before)
  const stored = await keep(tx, app, { ...before, order: apply(before.order, event) }, event)
  work.file = { ...file, stored, events: [...file.events, event] }
  // A box that is plugged in at once needs no offer to be shown how.
  const guide = isTold ? guideRow(stored, event, sayText({ key: 'desk.order.chosen-there' }, file.region)) : undefined
  if (guide) await receive(tx, [guide])
  show(work, isTold && (stored.order.state !== before.order.state || event.kind === 'looked'))
  return true
}

/** The order as it is after the event, and the event, written down. */
export async function keep(tx: Tx, app: FlowContext, stored: StoredOrder, event: OrderEvent): Promise<StoredOrder> {
  await saveOrder(tx, stored, event)
  const { kind, at, by, ...params } = event
  await note(tx, {
    ...{ regionId: stored.regionId, firmId: stored.firmId, subject: orderLane(stored.id), at: app.now },
    ...{ actor: by.personId, what: `order-${kind}`, params, reason: null },
  })
  return stored
}

/** The desk's card follows; the firm hears where it stands now and what comes next, by the free answer if it pressed itself. */
export function show(work: Work, isMoved = true): void {
  const { app, said, file } = work
  const { stored, contact } = file
  const tap = (command: DeskTap | FirmTap): Action => granted(work, command)
  const { id: about, regionId, firmId, order } = stored
  const visit = order.state === 'visit-asked' ? dispatchBegins(app, { about, regionId, firmId }) : undefined
  work.granted.push(...(visit?.actions ?? []))
  work.says.push(orderCard(app, file, tap, visit ? [visit.option] : []))
  if (!isMoved) return
  const message = firmMessage(file, tap)
  const reply = said.command.startsWith('firm-') ? answering(app, placeOf(work), said, message) : undefined
  if (reply) work.says.push(reply)
  else if (contact) work.says.push(toPerson(app, placeOf(work), contact, message))
}

function granted(work: Work, command: DeskTap | FirmTap): Action {
  const action = orderTap(work.app, work.file.stored, command)
  work.granted.push(action)
  return action
}

export function refuseUnless(work: Work, act: OrderAct): void {
  const refusal = refusalOf(work.file.stored.order, act, 'desk')
  if (refusal) refuse(work, refusal)
}

/** The desk reads the step, the firm its own words for it. */
export function refuse(work: Work, reason: string): void {
  const { stored, site } = work.file
  work.app.refused(reason)
  if (!work.said.command.startsWith('firm-'))
    return answer(work, {
      ...{ key: `desk.order.refused.${reason}` },
      params: { state: { key: `desk.order.state.${stored.order.state}` } },
    })
  tell(work, inWords([{ key: `order.refused.${reason}` }, ...standing(stored.order, site.name)]))
}

export const answer = (work: Work, text: Text): void => tell(work, inWords([text]))

export const tell = (work: Work, message: Message): void => answerWith(work, placeOf(work), message)

const placeOf = ({ file: { firm, region, stored } }: Work) => ({
  ...{ regionId: region.id, firmId: firm.id, subject: orderLane(stored.id), locale: region.locale },
})
