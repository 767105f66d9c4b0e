import { lettersAt } from './bytes.ts'
import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'
import { cleanWebp } from './webp.ts'

/** A picture with nothing in it but what is seen. */
export interface Picture {
  /** By what the file begins with, whatever its sender called it. */
  type: PictureType
  bytes: Uint8Array
  width: number
  height: number
}

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp'

/** Undefined where a file ends too early, or says something that no such picture can say. */
export type Clean = (bytes: Uint8Array) => Omit<Picture, 'type'> | undefined

export type Cleaned =
  | { kind: 'clean'; picture: Picture }
  | { kind: 'refused'; reason: 'no-picture' | 'other-format' | 'broken' | 'too-many-pixels' }

/** Enough for every telephone's camera; what says that it is larger would only fill the memory of whoever opens it. */
const SIDE_MAX = 20_000
const PIXELS_MAX = 64_000_000

/**
 * Leaves of a photo what is seen, and which way up it is. Where it was taken, when, with what and whose name was in the
 * camera is told nobody: only the parts that are needed to draw it are taken over, everything else is left behind.
 */
export function withoutTraces(bytes: Uint8Array): Cleaned {
  const type = typeOf(bytes)
  if (type === 'other' || type === undefined)
    return { kind: 'refused', reason: type === 'other' ? 'other-format' : 'no-picture' }
  const clean = CLEANERS[type](bytes)
  if (!clean || clean.width === 0 || clean.height === 0) return { kind: 'refused', reason: 'broken' }
  if (isTooLarge(clean)) return { kind: 'refused', reason: 'too-many-pixels' }
  return { kind: 'clean', picture: { type, ...clean } }
}

const CLEANERS: Readonly<Record<PictureType, Clean>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
}

const isTooLarge = ({ width, height }: Pick<Picture, 'width' | 'height'>): boolean =>
  width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX

/** `other`: a picture that not every browser draws, or that moves. LINE turns what telephones take into JPEG by itself. */
function typeOf(bytes: Uint8Array): PictureType | 'other' | undefined {
  if (lettersAt(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (lettersAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (lettersAt(bytes, 0, 4) === 'RIFF' && lettersAt(bytes, 8, 4) === 'WEBP') return 'image/webp'
  const isOther =
    lettersAt(bytes, 0, 4) === 'GIF8' ||
    lettersAt(bytes, 0, 2) === 'BM' ||
    /^(?:II\*\0|MM\0\*)$/u.test(lettersAt(bytes, 0, 4))
  return isOther || isHeif(bytes) ? 'other' : undefined
}

const isHeif = (bytes: Uint8Array): boolean =>
  lettersAt(bytes, 4, 4) === 'ftyp' && /^(?:hei|hev|mif|msf|avi)/u.test(lettersAt(bytes, 8, 4))
