import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'
import { onPages } from './printer.ts'
import { panelSvg, stepSvg } from './wiring-drawing.ts'
import type { WiringSheet } from './wiring-sheet.ts'

/** What lies in the parcel, PDF: A4, both sides where the steps need them; everything told by colour is told by its word as well. */
export const wiringPaper = (sheet: WiringSheet): Promise<Uint8Array> => onPages(documentOf(sheet))

const SIDE = { margin: 36, columns: 2, gap: 14 }
const A4_WIDTH = 595
const PICTURE = (A4_WIDTH - 2 * SIDE.margin - SIDE.gap) / SIDE.columns

function documentOf(sheet: WiringSheet): TDocumentDefinitions {
  const { title, firm, words } = sheet
  const panels = (['before', 'after'] as const).map((when) => block(words[when], '', panelSvg(sheet, when)))
  const steps = words.steps.map(({ heading, text }, place) =>
    block(`${words.counted[place]}　${heading}`, text, stepSvg(sheet, place, { hasHead: false })),
  )
  return {
    pageSize: 'A4',
    pageMargins: SIDE.margin,
    info: { title },
    language: sheet.locale,
    defaultStyle: { font: FONT.family, lineHeight: 1.2, color: '#000000' },
    content: [
      { text: title, fontSize: 20, bold: true },
      { text: firm, fontSize: 11, margin: [0, 2, 0, 6] },
      ...pairs([...panels, ...steps]),
      { text: words.help, fontSize: 11, bold: true, margin: [0, 8, 0, 0] },
    ],
  }
}

const block = (heading: string, text: string, svg: string): Column => ({
  width: PICTURE,
  stack: [
    { text: heading, fontSize: 12, bold: true, margin: [0, 6, 0, 2] },
    ...(text === '' ? [] : [{ text, fontSize: 9.5, margin: [0, 0, 0, 2] } satisfies Content]),
    { svg, width: PICTURE },
  ],
})

/** A pair is not torn apart by the end of a side. */
const pairs = (blocks: readonly Column[]): Content[] =>
  blocks.flatMap((block, place) => {
    if (place % 2 === 1) return []
    const other = blocks[place + 1]
    return { columns: [block, other ?? { text: '', width: PICTURE }], columnGap: SIDE.gap, unbreakable: true }
  })
