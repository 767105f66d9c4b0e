/** Hashes of content, the same on every machine and in every run. Not for secrets. */

/** 32 bits of a text. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  return hash
}

/** 32 bits of a hash and a number: all of its bits tell. */
export function hashNumber(hash: number, value: number): number {
  const low = Math.imul(hash ^ (value | 0), 0x85ebca6b)
  return Math.imul(low ^ (low >>> 15) ^ ((value / 4_294_967_296) | 0), 0xc2b2ae35)
}

/** Spreads the bits, so that every one depends on all. */
export function spread(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** 64 bits as sixteen hexadecimal digits. */
export function digest(text: string): string {
  const first = spread(hashText(text))
  const second = spread(hashText(text, first ^ 0x9e3779b9))
  return first.toString(16).padStart(8, '0') + second.toString(16).padStart(8, '0')
}
