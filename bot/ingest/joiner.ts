import { ownedBy } from './wish.ts'

/** A larger body is rare, and gets a place of its own. */
const PLACE_BYTES = 1 << 23

/**
 * Joins a body's pieces where those of the one before were joined: it is read before the next one comes. A new place for each
 * would be megabytes that the system finds and the collector clears away.
 */
export function createJoiner(): (pieces: readonly Uint8Array[]) => Buffer {
  const place = Buffer.allocUnsafeSlow(PLACE_BYTES)
  return (pieces) => {
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0)
    const joined = bytes <= PLACE_BYTES ? place.subarray(0, bytes) : Buffer.allocUnsafeSlow(bytes)
    let at = 0
    for (const piece of pieces) {
      joined.set(piece, at)
      at += piece.length
      if (ownedBy(piece).length > 0) letGo(piece)
    }
    return joined
  }
}

/** Gives a view's memory back now, and not when it is looked for. Nobody else may have a view of it. */
export function letGo({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0)
}
