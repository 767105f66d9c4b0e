import { correction, generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import { pngOf } from './charts.ts'
import { FONT, widthOf, wrapped } from './fonts.ts'
import { escaped, page } from './result-page.ts'
import type { RoundSheet } from './round-sheet.ts'

/** Tenths of a millimetre on A5; A4 has the same shape. */
const PAPER = { width: 1480, height: 2100 }
const MIDDLE = PAPER.width / 2
const LINE_WIDTH = 1280
const QR = { top: 720, side: 800 }
/** Modules of white that a reader needs on each side. */
const QUIET = 4
const COLOUR = { ink: '#14342a', accent: '#1f7a5c', ground: '#e3ede8' }

export function roundSvg(sheet: RoundSheet): string {
  const { width, height } = PAPER
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(sheet.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<rect width="${width}" height="150" fill="${COLOUR.accent}"/>`,
    row(sheet.label, { y: 100, size: 64, fill: '#ffffff', isBold: true }),
    ...heading(sheet.name),
    ...sheet.lines.map((text, place) => row(text, { y: 530 + 76 * place, size: 50 })),
    qr(sheet.link),
    ...sheet.scan.map((text, place) => row(text, { y: 1580 + 68 * place, size: 50, isBold: true })),
    `<rect x="100" y="1700" width="1280" height="290" rx="24" fill="${COLOUR.ground}"/>`,
    ...sheet.typed.how.map((text, place) => row(text, { y: 1766 + 56 * place, size: 42 })),
    row(sheet.typed.text, { y: 1938, size: 88, isBold: true }),
    row(sheet.until, { y: 2060, size: 46 }),
    '</svg>',
  ].join('\n')
}

export const roundPng = (sheet: RoundSheet): Promise<Uint8Array> => pngOf(roundSvg(sheet))

/** The picture itself, as large as the paper; what leads to the other forms, or tells its words to whoever does not see it, is not printed. */
export const roundPage = (sheet: RoundSheet, others: readonly { label: string; url: string }[]): string =>
  page(sheet.locale, sheet.title, [
    `<style>${STYLE}</style>`,
    `<h1 class="print">${escaped(sheet.title)}</h1>`,
    `<figure>${roundSvg(sheet)}</figure>`,
    ...[...sheet.typed.how, sheet.typed.text].map((text) => `<p class="print">${escaped(text)}</p>`),
    ...others.map(({ label, url }) => `<p class="print"><a href="${escaped(url)}">${escaped(label)}</a></p>`),
  ])

/** A4 or A5, whichever the printer has: the picture fills it without a second page. */
const STYLE = `
@page { margin: 0; }
@media print { main, figure { margin: 0; padding: 0; } figure svg { display: block; width: 100vw; height: 99vh; } }
`

function qr(link: string): string {
  const code = generate(link, { minCorrectionLevel: correction.M })
  const scale = QR.side / (code.size + 2 * QUIET)
  const at = (edge: number): number => edge + QUIET * scale
  const left = MIDDLE - QR.side / 2
  return `<path class="qr" transform="translate(${at(left)} ${at(QR.top)}) scale(${scale})" d="${toSvgPath(code)}" fill="#000000"/>`
}

interface Look {
  y: number
  size: number
  fill?: string
  isBold?: boolean
}

const NAME = { middle: 300, size: 104, sizeMin: 48, rows: 2 }

/** The event's name in letters as large as its two lines can hold. */
function heading(name: string): string[] {
  const { middle, sizeMin, rows } = NAME
  let size = NAME.size
  while (size > sizeMin && wrapped(name, LINE_WIDTH / size, rows).join('').length < name.replaceAll(' ', '').length)
    size -= 4
  const shown = wrapped(name, LINE_WIDTH / size, rows)
  const y = middle + size * (0.36 - 0.65 * (shown.length - 1))
  return shown.map((text, place) => row(text, { y: y + 1.3 * size * place, size, isBold: true }))
}

/** One line, in smaller letters where it is long. */
function row(text: string, { y, size, fill = COLOUR.ink, isBold = false }: Look): string {
  const fitting = Math.floor(Math.min(size, LINE_WIDTH / Math.max(1, widthOf(text))))
  return `<text x="${MIDDLE}" y="${Math.round(y)}" text-anchor="middle" font-family="${FONT.family}, sans-serif" font-weight="${isBold ? 700 : 400}" font-size="${fitting}" fill="${fill}">${escaped(text)}</text>`
}
