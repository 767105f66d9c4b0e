import { bytesOf, joined, lettersAt, PARTS_MAX, viewOf } from './bytes.ts'
import { orientationIn, orientationNotes } from './orientation.ts'
import type { Clean } from './picture.ts'

const SIGNATURE_LENGTH = 8
/** A length and a name before what it holds, a checksum behind it. */
const AROUND = 12
/** What is drawn, and in which colours; words, dates, places and profiles are not among it. */
const KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT'])

export const cleanPng: Clean = (bytes) => {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  let orientation = 1
  let at = SIGNATURE_LENGTH
  for (let parts = 0; parts < PARTS_MAX && at + AROUND <= bytes.length; parts++) {
    const length = view.getUint32(at)
    const name = lettersAt(bytes, at + 4, 4)
    const end = at + AROUND + length
    if (end > bytes.length || (kept.length === 0) !== (name === 'IHDR')) return undefined
    if (name === 'eXIf') orientation = orientationIn(bytes.subarray(at + 8, end - 4))
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return drawn(bytes.subarray(0, SIGNATURE_LENGTH), kept, orientation)
    at = end
  }
  return undefined
}

function drawn(signature: Uint8Array, kept: readonly Uint8Array[], orientation: number): ReturnType<Clean> {
  const [header, ...others] = kept
  if (!header || header.length !== AROUND + 13 || !others.some((chunk) => lettersAt(chunk, 4, 4) === 'IDAT'))
    return undefined
  const size = { width: viewOf(header).getUint32(8), height: viewOf(header).getUint32(12) }
  const tiff = orientationNotes(orientation)
  return { bytes: joined([signature, header, ...(tiff ? [chunk('eXIf', tiff)] : []), ...others]), ...size }
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const whole = joined([new Uint8Array(4), bytesOf(name), body, new Uint8Array(4)])
  viewOf(whole).setUint32(0, body.length)
  viewOf(whole).setUint32(whole.length - 4, checksum(whole.subarray(4, -4)))
  return whole
}

/** CRC-32, bit by bit: a few bytes are all that is written here. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
