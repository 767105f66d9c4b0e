import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'
import { COLOUR, onPages } from './printer.ts'
import { escaped, page } from './result-page.ts'

interface Named {
  what: string
  value: string
}

/** An invoice, a credit note, or what a month comes to for one party. Every text is in the reader's language already. */
export interface InvoiceSheet {
  kind: 'invoice'
  locale: string
  title: string
  about: readonly Named[]
  to: string
  lead: string
  issuer: { name: string; lines: readonly string[]; registration: string }
  total: Named
  /** Until when and where; nothing on a credit note. */
  pay: readonly Named[]
  columns: { on: string; says: string; rate: string; yen: string }
  lines: readonly { on: string; says: string; rate: string; yen: string }[]
  sums: readonly { what: string; yen: string; tax: string }[]
  /** What all the lines come to. */
  sum: Named
  notes: readonly string[]
}

/** For a phone: what is to be paid first; the paper is what the books need. */
export function invoicePage(sheet: InvoiceSheet, pdf: { label: string; url: string }): string {
  const { title, to, total, pay, columns, lines, sums, issuer } = sheet
  const cells = (values: readonly string[]): string => values.map((value) => `<td>${escaped(value)}</td>`).join('')
  const head = [columns.on, columns.says, columns.yen].map((text) => `<th scope="col">${escaped(text)}</th>`).join('')
  return page(sheet.locale, title, [
    `<header><h1>${escaped(title)}</h1><p>${escaped(to)}</p></header>`,
    `<section class="score"><p>${escaped(total.what)}</p><p><strong>${escaped(total.value)}</strong></p>${pay.map(({ what, value }) => `<p>${escaped(what)}　${escaped(value)}</p>`).join('')}</section>`,
    `<table><tr>${head}</tr>${lines.map(({ on, says, yen }) => `<tr>${cells([on, says, yen])}</tr>`).join('')}</table>`,
    ...sums.map(({ what, yen, tax }) => `<p class="faint">${escaped([what, yen, tax].join('　'))}</p>`),
    ...sheet.notes.map((note) => `<p class="faint">${escaped(note)}</p>`),
    `<p class="print"><a href="${escaped(pdf.url)}">${escaped(pdf.label)}</a></p>`,
    `<footer class="signature"><p>${escaped(issuer.name)}</p><p class="faint">${escaped(issuer.registration)}</p></footer>`,
  ])
}

/** As many A4 pages as it takes, PDF. */
export const invoicePaper = (sheet: InvoiceSheet): Promise<Uint8Array> => onPages(documentOf(sheet))

function documentOf(sheet: InvoiceSheet): TDocumentDefinitions {
  const { issuer, total, pay, notes } = sheet
  return {
    pageSize: 'A4',
    pageMargins: [52, 50, 52, 56],
    info: { title: `${sheet.title} ${sheet.about[0]?.value ?? ''}` },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, fontSize: 10, lineHeight: 1.3, color: COLOUR.ink },
    content: [
      {
        columns: [
          { text: sheet.title, fontSize: 24, bold: true, color: COLOUR.strong, characterSpacing: 4, width: '*' },
          { ...plainRows(sheet.about), width: 'auto', margin: [0, 6, 0, 0] },
        ],
      },
      rule(2, COLOUR.strong, [0, 4, 0, 22]),
      {
        columns: [
          {
            width: '*',
            stack: [
              { text: sheet.to, fontSize: 15, bold: true },
              rule(0.8, COLOUR.ink, [0, 2, 0, 10], 270),
              { text: sheet.lead, margin: [0, 0, 24, 0] },
            ],
          },
          {
            width: 190,
            stack: [
              { text: issuer.name, fontSize: 12, bold: true },
              ...issuer.lines.map((text): Content => ({ text, fontSize: 9, color: COLOUR.faint })),
              { text: issuer.registration, fontSize: 9, margin: [0, 3, 0, 0] },
            ],
          },
        ],
      },
      totalBox(total, pay),
      linesTable(sheet),
      sumsTable(sheet),
      ...notes.map((text): Content => ({ text, fontSize: 8.5, color: COLOUR.faint, margin: [0, 4, 0, 0] })),
    ],
  }
}

const rule = (width: number, color: string, margin: [number, number, number, number], length = 491): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: length, y2: 0, lineWidth: width, lineColor: color }],
  margin,
})

const plainRows = (rows: readonly Named[], width: '*' | 'auto' = 'auto') => ({
  table: {
    widths: [56, width],
    body: rows.map(({ what, value }): TableCell[] => [
      { text: what, color: COLOUR.faint, fontSize: 9 },
      { text: value, fontSize: 10 },
    ]),
  },
  layout: 'noBorders',
})

/** What is to be paid is the largest on the paper. */
const totalBox = ({ what, value }: Named, pay: readonly Named[]): Content => ({
  margin: [0, 22, 0, 20],
  table: {
    widths: [196, '*'],
    body: [
      [
        {
          stack: [
            { text: what, fontSize: 10, color: COLOUR.faint },
            { text: value, fontSize: 26, bold: true, color: COLOUR.strong, noWrap: true },
          ],
          margin: [10, 6, 0, 4],
        },
        pay.length === 0 ? { text: '' } : { ...plainRows(pay, '*'), margin: [0, 10, 6, 8] },
      ],
    ],
  },
  layout: { fillColor: () => COLOUR.tint, hLineWidth: () => 0, vLineWidth: () => 0 },
})

function linesTable({ columns, lines }: InvoiceSheet): Content {
  const head = (text: string, alignment: 'left' | 'right' | 'center' = 'left'): TableCell => ({
    ...{ text, bold: true, fontSize: 9, color: '#FFFFFF', fillColor: COLOUR.strong, alignment },
  })
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [92, '*', 60, 86],
      body: [
        [head(columns.on), head(columns.says), head(columns.rate, 'center'), head(columns.yen, 'right')],
        ...lines.map(({ on, says, rate, yen }): TableCell[] => [
          { text: on, fontSize: 9.5 },
          { text: says },
          { text: rate, alignment: 'center', fontSize: 9.5 },
          { text: yen, alignment: 'right' },
        ]),
      ],
    },
    layout: ruled,
  }
}

/** By rate, because the tax is. */
const sumsTable = ({ sums, sum }: InvoiceSheet): Content => ({
  margin: [150, 14, 0, 10],
  table: {
    dontBreakRows: true,
    widths: ['*', 86, 110],
    body: [
      ...sums.map(({ what, yen, tax }): TableCell[] => [
        { text: what, color: COLOUR.faint },
        { text: yen, alignment: 'right' },
        { text: tax, alignment: 'right', fontSize: 9, color: COLOUR.faint },
      ]),
      [{ text: sum.what, bold: true }, { text: sum.value, bold: true, alignment: 'right' }, { text: '' }],
    ],
  },
  layout: ruled,
})

const ruled = {
  hLineColor: () => COLOUR.line,
  hLineWidth: (row: number) => (row === 0 ? 0 : 0.6),
  vLineWidth: () => 0,
  paddingTop: () => 5,
  paddingBottom: () => 4,
}
