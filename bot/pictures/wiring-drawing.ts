import {
  type Cable,
  type Colour,
  cablesBefore,
  type Port,
  type Wiring,
  type WiringStep,
} from '#engine/installation/wiring.ts'
import { pngOf } from './charts.ts'
import { shortened, widthOf, wrapped } from './fonts.ts'
import { badge, cross, framed, HEAD, head, INK, text, WIDTH } from './hand.ts'
import { type Look, movingPng } from './moving.ts'
import {
  HOLE,
  type Hole,
  isOurs,
  type Layout,
  layoutOf,
  type Placed,
  partOf,
  pathOf,
  pointOf,
} from './wiring-layout.ts'
import type { WiringSheet, WiringWords } from './wiring-sheet.ts'

/** Told by the kind of line as well: whole, dashed, hollow, dotted. */
const LINE: Readonly<Record<Colour, { stroke: string; width: number; dash: string; hollow: boolean }>> = {
  blue: { stroke: '#1d4ed8', width: 8, dash: '', hollow: false },
  yellow: { stroke: '#a16207', width: 8, dash: '18 9', hollow: false },
  white: { stroke: '#1f2937', width: 11, dash: '', hollow: true },
  own: { stroke: '#6b7280', width: 5, dash: '2 8', hollow: false },
}

/** A step in which a hand moves a cable moves (操作動画, R-053); everything else stands still. */
export function wiringPng(sheet: WiringSheet): Promise<Uint8Array> {
  const { shown, wiring } = sheet
  const isMoving = typeof shown === 'number' && moves(wiring, shown)
  return isMoving ? movingPng(looksOf(sheet, shown), MOVING_PIXELS) : pngOf(wiringSvg(sheet))
}

const moves = ({ steps }: Pick<Wiring, 'steps'>, place: number): boolean => (steps[place]?.adds.length ?? 0) > 0

/** As wide as most phones are; larger ones would be too much to be played. */
const MOVING_PIXELS = 720
/** The whole, which is what stands still where nothing moves; the hand takes the plug; it goes; and it is in. */
const WHOLE_MS = 1_500
const WAY: readonly { way: number; ms: number }[] = [
  ...[{ way: 0, ms: 700 }],
  ...[0.2, 0.4, 0.6, 0.8].map((way) => ({ way, ms: 200 })),
  ...[{ way: 1, ms: 300 }],
]

const looksOf = (sheet: WiringSheet, place: number): Look[] => [
  { svg: stepSvg(sheet, place), ms: WHOLE_MS },
  ...WAY.map(({ way, ms }) => ({ svg: stepSvg(sheet, place, { way }), ms })),
]

/** The picture that a chat shows: what to do in large letters, and below it where. */
export function wiringSvg(sheet: WiringSheet): string {
  if (sheet.shown === 'overview') return overviewSvg(sheet)
  if (sheet.shown === 'restore') return restoreSvg(sheet)
  return stepSvg(sheet, sheet.shown)
}

/** One step; `isMoving` marks what a style sheet may move, `way` is how much of their way the new cables have come. */
export function stepSvg(
  { wiring, words, locale }: WiringSheet,
  place: number,
  look: { isMoving?: boolean; hasHead?: boolean; way?: number } = {},
): string {
  const { isMoving = false, hasHead = true, way } = look
  const step = wiring.steps[place]
  const said = words.steps[place]
  if (!step || !said) throw new Error(`there is no step ${place}`)
  const drawn =
    step.id === 'parcel'
      ? parcel(words)
      : diagram(wiring, words, { place, isMoving, ...(way !== undefined && { way }) })
  const top = hasHead ? HEAD : 0
  return framed(locale, said.alt, top + drawn.height, [
    ...(hasHead ? head(said.heading, words.counted[place] ?? '') : []),
    `<g transform="translate(0 ${top})">${drawn.svg}</g>`,
  ])
}

