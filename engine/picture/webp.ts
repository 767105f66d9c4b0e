import { bytesOf, joined, lettersAt, PARTS_MAX, viewOf } from './bytes.ts'
import { orientationIn, orientationNotes } from './orientation.ts'
import type { Clean } from './picture.ts'

const HEADER_LENGTH = 12
/** Of VP8X: what follows it may use, and how large it all is. */
const EXTENDED_LENGTH = 10
const DRAWN: ReadonlySet<string> = new Set(['VP8X', 'ALPH', 'VP8 ', 'VP8L'])
/** In VP8X: whether there is something transparent, and whether there are notes of a camera. */
const ALPHA = 0x10
const NOTES = 0x08

interface Chunk {
  name: string
  body: Uint8Array
}

/** A still picture only: none of it is left of one that moves. */
export const cleanWebp: Clean = (bytes) => {
  const chunks = chunksOf(bytes)
  if (!chunks || chunks.some(({ name }) => name === 'ANIM' || name === 'ANMF')) return undefined
  const drawn = chunks.filter(({ name }) => DRAWN.has(name))
  if (!drawn.some(({ name }) => name !== 'VP8X' && name !== 'ALPH')) return undefined
  if (drawn.some(({ name, body }) => name === 'VP8X' && body.length !== EXTENDED_LENGTH)) return undefined
  const notes = chunks.find(({ name }) => name === 'EXIF')
  const tiff = notes && orientationNotes(orientationIn(withoutName(notes.body)))
  const parts = drawn.map((one) =>
    one.name === 'VP8X' ? { ...one, body: flagged(one.body, tiff !== undefined) } : one,
  )
  return {
    bytes: file([...parts, ...(tiff ? [{ name: 'EXIF', body: tiff }] : [])]),
    ...largestOf(drawn),
  }
}

/** What the header says and what is drawn may differ; the larger one counts. */
function largestOf(chunks: readonly Chunk[]): { width: number; height: number } {
  const largest = { width: 0, height: 0 }
  for (const size of chunks.flatMap((one) => sizeOf(one) ?? [])) {
    largest.width = Math.max(largest.width, size.width)
    largest.height = Math.max(largest.height, size.height)
  }
  return largest
}

function chunksOf(bytes: Uint8Array): Chunk[] | undefined {
  const view = viewOf(bytes)
  const end = bytes.length < HEADER_LENGTH ? 0 : 8 + view.getUint32(4, true)
  if (end > bytes.length) return undefined
  const chunks: Chunk[] = []
  for (let at = HEADER_LENGTH; at + 8 <= end; ) {
    const length = view.getUint32(at + 4, true)
    if (at + 8 + length > end || chunks.length === PARTS_MAX) return undefined
    chunks.push({ name: lettersAt(bytes, at, 4), body: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

/** Some writers put the name that JPEG gives them before the notes. */
const withoutName = (body: Uint8Array): Uint8Array => (lettersAt(body, 0, 6) === 'Exif\0\0' ? body.subarray(6) : body)

function sizeOf({ name, body }: Chunk): { width: number; height: number } | undefined {
  if (body.length < 10) return undefined
  const view = viewOf(body)
  const three = (at: number): number => view.getUint16(at, true) + (body[at + 2] ?? 0) * 0x10000
  switch (name) {
    case 'VP8X':
      return { width: three(4) + 1, height: three(7) + 1 }
    case 'VP8 ':
      return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
    case 'VP8L': {
      const both = view.getUint32(1, true)
      return { width: (both & 0x3fff) + 1, height: ((both >>> 14) & 0x3fff) + 1 }
    }
    default:
      return undefined
  }
}

const flagged = (body: Uint8Array, hasNotes: boolean): Uint8Array =>
  Uint8Array.of(((body[0] ?? 0) & ALPHA) | (hasNotes ? NOTES : 0), ...body.subarray(1))

function file(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.flatMap(({ name, body }) => {
    const length = new Uint8Array(4)
    viewOf(length).setUint32(0, body.length, true)
    return [bytesOf(name), length, body, new Uint8Array(body.length % 2)]
  })
  const header = joined([bytesOf('RIFF'), new Uint8Array(4), bytesOf('WEBP')])
  const whole = joined([header, ...parts])
  viewOf(whole).setUint32(4, whole.length - 8, true)
  return whole
}
