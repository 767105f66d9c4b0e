import { FONT, widthOf, wrapped } from './fonts.ts'
import { escaped } from './result-page.ts'

/** How our guides are drawn: thick lines, few colours, a black band that says what it is about. */

/** Letters of 17 are 13 on a phone that shows it 390 wide. */
export const WIDTH = 500
export const HEAD = 104
export const INK = {
  black: '#1f2937',
  faint: '#4b5563',
  line: '#9ca3af',
  paper: '#ffffff',
  halo: '#fde68a',
  look: '#fffbeb',
  edge: '#b45309',
}

export const framed = (locale: string, alt: string, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" font-family="${FONT.family}, sans-serif" role="img" lang="${locale}">`,
    `<title>${escaped(alt)}</title>`,
    `<rect width="${WIDTH}" height="${Math.ceil(height)}" fill="${INK.paper}"/>`,
    ...parts,
    '</svg>',
  ].join('\n')

export function head(heading: string, counted: string): string[] {
  const lines = wrapped(heading, counted === '' ? 17 : 14, 2)
  const left = counted === '' ? 24 : 112
  return [
    `<rect width="${WIDTH}" height="${HEAD - 12}" fill="${INK.black}"/>`,
    ...(counted === ''
      ? []
      : [
          `<rect x="16" y="18" width="80" height="56" rx="28" fill="${INK.paper}"/>`,
          text(counted, { x: 56, y: 55, size: 24, isBold: true, anchor: 'middle' }),
        ]),
    ...lines.map((line, place) =>
      text(line, { x: left, y: lines.length === 1 ? 55 : 40 + place * 34, size: 26, isBold: true, fill: INK.paper }),
    ),
  ]
}

export function badge(word: string, x: number, y: number, anchor: 'end' | 'middle'): string {
  const width = widthOf(word) * 20 + 22
  const wished = anchor === 'middle' ? x - width / 2 : x - width
  const left = Math.max(8, Math.min(wished, WIDTH - width - 8))
  return `<rect x="${left}" y="${y - 18}" width="${width}" height="36" rx="18" fill="${INK.edge}"/>${text(word, { x: left + width / 2, y: y + 7, size: 20, isBold: true, fill: INK.paper, anchor: 'middle' })}`
}

export const cross = (x: number, y: number): string =>
  `<path d="M${x - 13} ${y - 13} L${x + 13} ${y + 13} M${x + 13} ${y - 13} L${x - 13} ${y + 13}" stroke="${INK.black}" stroke-width="6" stroke-linecap="round"/>`

export interface Lettering {
  x: number
  y: number
  size: number
  isBold?: boolean
  fill?: string
  anchor?: 'middle' | 'end'
}

export const text = (words: string, { x, y, size, isBold = false, fill = INK.black, anchor }: Lettering): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${isBold ? 700 : 400}" fill="${fill}"${anchor ? ` text-anchor="${anchor}"` : ''}>${escaped(words)}</text>`