/** Both at once: what is there now, and what it will be. */
function overviewSvg(sheet: WiringSheet): string {
  const { words, locale } = sheet
  const [before, after] = [beforeAnd(sheet, 'before'), beforeAnd(sheet, 'after')]
  const second = HEAD + before.height + 60
  return framed(locale, words.overview.alt, second + after.height + 44, [
    ...head(words.overview.heading, ''),
    panel(words.before, HEAD, before.svg),
    panel(words.after, second, after.svg),
  ])
}

const panel = (heading: string, top: number, svg: string): string =>
  `${text(heading, { x: 24, y: top + 26, size: 24, isBold: true })}<g transform="translate(0 ${top + 40})">${svg}</g>`

function beforeAnd({ wiring, words }: WiringSheet, when: 'before' | 'after'): Drawn {
  const shown = when === 'before' ? withoutOurs(wiring) : wiring
  return diagram(shown, words, { place: when === 'before' ? 0 : wiring.steps.length, isMoving: false })
}

export const panelSvg = (sheet: WiringSheet, when: 'before' | 'after'): string => {
  const drawn = beforeAnd(sheet, when)
  return framed(sheet.locale, when === 'before' ? sheet.words.before : sheet.words.after, drawn.height, [drawn.svg])
}

const withoutOurs = (wiring: Wiring): Wiring => ({
  ...wiring,
  boxes: wiring.boxes.filter((id) => !isOurs(id)),
})

/** How all is put back: what is ours is pulled out, and what was moved returns. */
function restoreSvg(sheet: WiringSheet): string {
  const { words, locale } = sheet
  const before = beforeAnd(sheet, 'before')
  const lines = words.restore.lines.flatMap((line) =>
    wrapped(line, 22, 2).map((part, place) => (place === 0 ? part : `　${part}`)),
  )
  const top = HEAD + 12
  const drawnTop = top + lines.length * 34 + 20
  return framed(locale, words.restore.alt, drawnTop + before.height + 44, [
    ...head(words.restore.heading, ''),
    ...lines.map((line, place) => text(line, { x: 24, y: top + 26 + place * 34, size: 21 })),
    panel(words.restore.after, drawnTop, before.svg),
  ])
}

interface Drawn {
  svg: string
  height: number
}

function parcel({ parcel: items }: WiringWords): Drawn {
  const rows = items.map(({ colour, isCord, text: said }, place) => {
    const y = 14 + place * 66
    return [
      `<rect x="24" y="${y + 8}" width="34" height="34" rx="4" fill="none" stroke="${INK.black}" stroke-width="3"/>`,
      ...(colour
        ? [cableLine(`M82 ${y + 25} C112 ${y - 5} 142 ${y + 55} 176 ${y + 25}`, colour)]
        : isCord
          ? cord(82, y)
          : [thing(82, y)]),
      text(said, { x: 196, y: y + 33, size: 23, isBold: true }),
    ].join('')
  })
  return { svg: rows.join('\n'), height: 30 + items.length * 66 }
}

const thing = (x: number, y: number): string =>
  `<rect x="${x}" y="${y + 6}" width="92" height="38" rx="6" fill="${INK.look}" stroke="${INK.black}" stroke-width="3"/><circle cx="${x + 76}" cy="${y + 18}" r="5" fill="${INK.black}"/>`

const cord = (x: number, y: number): string[] => [
  `<path d="M${x + 30} ${y + 25} C${x + 50} ${y - 6} ${x + 66} ${y + 56} ${x + 92} ${y + 22}" fill="none" stroke="${INK.black}" stroke-width="5" stroke-linecap="round"/>`,
  socket(x + 2, y + 10),
]

const socket = (x: number, y: number): string =>
  `<rect x="${x}" y="${y}" width="28" height="30" rx="4" fill="${INK.paper}" stroke="${INK.black}" stroke-width="3"/><path d="M${x + 10} ${y + 9} v12 M${x + 19} ${y + 9} v12" stroke="${INK.black}" stroke-width="3"/>`

interface At {
  place: number
  isMoving: boolean
  way?: number
}

