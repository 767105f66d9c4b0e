import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT, shortened } from './fonts.ts'
import { COLOUR, onOnePage } from './printer.ts'
import { radarSvg } from './radar.ts'
import type { Sheet, SheetMeasure } from './sheet.ts'

/**
 * What has a place on one page: each text has its lines, and what is longer ends in …. The whole text stands on the page
 * behind the link, which may be as long as it likes.
 */
const FITS = {
  title: { size: 16, width: 380, lines: 1 },
  firm: { size: 13, width: 515, lines: 2 },
  band: { size: 12, width: 380, lines: 3 },
  progress: { size: 9.5, width: 380, lines: 2 },
  heading: { size: 12.5, width: 232, lines: 1 },
  answer: { size: 10.5, width: 232, lines: 3 },
  measure: { size: 10.5, width: 330, lines: 2 },
  cell: { size: 10, width: 68, lines: 2 },
  note: { size: 9, width: 515, lines: 2 },
}
const AT_MOST = { progress: 3, answers: 3, lines: 2, measures: 5, notes: 3 }
/** One A4 page, PDF. */
export async function resultSheet(sheet: Sheet): Promise<Uint8Array> {
  const radar = await radarSvg(sheet.radar)
  return onOnePage((scale) => documentOf(sheet, radar, scale))
}

function documentOf(sheet: Sheet, radar: string, scale: number): TDocumentDefinitions {
  const laid = fitting(scale)
  return {
    pageSize: 'A4',
    pageMargins: 40,
    info: { title: sheet.title },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, lineHeight: 1.2, color: COLOUR.ink },
    content: [
      head(sheet, laid),
      score(sheet, laid),
      middle(sheet, radar, laid),
      measures(sheet, laid),
      notes(sheet, laid),
    ],
  }
}

type Laid = (text: string, place: keyof typeof FITS) => { text: string; fontSize: number }

const fitting =
  (scale: number): Laid =>
  (text, place) => {
    const { size, width, lines } = FITS[place]
    const fontSize = size * scale
    // A line that breaks between words is not filled: a letter of each is kept free.
    return { text: shortened(text, lines * (width / fontSize - 1)), fontSize }
  }

const head = ({ title, firm, date }: Sheet, laid: Laid): Content => ({
  stack: [
    {
      columns: [
        { ...laid(title, 'title'), bold: true },
        { ...laid(date, 'cell'), alignment: 'right', width: 130, margin: [0, 5, 0, 0] },
      ],
    },
    { ...laid(firm, 'firm'), margin: [0, 4, 0, 10] },
  ],
})

const score = ({ score: { points, of }, band, progress }: Sheet, laid: Laid): Content => ({
  table: {
    widths: [105, '*'],
    body: [
      [
        {
          stack: [{ text: points, fontSize: 28, bold: true, color: COLOUR.strong, lineHeight: 1 }, laid(of, 'cell')],
        },
        {
          stack: [
            { ...laid(band, 'band'), bold: true },
            ...progress.slice(0, AT_MOST.progress).map((line): Content => laid(line, 'progress')),
          ],
          verticalAlignment: 'middle',
        },
      ],
    ],
  },
  layout: { ...BARE, fillColor: () => COLOUR.tint, paddingLeft: () => 12, paddingTop: () => 8, paddingBottom: () => 6 },
  margin: [0, 0, 0, 12],
})

const BARE = { hLineWidth: () => 0, vLineWidth: () => 0 }

const middle = ({ answers }: Sheet, radar: string, laid: Laid): Content => ({
  columns: [
    { svg: radar, width: 270 },
    { stack: answers.slice(0, AT_MOST.answers).map((one) => answer(one, laid)), width: 232 },
  ],
  columnGap: 13,
})

const answer = ({ heading, lines }: Sheet['answers'][number], laid: Laid): Content => ({
  stack: [
    title(heading, laid),
    ...lines.slice(0, AT_MOST.lines).map((line): Content => ({ ...laid(line, 'answer'), margin: [0, 0, 0, 2] })),
  ],
  margin: [0, 0, 0, 9],
})

const title = (heading: string, laid: Laid): Content => ({
  ...laid(heading, 'heading'),
  bold: true,
  color: COLOUR.strong,
  margin: [0, 0, 0, 2],
})

function measures({ measures: { heading, columns, rows } }: Sheet, laid: Laid): Content {
  if (rows.length === 0) return []
  const head = ['', title(heading, laid), faint(columns.cost, laid), faint(columns.time, laid)]
  const body = [head, ...rows.slice(0, AT_MOST.measures).map((one, place) => row(one, place, laid))]
  const line = (place: number): number => (place > 0 ? 0.5 : 0)
  return {
    table: { headerRows: 1, widths: [14, '*', 68, 68], body },
    layout: { ...BARE, hLineWidth: line, hLineColor: COLOUR.line },
    margin: [0, 8, 0, 0],
  }
}

const faint = (text: string, laid: Laid): Content => ({ ...laid(text, 'cell'), color: COLOUR.faint })

const row = ({ what, cost, time }: SheetMeasure, place: number, laid: Laid): Content[] => [
  { ...laid(String(place + 1), 'measure'), bold: true },
  laid(what, 'measure'),
  laid(cost, 'cell'),
  laid(time, 'cell'),
]

const notes = ({ notes: lines }: Sheet, laid: Laid): Content => ({
  stack: lines.slice(0, AT_MOST.notes).map((line): Content => ({ ...laid(line, 'note'), color: COLOUR.faint })),
  margin: [0, 12, 0, 0],
})
