/** A log cut at line ends into bodies that a sensor would send. */
export interface Batch {
  body: Uint8Array<ArrayBuffer>
  lines: number
  /** Of the whole log, from 1. */
  firstLine: number
}

export const BATCH = { linesMax: 1_000, bytesMax: 512 * 1024 }

const NEWLINE = 10
const HASH = 35

/**
 * Bytes stay as they are: it is the server that says what is wrong with a line. A Zeek table names its columns once at its
 * top, so that each batch is given those lines again.
 */
export async function* batchesOf(
  pieces: AsyncIterable<Uint8Array>,
  { linesMax, bytesMax } = BATCH,
): AsyncGenerator<Batch> {
  let header = new Uint8Array()
  let headerLines = 0
  let isTop = true
  let lines: Uint8Array[] = []
  let bytes = 0
  let count = 0

  const flush = (): Batch => {
    const batch = {
      body: joined(count - lines.length < headerLines ? lines : [header, ...lines]),
      lines: lines.length,
      firstLine: count - lines.length + 1,
    }
    lines = []
    bytes = 0
    return batch
  }

  for await (const line of linesOf(pieces)) {
    if (lines.length > 0 && (lines.length >= linesMax || bytes + line.length > bytesMax)) yield flush()
    isTop &&= line[0] === HASH
    if (isTop) {
      header = joined([header, line])
      headerLines++
    }
    lines.push(line)
    bytes += line.length
    count++
  }
  if (lines.length > 0) yield flush()
}

/** How many lines of a batch's body are the repeated top of the log. */
export const repeatedLines = (batch: Batch): number => countLines(batch.body) - batch.lines

function countLines(bytes: Uint8Array): number {
  let count = bytes.length > 0 && bytes.at(-1) !== NEWLINE ? 1 : 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}

/** Each with its newline; the last may lack one. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = []
  for await (const piece of pieces) {
    let begin = 0
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, begin)) {
      yield joined([...rest, piece.subarray(begin, end + 1)])
      rest = []
      begin = end + 1
    }
    if (begin < piece.length) rest.push(piece.slice(begin))
  }
  if (rest.length > 0) yield joined(rest)
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
