import type { PersonRef } from './case.ts'
import type { LiveTrouble, LiveVerdict } from './live-check.ts'

/**
 * A sensor on its way to a firm: asked for, talked about, drawn, set up, sent, plugged in, checked and watching; sent
 * back or lost, made ready anew; helped by a visit. What happened is a list of events that only grows; the order is what they
 * add up to (`replay`), so each step has its time and its person.
 */
export interface Order {
  state: OrderState
  /** Null until somebody, or the rule of choice, has said what kind of box it takes. */
  deviceType: DeviceType | null
  needsSwitch: SwitchNeed
  /** How often a box was made ready: 0 before the first, and one more each time it is sent anew. */
  round: number
  /** Of the present round. */
  parcel: Parcel | null
  shippedAt: number | null
  /** The sensor that the box of the present round has become. */
  sensorId: string | null
  /** How many computers it saw when its check was passed; null before, and where a person said so. */
  computers: number | null
  /** What the live check found amiss last, and all that was told of this box before; null while nothing was told. */
  check: Check | null
  /** What the firm does next is waited for since then; epoch ms. */
  movedAt: number
  /** Events so far. */
  length: number
}

export interface Check {
  what: LiveTrouble
  at: number
  /** Whom it saw all the same. */
  computers?: number
  told: LiveTrouble[]
  /** The firm has tried what was told since then. */
  triedAt?: number
}

/** オフィス用 (a mirror port), 小型オフィス用 (under the router), 在宅用 (under the router at home). */
export const DEVICE_TYPES = ['office', 'small-office', 'home'] as const
export type DeviceType = (typeof DEVICE_TYPES)[number]
/** A switch that has a mirror port, where the firm has none. */
export const SWITCH_NEEDS = ['none', 'switch-8', 'switch-16'] as const
export type SwitchNeed = (typeof SWITCH_NEEDS)[number]

export const ORDER_STATES = [
  ...(['received', 'heard', 'guided', 'kitted', 'shipped', 'arrived', 'connected', 'checked', 'watching'] as const),
  ...(['returned', 'resending', 'visit-asked', 'visited', 'cancelled'] as const),
] as const
/**
 * 受付, ヒアリング済, 接続図送付, キッティング, 発送, 到着, 接続, 通信確認, 監視開始; 差戻し, 再送, 訪問依頼, 訪問済, 取消.
 */
export type OrderState = (typeof ORDER_STATES)[number]

export interface Parcel {
  carrier: string
  number: string
}

export type OrderEvent = { at: number; by: PersonRef } & (
  | { kind: 'received'; deviceType: DeviceType | null; needsSwitch: SwitchNeed }
  | { kind: 'chosen'; deviceType: DeviceType; needsSwitch: SwitchNeed }
  | { kind: 'heard' }
  | { kind: 'guided' }
  | { kind: 'kitted' }
  | { kind: 'enrolled'; sensorId: string }
  | { kind: 'shipped'; parcel: Parcel }
  | { kind: 'arrived' }
  | { kind: 'connected' }
  | { kind: 'looked'; what: LiveTrouble; computers: number }
  | { kind: 'tried' }
  | { kind: 'checked'; computers: number | null }
  | { kind: 'watching' }
  | { kind: 'returned' }
  | { kind: 'resending' }
  | { kind: 'visit-asked' }
  | { kind: 'visited' }
  | { kind: 'cancelled' }
)
export type OrderAct = OrderEvent['kind']

/** Whose step it is: the desk's, the firm's own, or the box's, which speaks for itself. */
export type OrderActor = 'desk' | 'firm' | 'box'

