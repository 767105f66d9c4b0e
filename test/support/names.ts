import { createHash } from 'node:crypto'

/** Bytes that look like anything and are the same in every run. */
export function bytesOf(seed: string | number, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, place) =>
    createHash('sha256').update(`${seed} ${place}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, length)
}

export const hex = (seed: string | number, digits: number): string =>
  bytesOf(seed, Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits)

/** As sensors write it: in small letters. */
export const base64 = (seed: string | number, length: number): string =>
  bytesOf(seed, length).toString('base64url').slice(0, length).toLowerCase()

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
export const base32 = (seed: string | number, length: number): string =>
  [...bytesOf(seed, length)].map((byte) => BASE32[byte % 32]).join('')

/** A text cut into labels of at most 63. */
export const labels = (text: string): string => text.match(/.{1,63}/g)?.join('.') ?? ''

/** Fourteen letters without a word in them, as malware computes its masters' names. */
export const madeUp = (seed: string | number, length = 14): string =>
  [...bytesOf(`made up ${seed}`, length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')
