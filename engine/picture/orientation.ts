import { bytesOf, joined, lettersAt, viewOf } from './bytes.ts'

const TAG = 0x0112
const ENTRY_LENGTH = 12
const UPRIGHT = 1

/** The only thing of a camera's notes (Exif, a small TIFF file) that is needed to draw a photo: which way up it is, 1 to 8. */
export function orientationIn(tiff: Uint8Array): number {
  const order = lettersAt(tiff, 0, 4)
  if (order !== 'II*\0' && order !== 'MM\0*') return UPRIGHT
  const isLittle = order === 'II*\0'
  const view = viewOf(tiff)
  if (tiff.length < 8) return UPRIGHT
  const first = view.getUint32(4, isLittle)
  if (first + 2 > tiff.length) return UPRIGHT
  const entries = view.getUint16(first, isLittle)
  for (let nth = 0; nth < entries; nth++) {
    const at = first + 2 + nth * ENTRY_LENGTH
    if (at + ENTRY_LENGTH > tiff.length) return UPRIGHT
    if (view.getUint16(at, isLittle) === TAG) return sensible(view.getUint16(at + 8, isLittle))
  }
  return UPRIGHT
}

const sensible = (orientation: number): number => (orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT)

/** Notes made anew, with that one thing in them; undefined where there is nothing to say. */
export function orientationNotes(orientation: number): Uint8Array | undefined {
  if (orientation === UPRIGHT) return undefined
  const count = [0, 1]
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  const noOther = [0, 0, 0, 0]
  return joined([bytesOf('MM\0*'), Uint8Array.of(0, 0, 0, 8, ...count, ...entry, ...noOther)])
}
