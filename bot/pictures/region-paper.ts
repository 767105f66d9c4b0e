import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'
import { COLOUR, onPages } from './printer.ts'
import { barsSvg } from './region-bars.ts'
import { chartSvg } from './region-chart.ts'
import type { RegionSheet, Row, Table } from './region-sheet.ts'

/** As many A4 pages as it takes, PDF; nothing on them is told by colour. */
export async function regionPaper(sheet: RegionSheet): Promise<Uint8Array> {
  const drawn = await Promise.all([...(sheet.means ? [barsSvg(sheet.means)] : []), ...sheet.charts.map(chartSvg)])
  return onPages(documentOf(sheet, drawn))
}

function documentOf(sheet: RegionSheet, drawn: readonly string[]): TDocumentDefinitions {
  const { title, region, date, madeUp, notes, tables, locale } = sheet
  return {
    pageSize: 'A4',
    pageMargins: [40, 40, 40, 50],
    info: { title },
    language: locale,
    defaultStyle: { font: FONT.family, fontSize: 9.5, lineHeight: 1.2, color: '#000000' },
    content: [
      { text: title, fontSize: 17, bold: true },
      { text: `${region}　${date}`, margin: [0, 4, 0, 8] },
      ...(madeUp === '' ? [] : [{ text: madeUp, bold: true, margin: [0, 0, 0, 6] } as Content]),
      ...notes.map((text): Content => ({ text, fontSize: 8.5, margin: [0, 0, 0, 3] })),
      ...tables.map(tableOf),
      ...pairsOf(drawn).map(sideBySide),
    ],
  }
}

/** Its heading is part of the table: it stays with the first rows, and comes again on the next page. */
const tableOf = ({ heading, columns, rows, note }: Table): Content => ({
  stack: [
    {
      table: {
        headerRows: 2,
        keepWithHeaderRows: 2,
        dontBreakRows: true,
        widths: ['*', ...columns.slice(1).map(() => 'auto')],
        body: [headingOf(heading, columns), headOf(columns), ...rows.map((one) => rowOf(one, columns.length))],
      },
      layout: { hLineWidth: (at) => (at > 1 ? 0.5 : 0), vLineWidth: () => 0, hLineColor: () => COLOUR.line },
    },
    ...(note ? [{ text: note, fontSize: 8.5, margin: [0, 3, 0, 0] } as Content] : []),
  ],
  margin: [0, 12, 0, 0],
  unbreakable: rows.length <= UNBROKEN_ROWS_MAX,
})
/** Longer ones begin where there is room. */
const UNBROKEN_ROWS_MAX = 8

const headingOf = (heading: string, { length }: readonly string[]): TableCell[] => [
  { text: heading, fontSize: 11.5, bold: true, color: COLOUR.strong, colSpan: length, margin: [-4, 0, 0, 0] },
  ...Array.from({ length: length - 1 }, (): TableCell => ''),
]

/** A table whose columns have no names has no empty line in their place. */
const headOf = (columns: readonly string[]): TableCell[] =>
  columns.every((name) => name === '')
    ? columns.map((): TableCell => ({ text: '', fontSize: 0.1, margin: [0, -2, 0, -2] }))
    : columns.map((text, place): TableCell => ({ text, fontSize: 8.5, alignment: sideOf(place) }))

const sideOf = (place: number): 'left' | 'right' => (place === 0 ? 'left' : 'right')

function rowOf({ cells, isApart }: Row, columns: number): TableCell[] {
  const laid = cells.map(
    (text, place): TableCell => ({
      text: isApart && place === 0 ? `（${text}）` : text,
      // What is part of the row above begins with a space.
      preserveLeadingSpaces: true,
      alignment: sideOf(place),
      ...(place === cells.length - 1 && columns > cells.length && { colSpan: columns - cells.length + 1 }),
    }),
  )
  return [...laid, ...Array.from({ length: columns - cells.length }, (): TableCell => '')]
}

const pairsOf = <T>(all: readonly T[]): T[][] =>
  all.flatMap((_, place) => (place % 2 === 0 ? [all.slice(place, place + 2)] : []))

const sideBySide = (svgs: readonly string[]): Content => ({
  columns: svgs.map((svg): Content => ({ svg, width: 250 })),
  columnGap: 14,
  margin: [0, 14, 0, 0],
  unbreakable: true,
})
