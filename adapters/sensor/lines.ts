import { isUtf8 } from 'node:buffer'
import { FUTURE_MS } from '#engine/detect/limits.ts'
import type { SensorEvent } from '#engine/event.ts'
import { decodeArpwatch } from './arpwatch.ts'
import { decodeAuthLine } from './auth-log.ts'
import { type Decoded, ignored, isFields, type RefusedReason, refused } from './decoded.ts'
import { lay, PIECE_BYTES_MAX } from './piece.ts'
import { createShapes, type Shape, type Shapes } from './shapes.ts'
import { decodeEve, EVE_TYPES, learnEve } from './suricata.ts'
import { createZeekTable, type ZeekTable } from './tsv.ts'
import { decodeZeek, isZeek } from './zeek.ts'

/**
 * A log's bytes, in pieces of any size, to events. A line that cannot be read is counted with its reason and never costs
 * its neighbours; memory holds one piece and at most one unfinished line.
 */
export interface LineReader {
  /** Events of the lines that this piece completes. */
  push(piece: Buffer): SensorEvent[]
  /** The last line may lack its newline. */
  end(): SensorEvent[]
  tally(): Tally
}

export interface Tally {
  /** Lines that were read, whether or not a rule looks at their type. */
  accepted: number
  rejected: number
  /** The first few, so that somebody can find them. */
  firstRejected: RejectedLine[]
  refused: Partial<Record<RefusedReason, number>>
  ignored: Record<string, number>
}

export interface RejectedLine {
  /** From 1, blank lines counted. */
  line: number
  reason: RefusedReason
}

export const FORMATS = ['auto', 'eve', 'zeek', 'auth'] as const
export type Format = (typeof FORMATS)[number]

export interface ReaderOptions {
  format?: Format
  /** Times later than this and a tolerance are refused; absent for files, whose clock nobody knows. */
  receivedAt?: number
  /** When the log ends, about: stamps of old syslog name no year. What was received ends then. */
  endsAt?: number | undefined
  /** Which Zeek log it is (`conn`), where rows do not say. */
  zeekPath?: string | undefined
  /** The shapes of lines that need not be parsed. What the lines come to is the same with any. */
  shapes?: Shapes
}

/** One sensor's lines look like another's, and batches are short, so all readers learn together. */
const SHAPES = createShapes()

export const LINE_BYTES_MAX = 1 << 20
const FIRST_REJECTED_MAX = 5
const NEWLINE = 10
/** Tries that lines of a piece only count; more would let a small body fill the memory. */
const REPEATS_MAX = 10_000
/** Turned into text at once: small enough for the young heap (a large text costs twice its reading), large enough to be quick. */
const PIECE_BYTES = 1 << 14

