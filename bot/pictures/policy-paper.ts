import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'
import type { PolicySheet } from './policy.ts'
import { COLOUR, onOnePage } from './printer.ts'

/** To be hung up at the entrance: one A4 page, PDF. */
export const policyPaper = (sheet: PolicySheet): Promise<Uint8Array> => onOnePage((scale) => documentOf(sheet, scale))

const SIZE = { title: 19, firm: 13, heading: 12, text: 11, signature: 11 }

function documentOf(sheet: PolicySheet, scale: number): TDocumentDefinitions {
  const size = (place: keyof typeof SIZE): { fontSize: number } => ({ fontSize: SIZE[place] * scale })
  return {
    pageSize: 'A4',
    pageMargins: [56, 52, 56, 44],
    info: { title: sheet.title },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, lineHeight: 1.3, color: COLOUR.ink },
    content: [
      { text: sheet.title, ...size('title'), bold: true, alignment: 'center', color: COLOUR.strong },
      { text: sheet.firm, ...size('firm'), alignment: 'center', margin: [0, 2 * scale, 0, 16 * scale] },
      ...sheet.sections.map((one, place) => section(one, place, scale)),
      signature(sheet, scale),
    ],
  }
}

const section = ({ title, text }: PolicySheet['sections'][number], place: number, scale: number): Content => ({
  stack: [
    { text: `${place + 1}. ${title}`, fontSize: SIZE.heading * scale, bold: true, color: COLOUR.strong },
    { text, fontSize: SIZE.text * scale, margin: [15 * scale, 1, 0, 0] },
  ],
  margin: [0, 0, 0, 8 * scale],
})

const signature = ({ signature: lines }: PolicySheet, scale: number): Content => ({
  stack: lines.map((text) => ({ text, fontSize: SIZE.signature * scale, alignment: 'right' as const })),
  margin: [0, 10 * scale, 0, 0],
})
