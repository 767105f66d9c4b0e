import type { Action } from '#db/actions.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import { CHAIN, deskSteps, type Order, type OrderAct, type OrderState, refusalOf, stepsTaken } from '#engine/order.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { orderLane } from './lanes.ts'
import { type DeskTap, FORMS } from './taps.ts'
import type { OrderFile } from './work.ts'

type Tap = (command: DeskTap) => Action

/** An order in #desk, edited in place: whose it is, each step with its time and person, and what comes next. */
export function orderCard(app: FlowContext, file: OrderFile, tap: Tap, more: readonly Option[] = []): OutboxEntry {
  const subject = orderLane(file.stored.id)
  const { region, firm } = file
  const place = { regionId: region.id, firmId: firm.id, locale: region.locale }
  return { ...toChannel(app, 'desk', place, cardMessage(file, tap, more)), subject, stickyKey: subject }
}

type Row = { label: Text; value: Text }

function cardMessage(file: OrderFile, tap: Tap, more: readonly Option[]): Message {
  const { firm, site, stored, events } = file
  const { order } = stored
  const heading: Text = { key: 'desk.order.heading', params: { firm: firm.name, site: site.name } }
  const options = [...buttons(order, tap), ...more]
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      { kind: 'facts', rows: rowsOf(file) },
      { kind: 'facts', rows: stepsTaken(events).slice(-STEPS_MAX).map(stepRow) },
      { kind: 'status', tone: toneOf(order.state), text: { key: `desk.order.state.${order.state}` } },
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

/** Of an order that goes to and fro for long, the latest. */
const STEPS_MAX = 14

function rowsOf({ firm, stored: { order } }: OrderFile): Row[] {
  const row = (label: string, value: Text): Row => ({ label: { key: `desk.order.row.${label}` }, value })
  const { deviceType, needsSwitch, parcel, round, check, computers } = order
  return [
    row('phone', firm.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' }),
    row('type', { key: deviceType ? `order.type.${deviceType}` : 'desk.order.no-type' }),
    ...(needsSwitch === 'none' ? [] : [row('switch', { key: `desk.order.switch.${needsSwitch}` })]),
    ...(parcel ? [row('parcel', { key: 'desk.order.parcel', params: { ...parcel } })] : []),
    ...(check ? [row('check', { key: `order.amiss.${check.what}` })] : []),
    ...(computers === null ? [] : [row('check', { key: 'order.seen', params: { count: computers } })]),
    ...(round > 1 ? [row('round', { key: 'desk.order.round', params: { count: round } })] : []),
  ]
}

const stepRow = ({ kind, at, by }: ReturnType<typeof stepsTaken>[number]): Row => ({
  label: { key: `desk.order.state.${kind}` },
  value: { key: 'desk.order.by-at', params: { who: by.name, at: { at } } },
})

const toneOf = (state: OrderState): 'ok' | 'wait' | 'warn' => {
  if (state === 'watching' || state === 'cancelled') return 'ok'
  return state === 'returned' || state === 'visit-asked' ? 'warn' : 'wait'
}

function buttons(order: Order, tap: Tap): Option[] {
  const steps = deskSteps(order)
  const isChoosable = refusalOf(order, 'chosen', 'desk') === undefined
  const acts: OrderAct[] = isChoosable && order.deviceType === null ? ['chosen', ...steps] : steps
  const last: OrderAct[] = isChoosable && order.deviceType !== null ? ['chosen'] : []
  return [...acts, ...last].map((act, place) => {
    const form = FORMS[act]
    if (form) tap(form.submit)
    return {
      label: { key: `desk.order.button.${act}` },
      token: tap(form?.open ?? act).token,
      ...(place === 0 && isForward(act) && { style: 'primary' as const }),
      ...(act === 'cancelled' && { style: 'danger' as const }),
    }
  })
}

const isForward = (act: OrderAct): boolean => act === 'chosen' || CHAIN.some((step) => step === act)
