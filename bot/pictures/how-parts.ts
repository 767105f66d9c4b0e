import { widthOf } from './fonts.ts'
import { INK, text } from './hand.ts'

/** The things of which the drawings of a way are put together: screens, what is on them, and what a hand does there. */

export const PART_COLOUR = { on: '#1d4ed8', bar: '#e5e7eb', cable: '#1d4ed8', right: '#166534', wrong: '#b91c1c' }

export interface Place {
  x: number
  y: number
  width: number
  height: number
}

export function plate(
  { x, y, width, height }: Place,
  { fill = INK.paper, edge = INK.black, thick = 3, corner = 8 }: Partial<Plate> = {},
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}" fill="${fill}" stroke="${edge}" stroke-width="${thick}"/>`
}
interface Plate {
  fill: string
  edge: string
  thick: number
  corner: number
}

/** So large as fits. */
export function word(
  said: string,
  { x, y, width, size = 22 }: { x: number; y: number; width: number; size?: number },
  look: { fill?: string; isMiddle?: boolean } = {},
): string {
  const fitting = Math.min(size, width / widthOf(said))
  const at = { x: look.isMiddle ? x + width / 2 : x, y: y + fitting * 0.36, size: fitting, isBold: true }
  return text(said, { ...at, ...(look.fill && { fill: look.fill }), ...(look.isMiddle && { anchor: 'middle' }) })
}

/** What is to be pressed. */
export const ring = ({ x, y, width, height }: Place, corner = 12): string =>
  `<rect x="${x - 5}" y="${y - 5}" width="${width + 10}" height="${height + 10}" rx="${corner}" fill="none" stroke="${INK.edge}" stroke-width="6"/>`

export const mouse = (x: number, y: number): string =>
  `<path transform="translate(${x} ${y}) scale(1.25)" d="M0 0 V34 L8.5 26.5 L14.5 40 L21 37 L15 24 H26 Z" fill="${INK.black}" stroke="${INK.paper}" stroke-width="2.5" stroke-linejoin="round"/>`

/** Whose tip is at this point; it comes from below, or turned by so many degrees. */
export const finger = (x: number, y: number, turned = 0): string =>
  `<g transform="translate(${x} ${y}) rotate(${turned}) scale(0.85)"><path d="M-11 8 A11 11 0 0 1 11 8 V40 C20 36 30 38 31 46 C41 44 48 49 48 57 V84 C48 100 36 108 20 108 H6 C-8 108 -16 100 -22 90 L-34 68 C-38 60 -28 54 -22 60 L-11 70 Z" fill="#fde3c8" stroke="${INK.black}" stroke-width="4" stroke-linejoin="round"/><path d="M31 46 V62 M11 40 V60" stroke="${INK.black}" stroke-width="3" stroke-linecap="round"/></g>`

export function arrow(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const turned = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  return `<path transform="translate(${from.x} ${from.y}) rotate(${turned.toFixed(1)})" d="M0 -7 H${length - 26} V-20 L${length} 0 L${length - 26} 20 V7 H0 Z" fill="${INK.edge}"/>`
}

/** 「おうぎの形の絵」. */
export function fan(x: number, y: number, size: number, { colour = INK.black, isOff = false } = {}): string {
  const arc = (r: number): string => `M${x - r * 0.72} ${y - r * 0.72} A${r} ${r} 0 0 1 ${x + r * 0.72} ${y - r * 0.72}`
  const thick = size / 7
  return [
    `<path d="${[0.36, 0.66, 0.96].map((share) => arc(size * share)).join(' ')}" fill="none" stroke="${colour}" stroke-width="${thick}" stroke-linecap="round"/>`,
    `<circle cx="${x}" cy="${y - thick / 2}" r="${thick * 0.8}" fill="${colour}"/>`,
    ...(isOff ? [slash({ x: x - size * 0.7, y: y - size * 0.95, width: size * 1.4, height: size })] : []),
  ].join('')
}

const slash = ({ x, y, width, height }: Place): string =>
  `<path d="M${x} ${y} L${x + width} ${y + height}" stroke="${INK.paper}" stroke-width="14"/><path d="M${x} ${y} L${x + width} ${y + height}" stroke="${INK.black}" stroke-width="5" stroke-linecap="round"/>`

export const toggle = (x: number, y: number, isOn: boolean): string =>
  `<rect x="${x}" y="${y}" width="84" height="46" rx="23" fill="${isOn ? PART_COLOUR.on : PART_COLOUR.bar}" stroke="${INK.black}" stroke-width="3"/><circle cx="${isOn ? x + 61 : x + 23}" cy="${y + 23}" r="17" fill="${INK.paper}" stroke="${INK.black}" stroke-width="3"/>`

/** A red ring and a stroke, through which what is forbidden still shows. */
export function forbidden(x: number, y: number, r: number): string {
  const sign = `<circle cx="${x}" cy="${y}" r="${r}" fill="none"/><path d="M${x - r * 0.7} ${y - r * 0.7} L${x + r * 0.7} ${y + r * 0.7}"/>`
  return `<g stroke="${INK.paper}" stroke-width="16">${sign}</g><g stroke="${PART_COLOUR.wrong}" stroke-width="9">${sign}</g>`
}

