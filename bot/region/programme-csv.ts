import type { RegionSheet } from '../pictures/region-sheet.ts'
import { type CsvCell, csvOf } from './csv.ts'

/** All tables below each other, a row a line that begins with its table's heading; its notes come first. */
export function programmeCsv({ title, region, date, madeUp, notes, tables }: RegionSheet): string {
  const wide = Math.max(...tables.map(({ columns }) => columns.length))
  const rows: CsvCell[][] = [
    ...[madeUp, ...notes].filter((note) => note !== '').map((note) => [note]),
    ...tables.flatMap(({ heading, columns, rows: all }) => [
      [heading, ...columns],
      ...all.map(({ cells }) => [heading, ...cells]),
    ]),
  ]
  const filled = rows.map((cells) => [...cells, ...Array.from({ length: wide + 1 - cells.length }, () => '')])
  return csvOf([title, region, date, ...Array.from({ length: wide - 2 }, () => '')], filled, '')
}
