import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { LinkKind } from '../links.ts'
import { FONT } from './fonts.ts'
import { COLOUR, onPages } from './printer.ts'
import { escaped, page } from './result-page.ts'

/** What is known of somebody, or was erased, as plain tables. Every text is in the reader's language already. */
export interface RecordSheet {
  kind: 'record'
  locale: string
  title: string
  notes: readonly string[]
  columns: { what: string; value: string }
  sections: readonly { title: string; rows: readonly { what: string; value: string }[] }[]
  /** What else can be fetched of it. */
  files: readonly { label: string; kind: LinkKind }[]
  /** The same for machines. */
  data: object
}

/** For a phone; nothing on it needs a script. */
export function recordPage(sheet: RecordSheet, others: readonly { label: string; url: string }[]): string {
  const { what, value } = sheet.columns
  const head = `<tr><th scope="col">${escaped(what)}</th><th scope="col">${escaped(value)}</th></tr>`
  const row = (one: { what: string; value: string }): string =>
    `<tr><th scope="row">${escaped(one.what)}</th><td>${escaped(one.value)}</td></tr>`
  return page(sheet.locale, sheet.title, [
    `<header><h1>${escaped(sheet.title)}</h1></header>`,
    ...sheet.notes.map((note) => `<p>${escaped(note)}</p>`),
    ...others.map(({ label, url }) => `<p class="print"><a href="${escaped(url)}">${escaped(label)}</a></p>`),
    ...sheet.sections.map(
      ({ title, rows }) =>
        `<section><h2>${escaped(title)}</h2><table>${head}${rows.map(row).join('')}</table></section>`,
    ),
  ])
}

/** As many A4 pages as it takes, PDF. */
export const recordPaper = (sheet: RecordSheet): Promise<Uint8Array> => onPages(documentOf(sheet))

function documentOf(sheet: RecordSheet): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [48, 48, 48, 44],
    info: { title: sheet.title },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, fontSize: 10, lineHeight: 1.3, color: COLOUR.ink },
    content: [
      { text: sheet.title, fontSize: 18, bold: true, color: COLOUR.strong, margin: [0, 0, 0, 6] },
      ...sheet.notes.map((text): Content => ({ text, margin: [0, 0, 0, 2] })),
      ...sheet.sections.map((section) => sectionOf(section, sheet.columns)),
    ],
  }
}

function sectionOf({ title, rows }: RecordSheet['sections'][number], columns: RecordSheet['columns']): Content {
  const head = (text: string): TableCell => ({ text, bold: true, color: COLOUR.faint, fontSize: 8 })
  return [
    { text: title, bold: true, fontSize: 12, color: COLOUR.strong, margin: [0, 12, 0, 3] },
    {
      table: {
        headerRows: 1,
        widths: [170, '*'],
        body: [
          [head(columns.what), head(columns.value)],
          ...rows.map(({ what, value }): TableCell[] => [{ text: what }, { text: value }]),
        ],
      },
      layout: { hLineColor: () => COLOUR.line, hLineWidth: () => 0.6, vLineWidth: () => 0 },
    },
  ]
}
