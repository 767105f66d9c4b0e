import { bytesOf, joined, lettersAt, PARTS_MAX, viewOf } from './bytes.ts'
import { orientationIn, orientationNotes } from './orientation.ts'
import type { Clean } from './picture.ts'

const SOI = Uint8Array.of(0xff, 0xd8)
const EOI = 0xd9
const SOS = 0xda
const APP1 = 0xe1
const APP14 = 0xee
const EXIF = 'Exif\0\0'
/** Tables, and how often the decoder starts afresh. */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xcc, 0xdb, 0xdc, 0xdd])
/** „Adobe“, its version, two flags, and how colours are mixed: without the last a photo would come out in wrong colours. */
const ADOBE_LENGTH = 16

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7

/**
 * Keeps tables, frame and scans. All other segments are left out: Exif with its place and its thumbnail (APP1), Photoshop's
 * notes (APP13), comments, and whatever stands behind the end of the picture, where telephones put films and other pictures.
 */
export const cleanJpeg: Clean = (bytes) => {
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  let orientation = 1
  let hasScan = false
  for (const segment of segmentsOf(bytes)) {
    if (segment === undefined) return undefined
    const { marker, whole, body } = segment
    if (marker === EOI) {
      if (!size || !hasScan) return undefined
      return { bytes: joined([SOI, ...notes(orientation), ...kept, whole]), ...size }
    }
    if (isFrame(marker)) {
      if (size || body.length < 6) return undefined
      size = { height: viewOf(body).getUint16(1), width: viewOf(body).getUint16(3) }
    }
    if (marker === APP1 && lettersAt(body, 0, 6) === EXIF) orientation = orientationIn(body.subarray(6))
    if (marker === SOS) hasScan = true
    if (marker === APP14 && lettersAt(body, 0, 5) === 'Adobe') kept.push(whole.subarray(0, ADOBE_LENGTH))
    else if (isFrame(marker) || marker === SOS || TABLES.has(marker)) kept.push(whole)
  }
  return undefined
}

/** Which way up a cleaned JPEG is, 1 to 8. */
export function orientationOf(bytes: Uint8Array): number {
  for (const segment of segmentsOf(bytes)) {
    if (segment?.marker === APP1 && lettersAt(segment.body, 0, 6) === EXIF)
      return orientationIn(segment.body.subarray(6))
  }
  return orientationIn(bytes.subarray(0, 0))
}

interface Segment {
  marker: number
  /** With its marker; of a scan, with what is drawn. */
  whole: Uint8Array
  body: Uint8Array
}

/** Up to the end of the picture; undefined where it ends too early, or is of too many parts. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment | undefined> {
  const view = viewOf(bytes)
  let at = 2
  let parts = 0
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return yield undefined
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) return yield { marker, whole: bytes.subarray(at, at + 2), body: bytes.subarray(0, 0) }
    if (++parts > PARTS_MAX) return yield undefined
    const head = at + 4 > bytes.length ? 0 : view.getUint16(at + 2)
    const bodyEnd = at + 2 + head
    if (head < 2 || bodyEnd > bytes.length || isAdobeCut(marker, bytes, at, head)) return yield undefined
    const end = marker === SOS ? endOfScan(bytes, bodyEnd) : bodyEnd
    yield { marker, whole: bytes.subarray(at, end), body: bytes.subarray(at + 4, bodyEnd) }
    at = end
  }
  yield undefined
}

/** Only as much of it as has a meaning is taken over, and its length must say so. */
const isAdobeCut = (marker: number, bytes: Uint8Array, at: number, head: number): boolean =>
  marker === APP14 && lettersAt(bytes, at + 4, 5) === 'Adobe' && head !== ADOBE_LENGTH - 2

/** Within a scan FF is written FF 00, and FF D0 to FF D7 belong to it. */
function endOfScan(bytes: Uint8Array, from: number): number {
  // Looked at one by one: a search from each FF to the next takes many times as long where nearly all are.
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return bytes.length
}

function notes(orientation: number): Uint8Array[] {
  const tiff = orientationNotes(orientation)
  if (!tiff) return []
  const body = joined([bytesOf(EXIF), tiff])
  return [joined([Uint8Array.of(0xff, APP1, 0, body.length + 2), body])]
}
