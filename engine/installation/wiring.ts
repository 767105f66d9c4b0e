import type { Sensor } from './choice.ts'

/** Who made the router: what is printed beside its ports differs. */
export const ROUTER_MAKERS = ['ntt', 'yamaha', 'nec', 'buffalo', 'elecom', 'tplink', 'other', 'unknown'] as const
export type RouterMaker = (typeof ROUTER_MAKERS)[number]

/** What of a firm's network its own drawing shows. */
export interface Network {
  maker: RouterMaker
  /** As the firm has written it; '' where it has not. */
  model: string
  /** A switch of the firm's own. */
  hasSwitch: boolean
  /** PCs that hang on a cable; those on the air are `hasWifi`. */
  hasWired: boolean
  hasWifi: boolean
  printer: 'wired' | 'wireless' | 'other' | 'none'
}

/** `aid` is the switch that we send (④). */
export type BoxId = 'router' | 'switch' | 'aid' | 'sensor' | 'pc' | 'printer' | 'wifi'

/** A hole in a box: `up` is the one towards the internet, `seen` the one that a copy of all traffic comes out of or goes into. */
export interface Port {
  box: BoxId
  port: 'up' | 'seen' | number
}

/** Ours are told by colour, by its word and by the kind of line; `own` was there before. */
export type Colour = 'blue' | 'yellow' | 'white' | 'own'

/** `upper` hangs nearer to the internet than `lower`. */
export interface Cable {
  colour: Colour
  upper: Port
  lower: Port
}

/** 中身, 置く, 電気, 青い線, 黄色い線, 白い線, 差しかえ, 無線, ネット, 印刷. */
export type StepId = 'parcel' | 'place' | 'power' | 'blue' | 'yellow' | 'white' | 'move' | 'wifi' | 'net' | 'print'

export interface WiringStep {
  id: StepId
  /** What it plugs in; of a move also what is pulled out for it. */
  adds: readonly Cable[]
  removes: readonly Cable[]
  /** What is looked at in this step. */
  at: readonly BoxId[]
}

/** How one firm's sensor is plugged in: what stands there before, and what is done, one thing at a time. */
export interface Wiring extends Sensor {
  network: Network
  boxes: readonly BoxId[]
  before: readonly Cable[]
  steps: readonly WiringStep[]
}

const cable = (colour: Colour, upper: Port, lower: Port): Cable => ({ colour, upper, lower })
const at = (box: BoxId, port: Port['port']): Port => ({ box, port })

/** Which hole a thing of the firm's hangs in, as it is drawn; the guide says any free one. */
const HOLE = { first: 1, printer: 2, sensor: 3, aid: 4 } as const

export function wiringFor(sensor: Sensor, network: Network): Wiring {
  const before = ownCables(network)
  const plan = planOf(sensor, network, before)
  return {
    ...{ ...sensor, network, before },
    boxes: boxesOf(sensor, network),
    steps: [plain('parcel', []), plain('place', ours(sensor)), ...plan, ...checks(sensor, network)],
  }
}

const plain = (id: StepId, boxes: readonly BoxId[]): WiringStep => ({ id, adds: [], removes: [], at: boxes })

const ours = ({ needsSwitch }: Sensor): BoxId[] => (needsSwitch === 'none' ? ['sensor'] : ['aid', 'sensor'])

/** A copy of the traffic is taken where all cables meet: what is on the air is not drawn then, because nothing of it changes. */
function boxesOf({ device, needsSwitch }: Sensor, { hasSwitch, hasWifi, hasWired, printer }: Network): BoxId[] {
  const isUnderRouter = device !== 'office'
  return [
    'router',
    ...(needsSwitch === 'none' ? [] : (['aid'] as const)),
    ...(hasSwitch ? (['switch'] as const) : []),
    'sensor',
    ...(hasWired ? (['pc'] as const) : []),
    ...(hasWifi && (isUnderRouter || !hasWired) ? (['wifi'] as const) : []),
    ...(printer === 'wired' || (printer === 'wireless' && isUnderRouter) ? (['printer'] as const) : []),
  ]
}

