/** A feed's rows, whatever columns it has: the address, and what the list says of it. */
export interface FeedLine {
  /** From 1, as an editor counts. */
  line: number
  entry: string
  note: string
}

export function* rowsOf(text: string): Generator<FeedLine> {
  let columns: Columns | undefined
  let line = 0
  for (const raw of text.replace(/^\uFEFF/, '').split('\n')) {
    line++
    const row = raw.trim()
    const cells = cellsOf(row.replace(/^#\s*/, ''))
    const header = columnsOf(cells)
    if (header) columns = header
    if (header || row === '' || row.startsWith('#')) continue
    const entry = columns ? (cells[columns.entry] ?? '') : (cells.find(isAddress) ?? cells[0] ?? '')
    if (entry !== '') yield { line, entry, note: (columns && cells[columns.note]) ?? '' }
  }
}

interface Columns {
  entry: number
  note: number
}

const ENTRY_NAMES = ['url', 'URL', 'host', 'domain', 'ioc_value']
const NOTE_NAMES = ['description', 'target', 'threat', 'brand', 'malware_printable']

/** A first line, or URLhaus's last comment, that names its columns. */
function columnsOf(cells: readonly string[]): Columns | undefined {
  const entry = cells.findIndex((cell) => ENTRY_NAMES.includes(cell))
  return entry < 0 ? undefined : { entry, note: cells.findIndex((cell) => NOTE_NAMES.includes(cell)) }
}

const isAddress = (cell: string): boolean => cell.includes('://')

/** Comma-separated, quoted where needed, a doubled quote for a quote. Feeds never break a line inside quotes. */
export function cellsOf(row: string): string[] {
  if (!row.includes('"')) return row.split(',').map((cell) => cell.trim())
  return [...row.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )
}
