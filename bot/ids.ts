import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** `firm_01…`: sorts by the moment it was made (`at`, epoch ms), then by chance (80 bits); the layout of a ULID. */
export function newId(prefix: string, at: number): string {
  let id = ''
  for (let shift = 45n; shift >= 0n; shift -= 5n) id += ALPHABET[Number((BigInt(at) >> shift) & 31n)]
  for (const byte of randomBytes(16)) id += ALPHABET[byte & 31]
  return `${prefix}_${id}`
}