function diagram(wiring: Wiring, words: WiringWords, { place, isMoving, way }: At): Drawn {
  const layout = layoutOf(wiring)
  const step: WiringStep | undefined = wiring.steps[place]
  const isThere = (cable: Cable): boolean =>
    [cable.upper.box, cable.lower.box].every((box) => wiring.boxes.includes(box))
  const standing = cablesBefore(wiring, place).filter((cable) => isThere(cable))
  const stays = standing.filter((cable) => !step?.removes.includes(cable))
  const drawCable = (cable: Cable, at: number): string => cableLine(pathOf(layout, cable, at), cable.colour)
  const svg = [
    wall(layout, words),
    ...layout.boxes.map((box) => drawnBox(box, wiring, words, step?.at.includes(box.id) ?? false)),
    ...stays.map((cable) => drawCable(cable, laneOf(standing, cable))),
    ...stays
      .filter((cable, at) => cable.colour !== 'own' || at === 0)
      .map((cable) => tag(layout, cable, words, laneOf(standing, cable))),
    ...(step ? (way === undefined ? moved(layout, step, isMoving) : onItsWay(layout, step, way)) : []),
    ...layout.boxes.map((box) => holes(box, words)),
    ...(step ? marked(layout, step, words) : []),
    ...(step ? looked(layout, step, words) : []),
  ]
  return { svg: svg.join('\n'), height: layout.height }
}

const laneOf = (cables: readonly Cable[], cable: Cable): number => Math.max(0, cables.indexOf(cable)) % 2

/** What this step pulls out and plugs in. */
function moved(layout: Layout, { adds, removes }: WiringStep, isMoving: boolean): string[] {
  return [
    ...removes.map((cable, at) => {
      const end = pointOf(layout, cable.upper, 'upper')
      return `<g class="gone">${cableLine(pathOf(layout, cable, at), cable.colour, 0.55)}${cross(end.x, end.y + 22)}</g>`
    }),
    ...adds.map((cable) => {
      const path = pathOf(layout, cable, 0)
      const halo = `<path d="${path}" fill="none" stroke="${INK.halo}" stroke-width="24" stroke-linecap="round"/>`
      const plug = isMoving ? `<g class="plug" style="offset-path:path('${path}')">${plugShape()}</g>` : ''
      return `<g class="new">${halo}${cableLine(path, cable.colour)}</g>${plug}`
    }),
  ]
}

/** The same, so much of the way there: what was pulled out grows faint, and a plug is at the end of what grows. */
function onItsWay(layout: Layout, { adds, removes }: WiringStep, way: number): string[] {
  return [
    ...removes.map((cable, at) => cableLine(pathOf(layout, cable, at), cable.colour, 1 - 0.8 * way)),
    ...adds.flatMap((cable) => {
      const { path, end } = partOf(pathOf(layout, cable, 0), way)
      return [
        cableLine(path, cable.colour),
        `<g transform="translate(${end.x} ${end.y}) rotate(90)">${plugShape()}</g>`,
      ]
    }),
  ]
}

/** A ring round each hole that a hand goes to; of what is moved one end stays where it is. */
function marked(layout: Layout, { adds, removes }: WiringStep, words: WiringWords): string[] {
  const isMove = removes.length > 0
  return [
    ...adds.flatMap((cable) => [
      ring(layout, cable.upper, 'upper'),
      ...(isMove ? [] : [ring(layout, cable.lower, 'lower')]),
      ...(isMove ? [] : [tag(layout, cable, words, 0)]),
    ]),
    ...(isMove ? [beside(layout, removes, words.marks.pull, 24), beside(layout, adds, words.marks.move, -14)] : []),
  ]
}

const plugShape = (): string =>
  `<rect x="-16" y="-11" width="32" height="22" rx="4" fill="${INK.black}" stroke="${INK.paper}" stroke-width="3"/>`

/** Left of the first of the holes. */
function beside(layout: Layout, cables: readonly Cable[], word: string, down: number): string {
  const ends = cables.map(({ upper }) => pointOf(layout, upper, 'upper'))
  return badge(word, Math.min(...ends.map(({ x }) => x)) - 32, (ends[0]?.y ?? 0) + down, 'end')
}

