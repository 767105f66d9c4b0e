import { dateReader } from './dates.ts'

/** A feed's rows, whatever columns it has: the address, and what the list says of it. */
export interface FeedLine {
  /** From 1, as an editor counts. */
  line: number
  entry: string
  note: string
  /** What ThreatFox says the place is for (`botnet_cc`, `payload_delivery`), '' elsewhere. */
  purpose: string
  saidAt: number | undefined
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
    const [note = '', purpose = ''] = columns ? [cells[columns.note], cells[columns.purpose]] : []
    if (entry !== '') yield { line, entry, note, purpose, saidAt: columns?.saidAt(cells) }
  }
}

interface Columns {
  entry: number
  note: number
  purpose: number
  saidAt: ReturnType<typeof dateReader>
}

const ENTRY_NAMES = ['url', 'URL', 'host', 'domain', 'ioc_value']
const NOTE_NAMES = ['description', 'target', 'threat', 'brand', 'malware_printable']

/** A first line, or URLhaus's last comment, that names its columns; a row may hold the word `url`, too, but not words alone. */
function columnsOf(cells: readonly string[]): Columns | undefined {
  if (!cells.every((cell) => /^\w*$/.test(cell))) return undefined
  const entry = cells.findIndex((cell) => ENTRY_NAMES.includes(cell))
  if (entry < 0) return undefined
  const note = cells.findIndex((cell) => NOTE_NAMES.includes(cell))
  return { entry, note, purpose: cells.indexOf('threat_type'), saidAt: dateReader(cells) }
}

const isAddress = (cell: string): boolean => cell.includes('://')

/** Comma-separated, quoted where needed, a doubled quote for a quote. Feeds never break a line inside quotes. */
export function cellsOf(row: string): string[] {
  if (!row.includes('"')) return row.split(',').map((cell) => cell.trim())
  return [...row.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )
}
