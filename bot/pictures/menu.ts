import { FONT, widthOf } from './fonts.ts'

/** The two sizes LINE takes at their largest: three words beside each other, in two rows or in one. */
const WIDTH = 2500
const ROW_HEIGHT = 843
const COLUMNS = 3

const rowsOf = (words: number): number => Math.ceil(words / COLUMNS)
export const menuSize = (words: number) => ({ width: WIDTH, height: ROW_HEIGHT * rowsOf(words) })

export type MenuWord = 'diagnosis' | 'consult' | 'status' | 'assets' | 'report' | 'help'
/** As they are read: from left to right, the upper row first. */
export const MENU_WORDS: readonly MenuWord[] = ['diagnosis', 'consult', 'status', 'assets', 'report', 'help']

export interface Menu {
  /** In the reader's language already. */
  words: readonly { word: MenuWord; label: string }[]
}

export interface Cell {
  x: number
  y: number
  width: number
  height: number
}

/** Of so many words. Whole pixels that leave no gap: 2500 is no multiple of three; a row that is not full is shared out. */
export function cellAt(place: number, words: number): Cell {
  const row = Math.floor(place / COLUMNS)
  const inRow = Math.min(COLUMNS, words - row * COLUMNS)
  const edge = (column: number): number => Math.round((WIDTH * column) / inRow)
  const column = place % COLUMNS
  return { x: edge(column), y: row * ROW_HEIGHT, width: edge(column + 1) - edge(column), height: ROW_HEIGHT }
}

const COLOUR = { ground: '#E3EDE8', card: '#FFFFFF', edge: '#C3D6CD', ink: '#14342A', disc: '#1F7A5C', line: '#FFFFFF' }
const CARD = { margin: 22, corner: 56, edge: 5 }
const DISC = { radius: 205, top: 290 }
/** Letters of 170 are 25 pixels high on a phone that shows the menu 375 wide; long words get smaller ones. */
const LETTERS = { size: 170, widthMax: 730, middle: 660, rise: 0.36 }
const ICON = { box: 24, size: 270, stroke: 1.9 }

/** Strokes in a box of 24, round at their ends. */
const STROKES: Readonly<Record<MenuWord, string>> = {
  diagnosis:
    'M9 3.6h6v3.2H9zM9 5.2H6.6a1.2 1.2 0 0 0-1.2 1.2v13a1.2 1.2 0 0 0 1.2 1.2h10.8a1.2 1.2 0 0 0 1.2-1.2v-13a1.2 1.2 0 0 0-1.2-1.2H15M8.6 13.6l2.5 2.5 4.5-4.9',
  consult:
    'M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v8.6a1.5 1.5 0 0 1-1.5 1.5h-7.2l-4.4 3.9v-3.9H5a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 5 4.5M8.2 10.3h.02M12 10.3h.02M15.8 10.3h.02',
  status:
    'M2.6 12C5 7.9 8.2 5.8 12 5.8s7 2.1 9.4 6.2c-2.4 4.1-5.6 6.2-9.4 6.2S5 16.1 2.6 12M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6',
  assets:
    'M4.6 4.6h14.8a1.2 1.2 0 0 1 1.2 1.2v8.9a1.2 1.2 0 0 1-1.2 1.2H4.6a1.2 1.2 0 0 1-1.2-1.2V5.8a1.2 1.2 0 0 1 1.2-1.2M12 15.9v3.7M8.3 19.9h7.4',
  report: 'M5.6 3.5h8.6l4.4 4.4v12.6H5.6zM14 3.7v4.4h4.4M9 17v-2.5M12 17v-5.6M15 17v-3.8',
  help: 'M12 3.4a8.6 8.6 0 1 0 0 17.2 8.6 8.6 0 0 0 0-17.2M9.5 9.7c.1-1.5 1.1-2.4 2.6-2.4s2.5.9 2.5 2.2c0 1.8-2.5 2-2.5 4M12.1 16.6h.02',
}

/** One string for one menu: what has not changed is known by it, without drawing. */
export function menuSvg({ words }: Menu): string {
  const { width, height } = menuSize(words.length)
  const size = Math.min(LETTERS.size, ...words.map(({ label }) => Math.floor(LETTERS.widthMax / widthOf(label))))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" fill="${COLOUR.ground}"/>`,
    ...words.map(({ word, label }, place) => cell(cellAt(place, words.length), word, label, size)),
    '</svg>',
  ].join('\n')
}

function cell({ x, y, width, height }: Cell, word: MenuWord, label: string, size: number): string {
  const middle = x + width / 2
  const { margin, corner, edge } = CARD
  const scale = ICON.size / ICON.box
  const [left, top] = [middle - ICON.size / 2, y + DISC.top - ICON.size / 2]
  return [
    `<rect x="${x + margin}" y="${y + margin}" width="${width - 2 * margin}" height="${height - 2 * margin}" rx="${corner}" fill="${COLOUR.card}" stroke="${COLOUR.edge}" stroke-width="${edge}"/>`,
    `<circle cx="${middle}" cy="${y + DISC.top}" r="${DISC.radius}" fill="${COLOUR.disc}"/>`,
    `<path transform="translate(${left} ${top}) scale(${scale})" d="${STROKES[word]}" fill="none" stroke="${COLOUR.line}" stroke-width="${ICON.stroke}" stroke-linecap="round" stroke-linejoin="round"/>`,
    `<text x="${middle}" y="${Math.round(y + LETTERS.middle + LETTERS.rise * size)}" text-anchor="middle" font-family="${FONT.family}" font-weight="700" font-size="${size}" fill="${COLOUR.ink}">${escaped(label)}</text>`,
  ].join('')
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** PNG of `menuSize`: LINE takes no other size than the one the menu was made with. */
export async function menuPng(menu: Menu): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const picture = await renderAsync(menuSvg(menu), {
    font: { fontFiles: [FONT.regular, FONT.bold], loadSystemFonts: false, defaultFontFamily: FONT.family },
  })
  return picture.asPng()
}
