/**
 * Reads a QR code module by module as ISO/IEC 18004 lays it out, in versions 2 to 9, without correcting errors: what is drawn here has
 * none. Written apart from what draws it, so that both cannot be wrong in the same way.
 */
export function readQr(size: number, isDark: (x: number, y: number) => boolean): string {
  const version = (size - 17) / 4
  const format = formatOf(isDark)
  const codewords = codewordsOf(size, version, MASKS[format.mask] ?? (() => false), isDark)
  return textOf(new Bits(dataOf(codewords, version, format.level)))
}

/** Row i, column j. */
const MASKS: readonly ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]

function formatOf(isDark: (x: number, y: number) => boolean): { level: string; mask: number } {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => [x, 8] as const)
  const more = [7, 5, 4, 3, 2, 1, 0].map((y) => [8, y] as const)
  const bits = [...places, ...more].reduce((sum, [x, y]) => (sum << 1) | Number(isDark(x, y)), 0) ^ 0b101010000010010
  return { level: ['M', 'L', 'H', 'Q'][bits >> 13] ?? '', mask: (bits >> 10) & 7 }
}

/** Where a version has its alignment patterns. */
const ALIGNED: Readonly<Record<number, readonly number[]>> = {
  2: [6, 18],
  3: [6, 22],
  4: [6, 26],
  5: [6, 30],
  6: [6, 34],
  7: [6, 22, 38],
  8: [6, 24, 42],
  9: [6, 26, 46],
}

function isData(x: number, y: number, size: number, version: number): boolean {
  const last = size - 9
  const isCorner = (x < 9 && y < 9) || (x > last && y < 9) || (x < 9 && y > last)
  const isVersion = version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))
  const at = ALIGNED[version] ?? []
  const far = at.at(-1)
  const isAligned = at.some((cy) =>
    at.some((cx) => {
      const isFinder = (cx === 6 && cy === 6) || (cx === 6 && cy === far) || (cx === far && cy === 6)
      return !isFinder && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2
    }),
  )
  return !(isCorner || isVersion || isAligned || x === 6 || y === 6)
}

/** Two columns at a time from the right, up and down in turn; the timing column is stepped over. */
function codewordsOf(
  size: number,
  version: number,
  mask: (i: number, j: number) => boolean,
  isDark: (x: number, y: number) => boolean,
): number[] {
  const bits: number[] = []
  let isUpward = true
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2, isUpward = !isUpward)
    for (let step = 0; step < size; step++) {
      const y = isUpward ? size - 1 - step : step
      for (const x of [right, right - 1])
        if (isData(x, y, size, version)) bits.push(Number(isDark(x, y) !== mask(y, x)))
    }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    bits.slice(8 * at, 8 * at + 8).reduce((sum, bit) => (sum << 1) | bit, 0),
  )
}

/** Data codewords of each block, by version and level. */
const BLOCKS: Readonly<Record<string, readonly number[]>> = {
  '4M': [32, 32],
  '4Q': [24, 24],
  '5L': [108],
  '5M': [43, 43],
  '5Q': [15, 15, 16, 16],
  '6L': [68, 68],
  '6M': [27, 27, 27, 27],
  '6Q': [19, 19, 19, 19],
  '7M': [31, 31, 31, 31],
  '7Q': [14, 14, 15, 15, 15, 15],
  '8M': [38, 38, 39, 39],
  '8Q': [18, 18, 18, 18, 19, 19],
}

/** The blocks' codewords lie in turn. */
function dataOf(codewords: readonly number[], version: number, level: string): number[] {
  const lengths = BLOCKS[`${version}${level}`]
  if (!lengths) throw new Error(`version ${version}${level} is not read here`)
  const blocks: number[][] = lengths.map(() => [])
  let at = 0
  for (let place = 0; place < Math.max(...lengths); place++)
    for (const [block, length] of lengths.entries()) if (place < length) blocks[block]?.push(codewords[at++] ?? 0)
  return blocks.flat()
}

class Bits {
  readonly #bytes: readonly number[]
  #at = 0
  constructor(bytes: readonly number[]) {
    this.#bytes = bytes
  }
  get left(): number {
    return this.#bytes.length * 8 - this.#at
  }
  take(count: number): number {
    let value = 0
    for (let n = 0; n < count; n++, this.#at++)
      value = (value << 1) | (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1)
    return value
  }
}

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Segments of digits, of few letters, or of bytes, until none is left. */
function textOf(bits: Bits): string {
  const bytes: number[] = []
  const add = (text: string): void => void bytes.push(...Buffer.from(text, 'utf8'))
  for (let mode = bits.take(4); mode !== 0 && bits.left > 4; mode = bits.take(4)) {
    if (mode === 1) add(digits(bits))
    else if (mode === 2) add(letters(bits))
    else if (mode === 4) bytes.push(...Array.from({ length: bits.take(8) }, () => bits.take(8)))
    else throw new Error(`mode ${mode} is not read here`)
  }
  return Buffer.from(bytes).toString('utf8')
}

function digits(bits: Bits): string {
  let text = ''
  for (let left = bits.take(10); left > 0; left -= 3)
    text +=
      left >= 3 ? String(bits.take(10)).padStart(3, '0') : String(bits.take(left === 2 ? 7 : 4)).padStart(left, '0')
  return text
}

function letters(bits: Bits): string {
  let text = ''
  for (let left = bits.take(9); left > 0; left -= 2) {
    const value = bits.take(left > 1 ? 11 : 6)
    text += left > 1 ? `${ALPHANUMERIC[Math.floor(value / 45)]}${ALPHANUMERIC[value % 45]}` : ALPHANUMERIC[value]
  }
  return text
}