/** ○. */
export const right = (x: number, y: number, r: number): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${PART_COLOUR.right}" stroke-width="9"/>`

/** Words in a lozenge, in the middle of these. */
export const label = (said: string, x: number, y: number, widthMax = 200, fill: string = INK.edge): string => {
  const size = Math.min(20, (widthMax - 22) / widthOf(said))
  const width = widthOf(said) * size + 22
  return `<rect x="${x - width / 2}" y="${y - 18}" width="${width}" height="36" rx="18" fill="${fill}"/>${text(said, { x, y: y + 7, size, isBold: true, fill: INK.paper, anchor: 'middle' })}`
}

/** A part of the picture, larger. */
export const lens = (x: number, y: number, r: number, to: { x: number; y: number }): string =>
  `<path d="M${x} ${y} L${to.x} ${to.y}" stroke="${INK.edge}" stroke-width="5"/><circle cx="${x}" cy="${y}" r="${r}" fill="${INK.look}" stroke="${INK.edge}" stroke-width="6"/>`

export const apple = (x: number, y: number, size: number): string =>
  `<g transform="translate(${x} ${y}) scale(${size / 24})" fill="${INK.black}"><path d="M0 -7 C-4 -10 -11 -8 -11 0 C-11 7 -6 12 -3 12 C-1.5 12 -1 11 0 11 C1 11 1.5 12 3 12 C6 12 11 7 11 0 C11 -8 4 -10 0 -7 Z"/><path d="M0 -8 C0 -12 3 -14 6 -14 C6 -11 3 -8 0 -8 Z"/></g>`

export const person = (x: number, y: number, size: number, fill: string = PART_COLOUR.bar): string =>
  `<g transform="translate(${x} ${y}) scale(${size / 40})" fill="${fill}" stroke="${INK.black}" stroke-width="4"><path d="M-32 40 C-32 14 -18 6 0 6 C18 6 32 14 32 40 Z"/><circle cx="0" cy="-14" r="17"/></g>`

/** Open, its screen towards us; what is on it comes on top. */
export const laptop = ({ x, y, width, height }: Place, screen: string = INK.paper): string =>
  `${plate({ x: x + width * 0.1, y, width: width * 0.8, height: height * 0.8 }, { fill: screen, thick: 5 })}<path d="M${x} ${y + height} L${x + width * 0.08} ${y + height * 0.82} H${x + width * 0.92} L${x + width} ${y + height} Z" fill="${PART_COLOUR.bar}" stroke="${INK.black}" stroke-width="5" stroke-linejoin="round"/>`

/** The upper part of a phone. */
export const phone = ({ x, y, width, height }: Place): string =>
  `<path d="M${x} ${y + height} V${y + 26} A26 26 0 0 1 ${x + 26} ${y} H${x + width - 26} A26 26 0 0 1 ${x + width} ${y + 26} V${y + height}" fill="${INK.paper}" stroke="${INK.black}" stroke-width="6"/><path d="M${x + width / 2 - 26} ${y + 15} h52" stroke="${INK.black}" stroke-width="6" stroke-linecap="round"/>`

/** Words below each other; the one that is pressed has a ring. */
export function list(
  said: readonly string[],
  { x, y, width, picked, row = 44 }: { x: number; y: number; width: number; picked?: number; row?: number },
): string {
  return said
    .map((one, place) => {
      const at = { x, y: y + place * row, width, height: row - 6 }
      const isPicked = place === picked
      return [
        plate(at, { fill: isPicked ? INK.look : INK.paper, edge: INK.line, thick: 2 }),
        word(one, { x: at.x + 12, y: at.y + at.height / 2, width: width - 24 }, isPicked ? {} : { fill: INK.faint }),
        ...(isPicked ? [ring(at)] : []),
      ].join('')
    })
    .join('')
}

/** A button on a screen. */
export const button = (said: string, at: Place): string =>
  `${plate(at, { fill: PART_COLOUR.bar })}${word(said, { x: at.x + 10, y: at.y + at.height / 2, width: at.width - 20 }, { isMiddle: true })}`

/** A window with its own name at the top. */
export const frame = (said: string, at: Place): string =>
  `${plate(at, { thick: 4 })}<path d="M${at.x} ${at.y + 40} h${at.width}" stroke="${INK.black}" stroke-width="3"/>${word(said, { x: at.x + 16, y: at.y + 20, width: at.width - 110, size: 20 })}<g fill="${INK.line}">${[22, 44, 66].map((away) => `<circle cx="${at.x + at.width - away}" cy="${at.y + 20}" r="7"/>`).join('')}</g>`

/** Some software, as it is drawn on a screen. */
export const software = (x: number, y: number, size: number, fill: string = PART_COLOUR.bar): string =>
  `${plate({ x: x - size / 2, y: y - size / 2, width: size, height: size }, { fill, corner: size / 4 })}<path d="M${x - size / 5} ${y + size / 6} L${x} ${y - size / 5} L${x + size / 5} ${y + size / 6} Z" fill="${INK.black}"/>`
