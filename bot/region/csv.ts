export type CsvCell = string | number | null

/** What a spreadsheet takes for a formula when it opens a file, in Japan also in full width: as words it begins with an apostrophe. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/u
const HARMLESS = /^'(?=\s*[=+\-@＝＋－＠])/u

/** A cell of a file that came back, as it was before it was made harmless. */
export const unquoted = (cell: string): string => cell.replace(HARMLESS, '')

/** UTF-8 with the mark by which Excel knows it, lines as RFC 4180 has them. `hidden` is what stands for null. */
export function csvOf(headings: readonly string[], rows: readonly (readonly CsvCell[])[], hidden: string): string {
  const lines = [headings, ...rows].map((row) => row.map((cell) => written(cell ?? hidden)).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function written(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
