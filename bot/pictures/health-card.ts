import { pngOf } from './charts.ts'
import { FONT, wrapped } from './fonts.ts'
import type { HealthRow, HealthSheet } from './health-sheet.ts'
import { outlined } from './outlines.ts'
import { escaped } from './result-page.ts'

/** What it is laid out in: letters of 17 are 35 pixels high in the picture, and 13 on a phone that shows it 375 wide. */
const WIDTH = 500
const LEFT = 28
const LETTERS = { heading: 22, small: 16, row: 18, sign: 130 }
const ROW = 36
const COLOUR = { ink: '#1F2937', faint: '#4B5563', line: '#CBD5E1', ok: '#166534', wait: '#92400E', warn: '#B91C1C' }
/** Told by its sign as well, for whoever sees no colours. */
const MARK = { found: '●', none: '－' }

export const healthPng = async (sheet: HealthSheet): Promise<Uint8Array> =>
  pngOf(await outlined(healthSvg(sheet), FONT.family, [FONT.regular, FONT.bold]))

/** The letter large, the six points, and the twelve months: what is to be seen at a glance in a chat. */
export function healthSvg(sheet: HealthSheet): string {
  const { heading, firm, sign, tone, letter, compared, findings, trend } = sheet
  const said = [
    ...wrapped(letter, 15, 2).map((line) => ({ line, weight: 'bold', size: 20 })),
    ...wrapped(compared, 18, 3).map((line) => ({ line, weight: 'normal', size: LETTERS.small })),
  ]
  const rowsTop = 262
  const trendTop = rowsTop + findings.rows.length * ROW + 28
  const height = trendTop + 92
  const step = (WIDTH - 2 * LEFT) / trend.months.length
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="${FONT.family}" fill="${COLOUR.ink}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(heading, { x: LEFT, y: 42, size: LETTERS.heading, weight: 'bold' }),
    text(wrapped(firm, 26, 1)[0] ?? '', { x: LEFT, y: 70, size: LETTERS.small, colour: COLOUR.faint }),
    `<rect x="${LEFT}" y="88" width="150" height="150" rx="20" fill="${COLOUR[tone]}"/>`,
    text(sign, { x: LEFT + 75, y: 88 + 122, size: LETTERS.sign, weight: 'bold', colour: '#ffffff', anchor: 'middle' }),
    ...said.map(({ line, weight, size }, place) => text(line, { x: LEFT + 170, y: 122 + place * 29, size, weight })),
    ...findings.rows.flatMap((one, place) => row(one, rowsTop + place * ROW)),
    text(trend.heading, { x: LEFT, y: trendTop + 12, size: LETTERS.small, colour: COLOUR.faint }),
    ...trend.months.flatMap((one, place) => {
      const x = LEFT + step * (place + 0.5)
      return [
        text(one.month, { x, y: trendTop + 42, size: 13, colour: COLOUR.faint, anchor: 'middle' }),
        text(one.sign, { x, y: trendTop + 68, size: 20, weight: 'bold', anchor: 'middle' }),
      ]
    }),
    '</svg>',
  ].join('\n')
}

function row({ label, short, isFound }: HealthRow, top: number): string[] {
  const weight = isFound ? 'bold' : 'normal'
  return [
    `<line x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${top}" y2="${top}" stroke="${COLOUR.line}"/>`,
    text(isFound ? MARK.found : MARK.none, { x: LEFT, y: top + 25, size: LETTERS.row, weight }),
    text(wrapped(label, 20, 1)[0] ?? '', { x: LEFT + 28, y: top + 25, size: LETTERS.row, weight }),
    text(short, { x: WIDTH - LEFT, y: top + 25, size: LETTERS.small, weight, anchor: 'end' }),
  ]
}

interface Look {
  x: number
  y: number
  size: number
  weight?: string
  colour?: string
  anchor?: 'middle' | 'end'
}

const text = (words: string, { x, y, size, weight = 'normal', colour = COLOUR.ink, anchor }: Look): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}"${anchor ? ` text-anchor="${anchor}"` : ''}>${escaped(words)}</text>`
