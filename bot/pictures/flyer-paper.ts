import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT, widthOf } from './fonts.ts'
import { COLOUR, onSoManyPages } from './printer.ts'

/** Paper that leads to us: one A4 page, or A4 folded in three; or what hangs at a meeting's door. In the reader's language already. */
export interface FlyerSheet {
  kind: 'flyer'
  form: 'a4' | 'tri-fold' | 'door'
  locale: string
  title: string
  region: string
  headline: string
  risk: string
  lines: readonly string[]
  /** Name, when and where; null: it is for no meeting. */
  meeting: { name: string; when: string; place: string } | null
  /** Null: there is no QR to draw. */
  link: string | null
  scan: readonly string[]
  typed: { how: readonly string[]; text: string }
  questions: readonly { ask: string; answer: string }[]
  from: string
}

export const flyerPaper = (sheet: FlyerSheet): Promise<Uint8Array> =>
  onSoManyPages(sheet.form === 'tri-fold' ? 2 : 1, (scale) => ({
    ...PAPER_OF[sheet.form](sheet, scale),
    ...{ info: { title: sheet.title }, language: sheet.locale },
  }))

/** Between the margins, in points; and of one of three columns. */
const WIDTH = 499
const COLUMN_WIDTH = 232

type Paper = (sheet: FlyerSheet, scale: number) => TDocumentDefinitions

const PAPER_OF: Readonly<Record<FlyerSheet['form'], Paper>> = {
  a4: (sheet, scale) =>
    portrait(scale, [
      banner(sheet, scale),
      ...body(sheet, scale),
      meetingOf(sheet, { size: 16 * scale, width: WIDTH }),
      codeOf(sheet, { side: 170 * scale, scale, width: WIDTH }),
      from(sheet, scale),
    ]),
  door: (sheet, scale) =>
    portrait(scale, [
      banner(sheet, scale),
      codeOf(sheet, { side: 300 * scale, scale, width: WIDTH }),
      from(sheet, scale),
    ]),
  'tri-fold': folded,
}

const portrait = (scale: number, content: Content[]): TDocumentDefinitions => ({
  ...{ pageSize: 'A4', pageMargins: [48, 44, 48, 40], content },
  defaultStyle: { font: FONT.family, fontSize: 13 * scale, lineHeight: 1.35, color: '#000000' },
})

const banner = ({ region, headline }: FlyerSheet, scale: number): Content => ({
  stack: [
    { text: region, bold: true, color: COLOUR.strong },
    {
      text: headline,
      fontSize: fitted(headline, 30 * scale, WIDTH),
      bold: true,
      lineHeight: 1.15,
      margin: [0, 6, 0, 14],
    },
  ],
})

/** In one line, unless the letters would be small. */
const fitted = (text: string, size: number, width: number): number =>
  Math.max(size * 0.7, Math.min(size, Math.floor(width / widthOf(text))))

const body = ({ risk, lines }: FlyerSheet, scale: number): Content[] => [
  { text: risk, fontSize: 14 * scale, bold: true, color: COLOUR.strong, margin: [0, 0, 0, 10] },
  { ul: lines.map((text) => ({ text, margin: [0, 0, 0, 5] })) },
]

/** In a frame, which is seen without colour as well. */
function meetingOf({ meeting }: FlyerSheet, { size, width }: { size: number; width: number }): Content {
  if (!meeting) return ''
  const { name, when, place } = meeting
  const stack: Content[] = [
    { text: name, fontSize: size * 1.15, bold: true },
    { text: when, fontSize: fitted(when, size, width - 24), bold: true },
    { text: place, fontSize: size },
  ]
  return {
    table: { widths: ['*'], body: [[{ stack, margin: [10, 8, 10, 8] }]] },
    layout: { hLineWidth: () => 1.4, vLineWidth: () => 1.4 },
    margin: [0, 12, 0, 4],
  }
}

const codeOf = (
  { link, scan, typed }: FlyerSheet,
  { side, scale, width }: { side: number; scale: number; width: number },
): Content => ({
  stack: [
    ...(link === null ? [] : qrOf(link, scan, { side, size: 13 * scale, width })),
    ...typed.how.map((text): Content => ({ text, fontSize: fitted(text, 10.5 * scale, width), alignment: 'center' })),
    {
      text: typed.text,
      fontSize: fitted(typed.text, 20 * scale, width),
      bold: true,
      alignment: 'center',
      margin: [0, 2, 0, 0],
    },
  ],
})

const qrOf = (
  link: string,
  scan: readonly string[],
  { side, size, width }: { side: number; size: number; width: number },
): Content[] => [
  { qr: link, fit: side, eccLevel: 'M', alignment: 'center', margin: [0, 12, 0, 8] },
  ...scan.map((text): Content => ({ text, fontSize: fitted(text, size, width), bold: true, alignment: 'center' })),
  { text: '', margin: [0, 0, 0, 6] },
]

const from = (sheet: FlyerSheet, scale: number): Content => ({
  ...{ text: sheet.from, fontSize: 10.5 * scale, alignment: 'center', margin: [0, 14, 0, 0] },
})

/** Three columns to a side; of the outer side the right one is the front, and the middle one the back. */
function folded(sheet: FlyerSheet, scale: number): TDocumentDefinitions {
  const { headline, region, questions, risk, lines } = sheet
  const front: Content[] = [
    { text: region, bold: true, color: COLOUR.strong, margin: [0, 60, 0, 0] },
    { text: headline, fontSize: 24 * scale, bold: true, lineHeight: 1.2, margin: [0, 8, 0, 20] },
    { text: risk, fontSize: 13 * scale, bold: true, color: COLOUR.strong },
  ]
  const back: Content[] = [{ ...(from(sheet, scale) as object), margin: [0, 380, 0, 0] } as Content]
  const asked = questions.map(
    ({ ask, answer }): Content => ({ stack: [{ text: ask, bold: true }, answer], margin: [0, 0, 0, 9] }),
  )
  return {
    ...{ pageSize: 'A4', pageOrientation: 'landscape', pageMargins: [24, 30, 24, 24] },
    defaultStyle: { font: FONT.family, fontSize: 13 * scale, lineHeight: 1.4, color: '#000000' },
    content: [
      inThree(asked, back, front),
      {
        ...inThree(
          [{ ul: lines.map((text) => ({ text, margin: [0, 0, 0, 6] })) }],
          [meetingOf(sheet, { size: 14 * scale, width: COLUMN_WIDTH })],
          [codeOf(sheet, { side: 170 * scale, scale, width: COLUMN_WIDTH })],
        ),
        pageBreak: 'before',
      },
    ],
  }
}

/** Each column a third of the sheet, so that it folds between the words. */
const inThree = (...columns: Content[][]) => ({
  columns: columns.map((stack) => ({ stack, width: '*' })),
  columnGap: 48,
})