/** Everything with a cable hangs on the switch, or on the router where there is none. */
function ownCables({ hasSwitch, hasWired, printer }: Network): Cable[] {
  const hub: BoxId = hasSwitch ? 'switch' : 'router'
  return [
    ...(hasSwitch ? [cable('own', at('router', HOLE.first), at('switch', 'up'))] : []),
    ...(hasWired ? [cable('own', at(hub, HOLE.first), at('pc', 'up'))] : []),
    ...(printer === 'wired' ? [cable('own', at(hub, HOLE.printer), at('printer', 'up'))] : []),
  ]
}

function planOf(sensor: Sensor, network: Network, before: readonly Cable[]): WiringStep[] {
  if (sensor.device !== 'office') return underRouter(before)
  return sensor.needsSwitch === 'none' ? besideMirror(network) : withAid(before)
}

const adding = (id: StepId, one: Cable): WiringStep => ({
  ...{ id, adds: [one], removes: [] },
  at: [one.upper.box, one.lower.box],
})

/** ①: nothing of the firm's is touched. */
function besideMirror({ hasSwitch }: Network): WiringStep[] {
  const hub: BoxId = hasSwitch ? 'switch' : 'router'
  return [
    plain('power', ['sensor']),
    adding('blue', cable('blue', at(hub, HOLE.sensor), at('sensor', 'up'))),
    adding('yellow', cable('yellow', at(hub, 'seen'), at('sensor', 'seen'))),
  ]
}

/** ① + ④: ours comes between the router and what hung on it. It has power before anything is pulled out. */
function withAid(before: readonly Cable[]): WiringStep[] {
  const own = before.filter(({ upper }) => upper.box === 'router')
  return [
    plain('power', ['aid', 'sensor']),
    adding('blue', cable('blue', at('aid', HOLE.sensor), at('sensor', 'up'))),
    adding('yellow', cable('yellow', at('aid', 'seen'), at('sensor', 'seen'))),
    ...(own.length > 0 ? [moving(own, 'aid')] : []),
    adding('white', cable('white', at('router', HOLE.first), at('aid', 'up'))),
  ]
}

/** ② and ③: what hung on the router hangs on the sensor, which stands below it. */
function underRouter(before: readonly Cable[]): WiringStep[] {
  const own = before.filter(({ upper }) => upper.box === 'router')
  return [
    adding('blue', cable('blue', at('router', HOLE.aid), at('sensor', 'up'))),
    plain('power', ['sensor']),
    ...(own.length > 0 ? [moving(own, 'sensor')] : []),
  ]
}

const moving = (own: readonly Cable[], to: BoxId): WiringStep => ({
  id: 'move',
  removes: own,
  adds: own.map((one) => ({ ...one, upper: { ...one.upper, box: to } })),
  at: ['router', to],
})

/**
 * Under the router, who is on the air joins the sensor's, and what was printed before must be printable again. A copy
 * of the traffic changes neither.
 */
function checks({ device, needsSwitch }: Sensor, { hasWifi, hasWired, printer }: Network): WiringStep[] {
  const isUnderRouter = device !== 'office'
  const isMoved = isUnderRouter || needsSwitch !== 'none'
  return [
    ...(isUnderRouter && hasWifi ? [plain('wifi', ['wifi'])] : []),
    plain('net', [hasWired ? 'pc' : 'wifi']),
    ...(isMoved && (printer === 'wired' || (isUnderRouter && printer === 'wireless'))
      ? [plain('print', ['printer'])]
      : []),
  ]
}

const isSame = (one: Cable, other: Cable): boolean =>
  one.upper.box === other.upper.box && one.upper.port === other.upper.port && one.lower.box === other.lower.box

/** What is plugged in before this step (`steps.length`: when all is done). */
export const cablesBefore = ({ before, steps }: Wiring, step: number): Cable[] =>
  steps
    .slice(0, step)
    .reduce<Cable[]>(
      (cables, { adds, removes }) => [...cables.filter((one) => !removes.some((gone) => isSame(one, gone))), ...adds],
      [...before],
    )