function ring(layout: Layout, port: Port, end: 'upper' | 'lower'): string {
  const { x, y } = pointOf(layout, port, end)
  const middle = end === 'upper' ? y - HOLE.height / 2 : y + HOLE.height / 2
  return `<rect class="ring" x="${x - HOLE.width / 2 - 5}" y="${middle - HOLE.height / 2 - 5}" width="${HOLE.width + 10}" height="${HOLE.height + 10}" rx="10" fill="none" stroke="${INK.edge}" stroke-width="5"/>`
}

/** What a step looks at that plugs nothing in. */
function looked(layout: Layout, step: WiringStep, { marks }: WiringWords): string[] {
  const boxes = layout.boxes.filter(({ id }) => step.at.includes(id))
  switch (step.id) {
    case 'place':
      return boxes.map(({ x, y, width }) => badge(marks.here, x + width / 2, y - 22, 'middle'))
    case 'power':
      return boxes.flatMap((box) => power(box, marks.socket, marks.lamp))
    case 'net':
      return boxes.map(({ x, y, width, height }) => badge(marks.page, x + width / 2, y + height + 20, 'middle'))
    case 'print':
      return boxes.map(({ x, y, width, height }) => badge(marks.sheet, x + width / 2, y + height + 20, 'middle'))
    case 'wifi':
      return boxes.map(({ x, y, width, height }) => badge(marks.join, x + width / 2, y + height + 20, 'middle'))
    default:
      return []
  }
}

/** A cord into the wall, and the lamp that tells that it is on. */
function power({ x, y, width, height, above }: Placed, word: string, lamp: string): string[] {
  const right = x + width
  const below = y + height
  const left = Math.min(x + 20, WIDTH - 8 - 58 - widthOf(word) * 20)
  return [
    `<path d="M${left} ${below} C${left} ${below + 22} ${left + 4} ${below + 26} ${left + 24} ${below + 26}" fill="none" stroke="${INK.black}" stroke-width="6"/>`,
    socket(left + 24, below + 11),
    text(word, { x: left + 58, y: below + 34, size: 20, isBold: true }),
    `<circle class="lamp" cx="${right - 26}" cy="${above.length > 1 ? y + height - 24 : y + 26}" r="11" fill="#16a34a" stroke="${INK.black}" stroke-width="3"/>`,
    badge(lamp, right - 8 - (widthOf(lamp) * 20 + 22) / 2, y - 22, 'middle'),
  ]
}

function wall(layout: Layout, { marks }: WiringWords): string {
  const router = layout.boxes.find(({ id }) => id === 'router')
  const hole = router?.above[0]
  if (!router || !hole) return ''
  return `<path d="M${hole.x} 0 V${router.y}" stroke="${LINE.own.stroke}" stroke-width="${LINE.own.width}" stroke-dasharray="${LINE.own.dash}" stroke-linecap="round"/>${text(marks.wall, { x: hole.x + 34, y: 24, size: 18, fill: INK.faint })}`
}

function drawnBox(
  { id, x, y, width, height, above, below }: Placed,
  wiring: Wiring,
  words: WiringWords,
  isLooked: boolean,
): string {
  const [edge, thick] = isLooked ? [INK.edge, 6] : isOurs(id) ? [INK.black, 4] : [INK.line, 3]
  const hasBelow = below.length > 0
  const nameLeft = hasBelow ? (above[0]?.x ?? x) + (id === 'router' ? 64 : 34) : x + 16
  const name = shortened(words.boxes[id], (x + width - nameLeft - 8) / 20)
  const first = below[0]?.x ?? 0
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${isLooked ? INK.look : INK.paper}" stroke="${edge}" stroke-width="${thick}"/>`,
    text(name, { x: nameLeft, y: hasBelow ? y + 30 : y + 58, size: 20, isBold: true }),
    ...(id === 'router' && hasBelow
      ? [
          text(words.printed.lan, {
            x: first - HOLE.width / 2 - 8,
            y: y + height - 7,
            size: 18,
            fill: INK.faint,
            anchor: 'end',
          }),
        ]
      : []),
    ...(isOnAir(id, wiring) ? [waves(hasBelow ? nameLeft + widthOf(name) * 20 + 36 : x + width - 34, y + 30)] : []),
  ].join('')
}