const WHO: Readonly<Record<OrderAct, readonly OrderActor[]>> = {
  received: ['desk', 'firm'],
  chosen: ['desk', 'firm'],
  heard: ['desk', 'firm'],
  guided: ['desk'],
  kitted: ['desk'],
  enrolled: ['box'],
  shipped: ['desk'],
  arrived: ['desk', 'firm', 'box'],
  connected: ['box'],
  looked: ['box'],
  tried: ['firm'],
  // What the check doubts, the desk may know: half of the PCs are switched off on purpose. So may the firm, of that alone.
  checked: ['box', 'desk', 'firm'],
  watching: ['box'],
  returned: ['desk'],
  // What was lost is sent again, whoever says so.
  resending: ['desk', 'firm'],
  'visit-asked': ['desk', 'firm'],
  visited: ['desk'],
  cancelled: ['desk'],
}

const BEFORE_KITTING = ['received', 'heard', 'guided', 'resending'] as const
const UNDER_WAY = ['shipped', 'arrived', 'connected', 'visit-asked', 'visited'] as const

/** The states in which each act may happen. A step may be left out (the guide is sent by telephone); none is taken back. */
const FROM: Readonly<Record<Exclude<OrderAct, 'received'>, readonly OrderState[]>> = {
  chosen: BEFORE_KITTING,
  heard: ['received'],
  guided: ['received', 'heard', 'resending'],
  kitted: [...BEFORE_KITTING, 'kitted'],
  enrolled: ['kitted', ...UNDER_WAY],
  shipped: ['kitted'],
  arrived: ['shipped'],
  connected: ['shipped', 'arrived', 'visit-asked', 'visited'],
  looked: ['connected', 'checked', 'visit-asked', 'visited'],
  tried: ['connected', 'visit-asked', 'visited'],
  checked: ['connected', 'visit-asked', 'visited'],
  watching: ['checked'],
  returned: [...UNDER_WAY, 'checked'],
  resending: ['kitted', 'returned', ...UNDER_WAY, 'checked'],
  'visit-asked': ['shipped', 'arrived', 'connected', 'visited'],
  visited: ['visit-asked'],
  cancelled: ['received', 'heard', 'guided', 'kitted', 'shipped', 'arrived', 'returned', 'resending'],
}

export type OrderRefusal = 'not-theirs' | 'already' | 'not-now' | 'no-type' | 'no-box'

/** Why this cannot happen now; undefined when it can. */
export function refusalOf(order: Order | undefined, act: OrderAct, actor: OrderActor): OrderRefusal | undefined {
  if (!WHO[act].includes(actor)) return 'not-theirs'
  if (!order) return act === 'received' ? undefined : 'not-now'
  if (act === 'received') return 'already'
  if (act === 'enrolled' && order.sensorId !== null) return 'already'
  if (order.state === act && act !== 'kitted') return 'already'
  if (!FROM[act].includes(order.state)) return isPast(order, act) ? 'already' : 'not-now'
  if (act === 'kitted' && order.deviceType === null) return 'no-type'
  if (actor === 'firm' && act === 'tried' && order.check === null) return 'not-now'
  if (actor === 'firm' && act === 'checked' && order.check?.what !== 'few') return 'not-now'
  return OF_BOX.includes(act) && order.sensorId === null ? 'no-box' : undefined
}

const OF_BOX: readonly OrderAct[] = ['connected', 'looked', 'checked']

/** Whether the order has come by this step on the straight way. */
const isPast = ({ state }: Order, act: OrderAct): boolean => {
  const [place, step] = [CHAIN.indexOf(state), CHAIN.indexOf(act as OrderState)]
  return step >= 0 && place > step
}

/** The straight way, in order. */
export const CHAIN: readonly OrderState[] = [
  ...(['received', 'heard', 'guided', 'kitted', 'shipped', 'arrived', 'connected', 'checked', 'watching'] as const),
]

export const isOver = ({ state }: Pick<Order, 'state'>): boolean => state === 'watching' || state === 'cancelled'

/** What the desk may do next, the usual first. */
export const deskSteps = (order: Order): OrderAct[] =>
  DESK_STEPS.filter((act) => refusalOf(order, act, 'desk') === undefined)