export function createLineReader(options: ReaderOptions = {}): LineReader {
  const { format = 'auto', receivedAt, endsAt = receivedAt ?? Number.NaN, zeekPath, shapes = SHAPES } = options
  const latest = receivedAt === undefined ? Number.POSITIVE_INFINITY : receivedAt + FUTURE_MS
  const tally: Tally = { accepted: 0, rejected: 0, firstRejected: [], refused: {}, ignored: {} }
  let events: SensorEvent[] = []
  let unfinished: Buffer[] = []
  let unfinishedBytes = 0
  let lineNumber = 0
  let repeatsLeft = REPEATS_MAX
  let table: ZeekTable | undefined

  function note(decoded: Decoded): void {
    if (decoded.type === 'refused') return reject(decoded.reason)
    if (decoded.type === 'ignored') tally.ignored[decoded.what] = (tally.ignored[decoded.what] ?? 0) + 1
    else if (decoded.at > latest) return reject('from-the-future')
    else events.push(decoded)
    tally.accepted++
  }

  function reject(reason: RefusedReason): void {
    tally.rejected++
    tally.refused[reason] = (tally.refused[reason] ?? 0) + 1
    if (tally.firstRejected.length < FIRST_REJECTED_MAX) tally.firstRejected.push({ line: lineNumber, reason })
  }

  function readLine(line: string): void {
    lineNumber++
    if (line.charCodeAt(0) === BRACE) note(decodeLine(line, { format, shapes, zeekPath }))
    else readOdd(line.charCodeAt(0) === MARK ? line.slice(1) : line)
  }

  function readOdd(line: string): void {
    if (line.trim() === '') return
    const seen = format === 'auto' ? decodeArpwatch(line) : undefined
    if (seen) return note(seen)
    if (line.charCodeAt(0) === HASH && format !== 'eve') {
      table ??= createZeekTable(zeekPath)
      table.header(line)
    } else if (table?.isReady()) note(table.row(line))
    else readAuth(line)
  }

  function readAuth(line: string): void {
    const told = format === 'auto' || format === 'auth' ? decodeAuthLine(line, endsAt) : undefined
    if (!Array.isArray(told)) return note(told ?? decodeLine(line, { format, shapes, zeekPath }))
    const [first, ...more] = told
    if (!first) return
    note(first)
    const again = more.slice(0, repeatsLeft)
    repeatsLeft -= again.length
    if (first.at <= latest) events.push(...again)
  }

  function readText(text: string): void {
    let begin = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      readLine(text.substring(begin, end))
      begin = end + 1
    }
    if (begin < text.length) readLine(text.substring(begin))
  }

  /** Whole lines, each no longer than allowed. */
  function readBytes(bytes: Buffer): void {
    if (!isUtf8(bytes)) for (const line of linesOf(bytes)) readDoubtful(line)
    else if (format !== 'zeek' && bytes.length <= PIECE_BYTES_MAX) readPiece(bytes)
    else readText(bytes.toString('utf8'))
  }

  function readPiece(bytes: Buffer): void {
    lay(bytes)
    for (let begin = 0; begin < bytes.length; ) {
      const shape = shapes.at(begin)
      const newline = shape ? shapes.end() : bytes.indexOf(NEWLINE, begin)
      const end = newline < 0 ? bytes.length : newline
      if (shape) readKnown(shape)
      else readLine(bytes.toString('utf8', begin, end))
      begin = end + 1
    }
  }

  function readKnown({ line, decode }: Shape): void {
    lineNumber++
    note(decode(line))
  }

  function readDoubtful(line: Buffer): void {
    if (isUtf8(line)) return readText(`${line.toString('utf8')}\n`)
    lineNumber++
    reject('not-utf8')
  }

  function readPieces(bytes: Buffer): void {
    let begin = 0
    while (begin < bytes.length) {
      const next = bytes.indexOf(NEWLINE, Math.min(begin + PIECE_BYTES, bytes.length - 1))
      const end = next < 0 ? bytes.length : next + 1
      readChecked(bytes.subarray(begin, end))
      begin = end
    }
  }

  /** A piece is longer than a line may be only when it holds one that is too long. */
  function readChecked(piece: Buffer): void {
    if (piece.length <= LINE_BYTES_MAX) return readBytes(piece)
    for (const line of linesOf(piece)) {
      if (line.length <= LINE_BYTES_MAX) readBytes(line)
      else {
        lineNumber++
        reject('too-long')
      }
    }
  }

  function keep(rest: Buffer): void {
    unfinishedBytes += rest.length
    // Beyond the limit only the length matters.
    if (unfinishedBytes > LINE_BYTES_MAX) unfinished = []
    else unfinished.push(Buffer.from(rest))
  }

  function finishLine(tail: Buffer): void {
    const length = unfinishedBytes + tail.length
    const parts = unfinished
    unfinished = []
    unfinishedBytes = 0
    if (length <= LINE_BYTES_MAX) return readBytes(Buffer.concat([...parts, tail]))
    lineNumber++
    reject('too-long')
  }

  function taken(): SensorEvent[] {
    const read = events
    events = []
    repeatsLeft = REPEATS_MAX
    return read
  }

  return {
    push(piece) {
      const last = piece.lastIndexOf(NEWLINE)
      if (last < 0) {
        keep(piece)
        return []
      }
      const first = unfinishedBytes > 0 ? piece.indexOf(NEWLINE) + 1 : 0
      if (first > 0) finishLine(piece.subarray(0, first - 1))
      readPieces(piece.subarray(first, last + 1))
      if (last + 1 < piece.length) keep(piece.subarray(last + 1))
      return taken()
    },
    end() {
      if (unfinishedBytes > 0) finishLine(Buffer.alloc(0))
      return taken()
    },
    tally: () => tally,
  }
}

/** The byte order mark begins a file, and a line where files were put one behind the other. */
const [BRACE, HASH, MARK] = [123, 35, 0xfeff]

function* linesOf(bytes: Buffer): Generator<Buffer> {
  let begin = 0
  while (begin < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, begin)
    const end = newline < 0 ? bytes.length : newline
    yield bytes.subarray(begin, end)
    begin = end + 1
  }
}

type Sort = Required<Pick<ReaderOptions, 'format' | 'shapes'>> & Pick<ReaderOptions, 'zeekPath'>

function decodeLine(line: string, { format, shapes, zeekPath }: Sort): Decoded {
  const skipped = format === 'zeek' ? undefined : skippedType(line)
  if (skipped !== undefined) return ignored(skipped)
  const value = parsed(line)
  if (value === undefined) return refused('not-json')
  if (!isFields(value)) return refused('not-an-object')
  if (format !== 'zeek' && value.event_type !== undefined) {
    learnEve(shapes, line, value)
    return decodeEve(value)
  }
  if (format !== 'eve' && isZeek(value)) return decodeZeek(value, zeekPath)
  return refused('unknown-format')
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const HEAD = '{"timestamp":"'
const KEY = '"event_type"'
const TYPE = `${KEY}:"`
const HEAD_LENGTH_MAX = 320
/** What most lines are that rules do look at. */
const COMMON = ['flow"', 'dns"', 'tls"', 'http"', 'fileinfo"']
/** Where the last line had its type; on no result it matters. */
let typeAt = 0

/**
 * The type of a line that no rule looks at, without parsing it. Suricata always writes the type before anything a stranger
 * could have chosen; a line in any other shape is parsed, and so is one that speaks of a type twice. What is skipped is
 * checked to end as it should, and no more.
 */
function skippedType(line: string): string | undefined {
  if (!line.startsWith(HEAD)) return undefined
  // A sensor's lines have heads of nearly always the same length.
  if (!line.startsWith(TYPE, typeAt)) typeAt = line.indexOf(TYPE, HEAD.length)
  if (typeAt < 0 || typeAt > HEAD_LENGTH_MAX) return undefined
  const begin = typeAt + TYPE.length
  if (COMMON.some((type) => line.startsWith(type, begin))) return undefined
  const type = line.substring(begin, line.indexOf('"', begin))
  return EVE_TYPES.has(type) && isAlone(line) && line.trimEnd().endsWith('}') ? type : undefined
}

const isAlone = (line: string): boolean => line.indexOf(KEY) === typeAt && line.lastIndexOf(KEY) === typeAt
