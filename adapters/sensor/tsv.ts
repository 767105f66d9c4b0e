import { type Decoded, refused } from './decoded.ts'
import { decodeZeek } from './zeek.ts'

/** Zeek's own log format: `#` lines name separator, path, columns and their types; rows follow. */
export interface ZeekTable {
  header(line: string): void
  /** Columns and their types are known. */
  isReady(): boolean
  row(line: string): Decoded
}

export function createZeekTable(pathHint = ''): ZeekTable {
  let separator = '\t'
  let setSeparator = ','
  let unset = '-'
  let empty = '(empty)'
  let path = pathHint
  let names: string[] = []
  let types: string[] = []

  const listed = (text: string): string[] => (text === empty ? [] : text.split(setSeparator))

  function cellValue(text: string, type: string): unknown {
    if (text === unset) return undefined
    if (NUMBERS.has(type)) return Number(text)
    if (type === 'bool') return text === 'T'
    if (type.startsWith('set[') || type.startsWith('vector[')) return listed(text)
    return text === empty ? '' : text
  }

  return {
    header(line) {
      const [word = '', ...values] = line.trimEnd().split(line.startsWith('#separator') ? ' ' : separator)
      const [first = ''] = values
      if (word === '#separator') separator = unescaped(first)
      else if (word === '#set_separator') setSeparator = first
      else if (word === '#unset_field') unset = first
      else if (word === '#empty_field') empty = first
      else if (word === '#path') path = first
      else if (word === '#fields') names = values
      else if (word === '#types') types = values
    },
    isReady: () => names.length > 0,
    row(line) {
      const cells = ownCopy(line).split(separator)
      if (cells.length > names.length || cells.length < names.length - MISSING_MAX) return refused('wrong-columns')
      const row = cells.map((cell, place) => [names[place] ?? '', cellValue(cell, types[place] ?? '')] as const)
      return decodeZeek(Object.fromEntries(row), path)
    },
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['time', 'interval', 'count', 'int', 'port', 'double'])
/** Some labelled collections write their last columns with other separators. */
const MISSING_MAX = 2

const unescaped = (text: string): string =>
  text.replace(/\\x([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** A cut-out of a long text keeps the whole of it in memory as long as somebody remembers the cut-out. */
const ownCopy = (line: string): string => Buffer.from(line.trimEnd()).toString()