const DESK_STEPS = [
  ...(['heard', 'guided', 'kitted', 'shipped', 'arrived', 'checked', 'visited'] as const),
  ...(['visit-asked', 'returned', 'resending', 'cancelled'] as const),
] as const

/** What was handed out before is worth nothing from then on: the box is lost, on its way back, unwanted, or made ready anew. */
export const voidsBox = (act: OrderAct): boolean =>
  act === 'kitted' || act === 'returned' || act === 'resending' || act === 'cancelled'

const NO_BOX = { parcel: null, shippedAt: null, sensorId: null, computers: null, check: null } as const

export function apply(before: Order | undefined, event: OrderEvent): Order {
  if (event.kind === 'received') {
    if (before) throw new Error('an order is received once')
    const { deviceType, needsSwitch, at } = event
    return {
      ...{ state: 'received', deviceType, needsSwitch, round: 0, ...NO_BOX },
      ...{ movedAt: at, length: 1 },
    }
  }
  if (!before) throw new Error(`an order cannot begin with ${event.kind}`)
  return { ...before, ...changed(before, event), length: before.length + 1 }
}

function changed(before: Order, event: Exclude<OrderEvent, { kind: 'received' }>): Partial<Order> {
  const moved = { movedAt: event.at }
  switch (event.kind) {
    case 'chosen':
      return { deviceType: event.deviceType, needsSwitch: event.needsSwitch }
    case 'enrolled':
      return { sensorId: event.sensorId }
    case 'kitted':
      return { ...moved, ...NO_BOX, state: 'kitted', round: before.round + (before.state === 'kitted' ? 0 : 1) }
    case 'shipped':
      return { ...moved, state: 'shipped', parcel: event.parcel, shippedAt: event.at }
    case 'returned':
    case 'resending':
    case 'cancelled':
      return { ...moved, ...NO_BOX, state: event.kind }
    case 'looked': {
      const { what, at, computers } = event
      return { check: { what, at, computers, told: [...(before.check?.told ?? []), what] } }
    }
    case 'tried':
      return before.check ? { check: { ...before.check, triedAt: event.at } } : {}
    case 'checked':
      return { ...moved, state: 'checked', computers: event.computers, check: null }
    default:
      return { ...moved, state: event.kind }
  }
}

export const replay = (events: readonly OrderEvent[]): Order | undefined =>
  events.reduce<Order | undefined>(apply, undefined)

/** When each step was taken last, and by whom: in the order in which they were. */
export const stepsTaken = (events: readonly OrderEvent[]): OrderEvent[] =>
  events.filter(({ kind }) => kind !== 'chosen' && kind !== 'enrolled' && kind !== 'looked' && kind !== 'tried')

/** So long a box may take until its first lines tell whom it sees. */
const SETTLING_MS = 10 * 60_000
/** So long it has to go well before the firm is told that it is watched over. */
const PROVING_MS = 30 * 60_000

/** So many things are tried for one trouble; then somebody comes. */
export const TRIES_MAX = 2

/** How often this was told of the box. */
export const timesTold = ({ told, what }: Check): number => told.filter((one) => one === what).length

/** What a look at the box moves, or has to be said of it; undefined: nothing. Only what was tried is said again. */
export function looksLike(
  order: Order,
  verdict: LiveVerdict,
  now: number,
): 'checked' | 'watching' | 'looked' | undefined {
  const since = now - order.movedAt
  if (verdict.kind === 'good') {
    if (order.state === 'checked') return since >= PROVING_MS ? 'watching' : undefined
    return refusalOf(order, 'checked', 'box') === undefined ? 'checked' : undefined
  }
  if (refusalOf(order, 'looked', 'box')) return undefined
  const { check } = order
  if (check?.triedAt !== undefined) return now - check.triedAt >= SETTLING_MS ? 'looked' : undefined
  return since >= SETTLING_MS && !check?.told.includes(verdict.what) ? 'looked' : undefined
}
