import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'
import type { HealthRow, HealthSheet } from './health-sheet.ts'
import { COLOUR, onOnePage } from './printer.ts'

/** One A4 page, PDF; nothing on it is told by colour. */
export const healthPaper = (sheet: HealthSheet): Promise<Uint8Array> => onOnePage((scale) => documentOf(sheet, scale))

type Laid = (text: string, size?: number, more?: object) => Content

function documentOf(sheet: HealthSheet, scale: number): TDocumentDefinitions {
  const laid: Laid = (text, size = 10, more = {}) => ({ text, fontSize: size * scale, ...more })
  const { title, heading, findings, figures, trend, unseen, meaning, comment, first } = sheet
  return {
    pageSize: 'A4',
    pageMargins: 40,
    info: { title },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, lineHeight: 1.2, color: '#000000' },
    content: [
      laid(`${title}　${heading}`, 16, { bold: true }),
      laid(`${sheet.firm}　${sheet.date}`, 10, { margin: [0, 4, 0, 10] }),
      judgement(sheet, laid),
      ...block(first.heading, [laid(first.text, 11)], laid),
      ...(comment ? block(comment.heading, [laid(comment.text, 11)], laid) : []),
      ...block(findings.heading, [table(findings.rows, laid)], laid),
      ...block(figures.heading, [table(figures.rows, laid)], laid),
      ...block(trend.heading, [months(trend, laid), laid(trend.legend, 8, { margin: [0, 3, 0, 0] })], laid),
      ...block(
        unseen.heading,
        unseen.lines.map((line) => laid(`・${line}`)),
        laid,
      ),
      ...block(
        meaning.heading,
        meaning.lines.map((line) => laid(line)),
        laid,
      ),
    ],
  }
}

const judgement = ({ sign, letter, reason, compared, middle }: HealthSheet, laid: Laid): Content => ({
  table: {
    widths: [80, '*'],
    body: [
      [
        laid(sign, 48, { bold: true, alignment: 'center', lineHeight: 1 }),
        {
          stack: [
            laid(letter, 14, { bold: true }),
            ...[reason, compared, middle].filter((text) => text !== '').map((text) => laid(text, 11)),
          ],
        },
      ],
    ],
  },
  layout: { hLineColor: () => '#000000', vLineColor: () => '#000000', paddingTop: () => 8, paddingBottom: () => 8 },
})

const block = (heading: string, body: Content[], laid: Laid): Content[] => [
  laid(heading, 12, { bold: true, margin: [0, 10, 0, 3] }),
  ...body,
]

const table = (rows: readonly HealthRow[], laid: Laid): Content => ({
  table: {
    widths: ['*', 'auto'],
    body: rows.map(({ label, value, isFound, task }) => [
      { stack: [laid(`${isFound ? '●' : ''}${label}`, 10, { bold: isFound }), ...(task ? [laid(task, 9)] : [])] },
      laid(value, 10, { alignment: 'right', bold: isFound }),
    ]),
  },
  layout: { hLineWidth: (at) => (at > 0 ? 0.5 : 0), vLineWidth: () => 0, hLineColor: () => COLOUR.line },
})

const months = ({ months: all }: HealthSheet['trend'], laid: Laid): Content => ({
  table: {
    widths: all.map(() => '*'),
    body: [
      all.map(({ month }) => laid(month, 9, { alignment: 'center' })),
      all.map(({ sign }) => laid(sign, 12, { bold: true, alignment: 'center' })),
    ],
  },
})
