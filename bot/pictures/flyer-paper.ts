import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT, widthOf } from './fonts.ts'
import { COLOUR, onSoManyPages } from './printer.ts'

/** Paper that leads to us: one A4 page, or A4 folded in three; what hangs at a meeting's door; or two pages that tell all of it. In the reader's language already. */
export interface FlyerSheet {
  kind: 'flyer'
  form: 'a4' | 'tri-fold' | 'door' | 'introduction'
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
  /** How it begins, one after the other. */
  steps: readonly string[]
  /** What stands above each part. */
  headings: Readonly<Record<'does' | 'steps' | 'questions' | 'begin' | 'plans', string>>
  /** What it costs; empty where the region offers nothing for money, and at a door. */
  plans: readonly { name: string; price: string; says: string }[]
  from: string
}

export const flyerPaper = (sheet: FlyerSheet): Promise<Uint8Array> =>
  onSoManyPages(sheet.form === 'tri-fold' || sheet.form === 'introduction' ? 2 : 1, (scale) => ({
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
  introduction: told,
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

/** A line of colour with the heading on it, so that a column or a page is found at a glance. */
const headed = (text: string, scale: number): Content => ({
  table: {
    widths: ['*'],
    body: [
      [{ text, bold: true, fontSize: 14 * scale, color: '#FFFFFF', fillColor: COLOUR.strong, margin: [6, 3, 6, 2] }],
    ],
  },
  layout: 'noBorders',
  margin: [0, 0, 0, 10],
})

const numbered = (steps: readonly string[], { scale, gap }: { scale: number; gap: number }): Content[] =>
  steps.map(
    (text, place): Content => ({
      columns: [
        { text: String(place + 1), fontSize: 22 * scale, bold: true, color: COLOUR.strong, width: 26 * scale },
        { text, fontSize: 13 * scale, width: '*', margin: [0, 5 * scale, 0, 0] },
      ],
      columnGap: 4,
      margin: [0, 0, 0, gap * scale],
    }),
  )

/** A narrow column breaks its lines where a reader would. */
const phrased = (text: string): string => text.replaceAll('、', '、\n')
const longest = (text: string): string =>
  phrased(text)
    .split('\n')
    .reduce((one, other) => (widthOf(other) > widthOf(one) ? other : one), '')

const askedOf = ({ questions }: FlyerSheet): Content[] =>
  questions.map(
    ({ ask, answer }): Content => ({
      stack: [{ text: ask, bold: true, color: COLOUR.strong }, answer],
      margin: [0, 0, 0, 9],
      unbreakable: true,
    }),
  )

/** Three columns to a side; of the outer side the right one is the front, and the middle one the back. */
function folded(sheet: FlyerSheet, scale: number): TDocumentDefinitions {
  const { headline, region, risk, lines, headings, steps, plans, meeting } = sheet
  const isPriced = meeting === null && plans.length > 0
  const inside = COLUMN_WIDTH - 40
  const front: Content[] = [
    {
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: region, bold: true, fontSize: 12 * scale },
                {
                  ...{ text: phrased(headline), fontSize: fitted(longest(headline), 28 * scale, inside) },
                  ...{ bold: true, lineHeight: 1.3, margin: [0, 18, 0, 0] },
                },
              ],
              color: '#FFFFFF',
              fillColor: COLOUR.strong,
              margin: [14, 80 * scale, 14, 80 * scale],
            },
          ],
        ],
      },
      layout: 'noBorders',
      margin: [0, 0, 0, 30],
    },
    {
      text: phrased(risk),
      fontSize: fitted(longest(risk), 17 * scale, COLUMN_WIDTH),
      bold: true,
      color: COLOUR.strong,
      lineHeight: 1.5,
    },
  ]
  const back: Content[] = [
    headed(headings.begin, scale),
    codeOf(sheet, { side: 150 * scale, scale, width: COLUMN_WIDTH }),
    { ...(from(sheet, scale) as object), margin: [0, 40 * scale, 0, 0] } as Content,
  ]
  return {
    ...{ pageSize: 'A4', pageOrientation: 'landscape', pageMargins: [24, 30, 24, 24] },
    defaultStyle: { font: FONT.family, fontSize: 13 * scale, lineHeight: 1.4, color: '#000000' },
    content: [
      inThree([headed(headings.questions, scale), ...askedOf(sheet)], back, front),
      {
        ...inThree(
          [
            headed(headings.does, scale),
            ...lines.map((text): Content => ({ text, fontSize: 20 * scale, margin: [0, 6, 0, 34 * scale] })),
          ],
          [headed(headings.steps, scale), ...numbered(steps, { scale: scale * 1.45, gap: 22 })],
          [
            // Whoever comes to the meeting hears there what it costs, and its frame needs the room.
            ...(isPriced ? [headed(headings.plans, scale), ...pricesOf(sheet, scale)] : []),
            headed(headings.begin, scale),
            codeOf(sheet, { side: (isPriced ? 170 : 190) * scale, scale, width: COLUMN_WIDTH }),
            meetingOf(sheet, { size: 14 * scale, width: COLUMN_WIDTH }),
          ],
        ),
        pageBreak: 'before',
      },
    ],
  }
}

/** 紹介資料: what it is and how it begins on the first page; what is asked, what it costs and the way to us on the second. */
function told(sheet: FlyerSheet, scale: number): TDocumentDefinitions {
  const { headings, lines, risk, steps, plans } = sheet
  return portrait(scale, [
    banner(sheet, scale),
    { text: risk, fontSize: 14 * scale, bold: true, color: COLOUR.strong, margin: [0, 0, 0, 16] },
    headed(headings.does, scale),
    { ul: lines.map((text) => ({ text, margin: [0, 0, 0, 5] })), margin: [0, 0, 0, 12] },
    headed(headings.steps, scale),
    ...numbered(steps, { scale, gap: 14 }),
    codeOf(sheet, { side: 130 * scale, scale, width: WIDTH }),
    { ...(headed(headings.questions, scale) as object), pageBreak: 'before' } as Content,
    ...askedOf(sheet),
    ...(plans.length === 0 ? [] : [headed(headings.plans, scale), plansTable(sheet)]),
    from(sheet, scale),
  ])
}

/** In a third of a page: what it is and costs on one line, and what it does below. */
const pricesOf = ({ plans }: FlyerSheet, scale: number): Content[] =>
  plans.slice(0, PRICES_MAX).map(({ name, price, says }) => ({
    stack: [
      {
        columns: [
          { text: name, bold: true },
          { text: price, bold: true, alignment: 'right' },
        ],
      },
      { text: says, fontSize: 11 * scale },
    ],
    margin: [0, 0, 0, 10 * scale],
    unbreakable: true,
  }))
/** More leave no room for how to begin. */
const PRICES_MAX = 3

const plansTable = ({ plans }: FlyerSheet): Content => ({
  table: {
    dontBreakRows: true,
    widths: [110, 130, '*'],
    body: plans.map(({ name, price, says }) => [{ text: name, bold: true }, price, says]),
  },
  layout: {
    hLineColor: () => COLOUR.line,
    hLineWidth: () => 0.6,
    vLineWidth: () => 0,
    paddingTop: () => 5,
    paddingBottom: () => 4,
  },
})

/** Each column a third of the sheet, so that it folds between the words. */
const inThree = (...columns: Content[][]) => ({
  columns: columns.map((stack) => ({ stack, width: '*' })),
  columnGap: 48,
})
