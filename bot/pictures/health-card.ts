import { pngOf } from './charts.ts'
import { FONT, widthOf, wrapped } from './fonts.ts'
import type { HealthRow, HealthSheet } from './health-sheet.ts'
import { outlined } from './outlines.ts'
import { escaped } from './result-page.ts'

/** What it is laid out in: letters of 16, the smallest, are 33 pixels high in the picture, and 12 on a phone that shows it 375 wide. */
const WIDTH = 500
const LEFT = 28
const LETTERS = { heading: 22, letter: 20, row: 18, small: 16, sign: 130 }
/** One line, or two of about the same length. */
const FIRM_WIDTH = 26
const FIRM_LINE = 22
/** In two rows, so that its letters are as large as the others. */
const MONTHS_A_ROW = 6
const MONTH_ROW = 34
const ROW = 36
const COLOUR = { ink: '#1F2937', faint: '#4B5563', line: '#CBD5E1', ok: '#166534', wait: '#92400E', warn: '#B91C1C' }
/** Told by its sign as well, for whoever sees no colours. */
const MARK = { found: '●', none: '－' }

export const healthPng = async (sheet: HealthSheet): Promise<Uint8Array> => pngOf(await outlined(healthSvg(sheet)))

/** The letter large, the six points, and the twelve months: what is to be seen at a glance in a chat. */
export function healthSvg(sheet: HealthSheet): string {
  const { heading, firm, sign, tone, letter, compared, findings, trend } = sheet
  const said = [
    ...wrapped(letter, 15, 2).map((line) => ({ line, weight: 'bold', size: LETTERS.letter })),
    ...wrapped(compared, 18, 3).map((line) => ({ line, weight: 'normal', size: LETTERS.small })),
  ]
  const names = wrapped(firm, widthOf(firm) > FIRM_WIDTH ? Math.min(FIRM_WIDTH, widthOf(firm) / 2 + 1) : FIRM_WIDTH, 2)
  const signTop = 66 + names.length * FIRM_LINE
  const rowsTop = signTop + 174
  const trendTop = rowsTop + findings.rows.length * ROW + 28
  const height = trendTop + 24 + Math.ceil(trend.months.length / MONTHS_A_ROW) * MONTH_ROW
  const step = (WIDTH - 2 * LEFT) / MONTHS_A_ROW
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="${FONT.family}" fill="${COLOUR.ink}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(heading, { x: LEFT, y: 42, size: LETTERS.heading, weight: 'bold' }),
    ...names.map((line, place) =>
      text(line, { x: LEFT, y: 70 + place * FIRM_LINE, size: LETTERS.small, colour: COLOUR.faint }),
    ),
    `<rect x="${LEFT}" y="${signTop}" width="150" height="150" rx="20" fill="${COLOUR[tone]}"/>`,
    text(sign, {
      x: LEFT + 75,
      y: signTop + 122,
      size: LETTERS.sign,
      weight: 'bold',
      colour: '#ffffff',
      anchor: 'middle',
    }),
    ...said.map(({ line, weight, size }, place) =>
      text(line, { x: LEFT + 170, y: signTop + 34 + place * 29, size, weight }),
    ),
    ...findings.rows.flatMap((one, place) => row(one, rowsTop + place * ROW)),
    text(trend.heading, { x: LEFT, y: trendTop + 12, size: LETTERS.small, colour: COLOUR.faint }),
    ...trend.months.flatMap((one, place) => {
      const x = LEFT + step * (place % MONTHS_A_ROW)
      const y = trendTop + 44 + Math.floor(place / MONTHS_A_ROW) * MONTH_ROW
      return [
        text(one.month, { x: x + 38, y, size: LETTERS.small, colour: COLOUR.faint, anchor: 'end' }),
        text(one.sign, { x: x + 54, y, size: LETTERS.letter, weight: 'bold', anchor: 'middle' }),
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