/** Who is on the air, and who sends: the router before, the sensor once it is there. */
function isOnAir(id: Placed['id'], { boxes, device, network }: Wiring): boolean {
  if (id === 'wifi') return true
  if (id === 'printer') return network.printer === 'wireless'
  const sends = device !== 'office' && network.hasWifi
  return sends && id === (boxes.includes('sensor') ? 'sensor' : 'router')
}

const holes = ({ id, y, height, above, below }: Placed, words: WiringWords): string =>
  [
    ...above.map((hole) =>
      holeAt(hole, { y, word: wordAbove(id, hole, words), width: id === 'router' ? 72 : HOLE.width }),
    ),
    ...below.map((hole) =>
      holeAt(hole, { y: y + height - HOLE.height, word: wordBelow(id, hole, words), width: HOLE.width }),
    ),
  ].join('')

/** Holes of ours wear the colour's word; a router's are named as it is printed on it. */
function wordAbove(id: Placed['id'], { port }: Hole, { printed, colours }: WiringWords): string {
  if (id === 'router') return printed.wan
  if (id === 'sensor') return port === 'seen' ? colours.yellow : colours.blue
  return id === 'aid' ? colours.white : ''
}

function wordBelow(id: Placed['id'], { port }: Hole, { colours, marks }: WiringWords): string {
  if (port === 'seen') return id === 'aid' ? colours.yellow : marks.copy
  return id === 'aid' && port === 3 ? colours.blue : String(port)
}

const holeAt = ({ x }: Hole, { y, word, width }: { y: number; word: string; width: number }): string => {
  const size = Math.min(18, (width - 6) / Math.max(1, widthOf(word)))
  return `<rect x="${x - HOLE.width / 2}" y="${y}" width="${width}" height="${HOLE.height}" fill="#e5e7eb" stroke="${INK.black}" stroke-width="2"/>${text(word, { x: x - HOLE.width / 2 + width / 2, y: y + 20, size, isBold: true, anchor: 'middle' })}`
}

const waves = (x: number, y: number): string => {
  const arcs = [8, 16, 24].map((r) => `M${x - r} ${y - r * 0.5} A${r * 1.15} ${r * 1.15} 0 0 1 ${x + r} ${y - r * 0.5}`)
  return `<path d="${arcs.join(' ')}" fill="none" stroke="${INK.black}" stroke-width="4" stroke-linecap="round"/><circle cx="${x}" cy="${y}" r="4" fill="${INK.black}"/>`
}

function cableLine(path: string, colour: Colour, opacity = 1): string {
  const { stroke, width, dash, hollow } = LINE[colour]
  const line = (paint: string, thick: number): string =>
    `<path d="${path}" fill="none" stroke="${paint}" stroke-width="${thick}" stroke-linecap="round"${dash ? ` stroke-dasharray="${dash}"` : ''}${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`
  return hollow ? line(stroke, width) + line(INK.paper, width - 5) : line(stroke, width)
}

/** The colour's word on the cable, for whoever sees no colours and for a printer that has none. */
function tag(layout: Layout, cable: Cable, { colours }: WiringWords, lane: number): string {
  const from = pointOf(layout, cable.lower, 'lower')
  const to = pointOf(layout, cable.upper, 'upper')
  const isLong = from.y - to.y >= 2 * 78
  const x = isLong ? 46 + lane * 34 : (from.x + to.x) / 2
  const y = (from.y + to.y) / 2
  const word = colours[cable.colour]
  const width = widthOf(word) * 18 + 16
  const left = Math.max(4, x - width / 2)
  return `<rect x="${left}" y="${y - 15}" width="${width}" height="30" rx="6" fill="${INK.paper}" stroke="${LINE[cable.colour].stroke}" stroke-width="3"/>${text(word, { x: left + width / 2, y: y + 6, size: 18, isBold: true, anchor: 'middle' })}`
}
