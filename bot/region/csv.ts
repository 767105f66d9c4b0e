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

/** A line of a file, by the number that Excel gives it; `isBroken` where its quotes do not end as they should. */
export interface CsvLine {
  line: number
  cells: string[]
  isBroken: boolean
}

/**
 * RFC 4180: cells may be quoted, and then hold commas, quotes and line breaks. Where quotes are wrong, that one line is: the
 * next one is read anew, however far the cell would have gone. Empty lines are left out. Undefined: it is longer than any list.
 */
export function linesIn(text: string): CsvLine[] | undefined {
  const lines: CsvLine[] = []
  for (let at = 0, line = 1; at < text.length; line += 1) {
    if (line > LINES_MAX) return undefined
    const read = lineAt(text, at) ?? brokenAt(text, at)
    if (read.cells.some((cell) => cell.trim() !== '')) lines.push({ line, cells: read.cells, isBroken: read.isBroken })
    at = read.end
  }
  return lines
}

const LINES_MAX = 50_000
/** Without it, a file in which each line leaves a quote open is read to its end from each of its lines. */
const CELLS_MAX = 100

const PLAIN = /[^,\r\n]*/y
const END = /,|\r\n|\n|\r|$/y

type ReadLine = Omit<CsvLine, 'line'> & { end: number }

function lineAt(text: string, start: number): ReadLine | undefined {
  const cells: string[] = []
  for (let at = start; ; ) {
    const cell = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at)
    END.lastIndex = cell?.end ?? at
    const end = cell && END.exec(text)?.[0]
    if (end === undefined || cells.length === CELLS_MAX) return undefined
    cells.push(cell?.words ?? '')
    at = END.lastIndex
    if (end !== ',') return { cells, isBroken: false, end: at }
  }
}

function plainAt(text: string, start: number) {
  PLAIN.lastIndex = start
  const words = PLAIN.exec(text)?.[0] ?? ''
  return { words, end: start + words.length }
}

function quotedAt(text: string, start: number) {
  let close = text.indexOf('"', start + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  return close === -1 ? undefined : { words: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 }
}

function brokenAt(text: string, start: number): ReadLine {
  const found = text.slice(start).search(/[\r\n]/)
  const until = found === -1 ? text.length : start + found
  const end = text.startsWith('\r\n', until) ? until + 2 : Math.min(until + 1, text.length)
  return { cells: [text.slice(start, until)], isBroken: true, end }
}

/** UTF-8, with its mark or without, or Shift_JIS as Excel writes it: whichever leaves fewer letters unread. */
export function decoded(bytes: Uint8Array): string {
  const [utf8 = '', shiftJis = ''] = ['utf-8', 'shift_jis'].map((encoding) => new TextDecoder(encoding).decode(bytes))
  const unread = (text: string): number => text.split('\uFFFD').length
  return unread(utf8) <= unread(shiftJis) ? utf8 : shiftJis
}
