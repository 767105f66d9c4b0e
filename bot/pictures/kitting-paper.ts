import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'
import { COLOUR, onOnePage } from './printer.ts'

/** What lies beside a box while it is made ready, and never in its parcel. Every text is in the reader's language already. */
export interface KittingSheet {
  kind: 'kitting'
  locale: string
  title: string
  rows: readonly { what: string; value: string }[]
  steps: readonly string[]
  /** `XXXX-XXXX-XXXX`, for the eye and for a scanner. */
  code: string
  /** What is typed on the box. */
  command: string
  notes: readonly string[]
}

export const kittingPaper = (sheet: KittingSheet): Promise<Uint8Array> => onOnePage((scale) => documentOf(sheet, scale))

function documentOf(sheet: KittingSheet, scale: number): TDocumentDefinitions {
  return {
    pageSize: 'A4',
    pageMargins: [56, 52, 56, 44],
    info: { title: sheet.title },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, fontSize: 11 * scale, lineHeight: 1.3, color: COLOUR.ink },
    content: [
      { text: sheet.title, fontSize: 19 * scale, bold: true, color: COLOUR.strong, margin: [0, 0, 0, 10 * scale] },
      {
        table: {
          widths: ['auto', '*'],
          body: sheet.rows.map(({ what, value }) => [{ text: what, bold: true }, value]),
        },
        layout: { hLineColor: () => COLOUR.line, vLineWidth: () => 0, hLineWidth: () => 0.6 },
      },
      codeOf(sheet, scale),
      { ol: sheet.steps.map((text) => ({ text, margin: [0, 0, 0, 4 * scale] })) },
      { text: sheet.command, fontSize: 10 * scale, background: COLOUR.tint, margin: [0, 6 * scale, 0, 12 * scale] },
      ...sheet.notes.map((text): Content => ({ text, color: COLOUR.faint, fontSize: 9 * scale })),
    ],
  }
}

const codeOf = ({ code }: KittingSheet, scale: number): Content => ({
  columns: [
    { qr: code, fit: 110 * scale, width: 'auto' },
    { text: code, fontSize: 26 * scale, bold: true, margin: [24, 34 * scale, 0, 0], width: '*' },
  ],
  margin: [0, 18 * scale, 0, 18 * scale],
})
