import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'
import { COLOUR, onOnePage } from './printer.ts'

/** What the insurer gets as paper and as data. Every text is in the reader's language already. */
export interface ClaimSheet {
  kind: 'claim'
  locale: string
  title: string
  notes: readonly string[]
  columns: { what: string; value: string; source: string }
  sections: readonly { title: string; rows: readonly { what: string; value: string; source: string }[] }[]
  /** The same for machines. */
  data: object
}

export const claimPaper = (sheet: ClaimSheet): Promise<Uint8Array> => onOnePage((scale) => documentOf(sheet, scale))

function documentOf(sheet: ClaimSheet, scale: number): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [48, 48, 48, 44],
    info: { title: sheet.title },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, fontSize: 10 * scale, lineHeight: 1.25, color: COLOUR.ink },
    content: [
      { text: sheet.title, fontSize: 18 * scale, bold: true, color: COLOUR.strong, margin: [0, 0, 0, 4 * scale] },
      ...sheet.notes.map((text): Content => ({ text, color: COLOUR.faint, fontSize: 9 * scale })),
      ...sheet.sections.map((section) => sectionOf(section, sheet, scale)),
    ],
  }
}

function sectionOf({ title, rows }: ClaimSheet['sections'][number], { columns }: ClaimSheet, scale: number): Content {
  const head = (text: string): TableCell => ({ text, bold: true, color: COLOUR.faint, fontSize: 8 * scale })
  return {
    stack: [
      { text: title, bold: true, fontSize: 12 * scale, color: COLOUR.strong, margin: [0, 12 * scale, 0, 3 * scale] },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [95 * scale, '*', 150 * scale],
          body: [
            [head(columns.what), head(columns.value), head(columns.source)],
            ...rows.map(({ what, value, source }): TableCell[] => [
              { text: what },
              { text: value },
              { text: source, color: COLOUR.faint, fontSize: 7 * scale },
            ]),
          ],
        },
        layout: {
          hLineColor: () => COLOUR.line,
          hLineWidth: () => 0.6,
          vLineWidth: () => 0,
          paddingTop: () => 3 * scale,
          paddingBottom: () => 3 * scale,
        },
      },
    ],
  }
}
