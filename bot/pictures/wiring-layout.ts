import type { BoxId, Cable, Port, Wiring } from '#engine/installation/wiring.ts'
import { WIDTH } from './hand.ts'

export const HOLE = { width: 40, height: 28 }
const HEIGHT = 78
const TOP = 40
const EDGE = 24
const FOOT = 44
/** Left of whatever comes between: what hung on the router before passes there. */
const LANE = 118

export interface Placed {
  id: BoxId
  x: number
  y: number
  width: number
  height: number
  /** Towards the internet, and away from it. */
  above: readonly Hole[]
  below: readonly Hole[]
}

export interface Hole {
  port: Port['port']
  /** Its middle. */
  x: number
}

export interface Layout {
  boxes: readonly Placed[]
  height: number
}

/** Boxes in rows, the internet on top: each hangs on one of the row above, so hardly a cable crosses another. */
export function layoutOf(wiring: Wiring): Layout {
  const rows = rowsOf(wiring)
  const gap = rows.length > 3 ? 66 : 92
  const boxes = rows.flatMap((row, level) => placedRow(wiring, row, TOP + level * (HEIGHT + gap)))
  return { boxes, height: TOP + rows.length * HEIGHT + (rows.length - 1) * gap + FOOT }
}

function rowsOf({ boxes, device, needsSwitch }: Wiring): BoxId[][] {
  const has = (...ids: BoxId[]): BoxId[] => ids.filter((id) => boxes.includes(id))
  const devices: BoxId[] = ['pc', 'printer', 'wifi']
  return rowsFor(device, needsSwitch, devices).flatMap((row) => {
    const there = has(...row)
    return there.length > 0 ? [there] : []
  })
}

function rowsFor(device: Wiring['device'], needsSwitch: Wiring['needsSwitch'], devices: readonly BoxId[]): BoxId[][] {
  if (device !== 'office') return [['router'], ['sensor'], ['switch'], [...devices]]
  if (needsSwitch === 'none') return [['router'], ['switch'], [...devices, 'sensor']]
  return [['router'], ['aid'], ['switch', 'sensor'], [...devices]]
}

function placedRow(wiring: Wiring, row: readonly BoxId[], y: number): Placed[] {
  const isBetween = row.length === 1 && isOurs(row[0])
  const left = isBetween ? LANE : EDGE
  const space = 14
  const width = (WIDTH - EDGE - left - space * (row.length - 1)) / row.length
  return row.map((id, place) => {
    const x = left + place * (width + space)
    return { id, x, y, width, height: HEIGHT, above: above(wiring, id, x), below: below(wiring, id, { x, width }) }
  })
}

export const isOurs = (id: BoxId | undefined): boolean => id === 'aid' || id === 'sensor'

function above({ device, network }: Wiring, id: BoxId, x: number): Hole[] {
  const isOnAir = id === 'wifi' || (id === 'printer' && network.printer === 'wireless')
  const ports: Port['port'][] = isOnAir ? [] : id === 'sensor' && device === 'office' ? ['up', 'seen'] : ['up']
  return ports.map((port, place) => ({ port, x: x + 14 + HOLE.width / 2 + place * (HOLE.width + 12) }))
}

/** As many holes as a box of its kind has at least; of the larger switch the last, too. */
function below(wiring: Wiring, id: BoxId, { x, width }: { x: number; width: number }): Hole[] {
  const ports = portsBelow(id, wiring)
  const from = x + width - 12 - ports.length * (HOLE.width + 6)
  return ports.map((port, place) => ({ port, x: from + place * (HOLE.width + 6) + (HOLE.width + 6) / 2 }))
}

function portsBelow(id: BoxId, { device, needsSwitch, network: { hasSwitch } }: Wiring): Port['port'][] {
  const isCopied = device === 'office' && needsSwitch === 'none'
  switch (id) {
    case 'router':
      return isCopied && !hasSwitch ? [1, 2, 3, 'seen'] : [1, 2, 3, 4]
    case 'switch':
      return isCopied ? [1, 2, 3, 'seen'] : [1, 2, 3]
    case 'aid':
      return [1, 2, 3, 'seen']
    case 'sensor':
      return device === 'office' ? [] : [1, 2, 3, 4]
    default:
      return []
  }
}

export interface Point {
  x: number
  y: number
}

export function pointOf({ boxes }: Layout, { box, port }: Port, end: 'upper' | 'lower'): Point {
  const placed = boxes.find(({ id }) => id === box)
  const hole = (end === 'upper' ? placed?.below : placed?.above)?.find((one) => one.port === port)
  if (!placed || !hole) throw new Error(`there is no hole ${port} in ${box}`)
  return { x: hole.x, y: end === 'upper' ? placed.y + placed.height : placed.y }
}

/** The way of a cable as an SVG path, from its lower end to its upper one. What passes a row goes round it. */
export function pathOf(layout: Layout, cable: Cable, place: number): string {
  const from = pointOf(layout, cable.lower, 'lower')
  const to = pointOf(layout, cable.upper, 'upper')
  const rise = from.y - to.y
  if (rise < 2 * HEIGHT)
    return `M${from.x} ${from.y} C${from.x} ${from.y - rise / 2} ${to.x} ${to.y + rise / 2} ${to.x} ${to.y}`
  const lane = 46 + place * 34
  const [low, high] = [from.y - 56, to.y + 56]
  return `M${from.x} ${from.y} C${from.x} ${from.y - 40} ${lane} ${from.y - 20} ${lane} ${low} L${lane} ${high} C${lane} ${to.y + 20} ${to.x} ${to.y + 40} ${to.x} ${to.y}`
}

/** So many pieces a curve is cut into. */
const PIECES = 24

/** The first part of a way (`pathOf`), and where it ends. */
export function partOf(path: string, share: number): { path: string; end: Point } {
  const points = pointsOf(path)
  const kept = points.slice(0, Math.max(2, Math.ceil(points.length * share)))
  const end = kept.at(-1) ?? { x: 0, y: 0 }
  return {
    path: kept.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' '),
    end,
  }
}

/** Straight pieces that are hardly told from its curves. */
function pointsOf(path: string): Point[] {
  const points: Point[] = []
  for (const [, letter = '', said = ''] of path.matchAll(/([MLC])([^MLC]*)/g)) {
    const [first = 0, second = 0, ...more] = said.trim().split(/\s+/).map(Number)
    const from = points.at(-1) ?? { x: first, y: second }
    if (letter === 'M') points.push(from)
    else if (letter === 'L') points.push(...pieces((at) => between(from, { x: first, y: second }, at)))
    else {
      const [x2 = 0, y2 = 0, x = 0, y = 0] = more
      points.push(...pieces((at) => onCurve([from, { x: first, y: second }, { x: x2, y: y2 }, { x, y }], at)))
    }
  }
  return points
}

const pieces = (point: (at: number) => Point): Point[] =>
  Array.from({ length: PIECES }, (_, place) => point((place + 1) / PIECES))

const between = (one: Point, other: Point, at: number): Point => ({
  x: one.x + (other.x - one.x) * at,
  y: one.y + (other.y - one.y) * at,
})

/** By halving what stands between neighbours until one point is left (de Casteljau). */
function onCurve(points: readonly Point[], at: number): Point {
  const [first = { x: 0, y: 0 }, ...others] = points
  if (others.length === 0) return first
  return onCurve(
    others.map((one, place) => between(points[place] ?? one, one, at)),
    at,
  )
}
