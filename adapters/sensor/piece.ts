/**
 * The bytes that are being read, one piece of a log at a time, and the plainest values of JSON in them: texts of ASCII
 * without an escape, whole numbers without a sign. Everything is looked at four bytes at once, because this is the hottest
 * place of the program. Whatever is begun ends at the newline behind the piece at the latest: neither a text nor a number
 * has one.
 */
export const PIECE_BYTES_MAX = 1 << 16
const NEWLINE = 10
/** Room for a newline, and for four bytes to be looked at where the last one lies. */
const bytes = Buffer.alloc(PIECE_BYTES_MAX + 8)
const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

export function lay(piece: Uint8Array): void {
  bytes.set(piece)
  bytes[piece.length] = NEWLINE
}

export const isLineEnd = (at: number): boolean => view.getUint8(at) === NEWLINE

/** Bytes to look for: whole words, and what counts of the last. */
export interface Literal {
  readonly words: Int32Array
  readonly lastMask: number
  readonly length: number
}

export function literalOf(text: string): Literal {
  const padded = new Uint8Array((text.length + 3) & ~3)
  padded.set(Buffer.from(text, 'latin1'))
  return { words: new Int32Array(padded.buffer), lastMask: (-1 >>> ((-text.length & 3) << 3)) | 0, length: text.length }
}

export function isAt({ words, lastMask }: Literal, begin: number): boolean {
  const last = words.length - 1
  let at = begin
  for (let place = 0; place < last; place++, at += 4) if (view.getInt32(at, true) !== words[place]) return false
  return ((view.getInt32(at, true) ^ (words[last] ?? 0)) & lastMask) === 0
}

export const wordAt = (at: number): number => view.getInt32(at, true)

/** What is left of a text behind its whole words. */
export const lastWord = (at: number, length: number): number =>
  view.getInt32(at, true) & ((1 << ((length & 3) << 3)) - 1)

const [ONES, HIGHS, QUOTES, BACKSLASHES, SPACES] = [0x01010101, 0x80808080 | 0, 0x22222222, 0x5c5c5c5c, 0x20202020]

/**
 * Where a text ends: at its quote, or before what makes it no plain one. A byte's highest bit is set by subtracting from one
 * that is too small; the first byte where that happens is always right.
 */
export function textEnd(begin: number): number {
  for (let at = begin; ; at += 4) {
    const word = view.getInt32(at, true)
    const odd = (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word) & HIGHS
    if (odd !== 0) return at + ((31 - Math.clz32(odd & -odd)) >> 3)
  }
}

const ZERO = 48
const isDigit = (code: number): boolean => code >= ZERO && code < ZERO + 10

/** Where a whole number ends, or -1: nought stands alone. */
export function numberEnd(begin: number): number {
  if (view.getUint8(begin) === ZERO) return begin + 1
  let at = begin
  while (isDigit(view.getUint8(at))) at++
  return at > begin ? at : -1
}

export function numberAt(begin: number, end: number): number {
  let [value, at] = [0, begin]
  for (const small = Math.min(end, begin + SMALL_DIGITS); at < small; at++)
    value = (value * 10 + view.getUint8(at) - ZERO) | 0
  for (; at < end; at++) value = value * 10 + (view.getUint8(at) - ZERO)
  // Beyond, all digits have to be rounded at once.
  return value <= Number.MAX_SAFE_INTEGER ? value : Number(textAt(begin, end))
}
/** As many as fit into a word. */
const SMALL_DIGITS = 9

/** The value of so many digits, or NaN. */
export function digitsAt(begin: number, count: number): number {
  let value = 0
  for (let at = begin; at < begin + count; at++) {
    const code = view.getUint8(at)
    if (!isDigit(code)) return Number.NaN
    value = value * 10 + code - ZERO
  }
  return value
}

/** A text of its own: a part of a larger one would keep all of it in memory. */
export const textAt = (begin: number, end: number): string => bytes.toString('latin1', begin, end)
