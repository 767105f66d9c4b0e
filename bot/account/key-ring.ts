import { derivedKey, type NumberedKey, openWith, sealWith } from '../seal.ts'

/**
 * What credentials are sealed with. The newest key seals, each that is still in the ring opens: so a key is changed by putting a
 * newer one beside it, sealing everything anew, and taking the old one out.
 */
export interface KeyRing {
  /** Of the key that seals. */
  version: number
  seal(bytes: Uint8Array, context: string): Buffer
  /** Throws `BadSeal`. */
  open(sealed: Uint8Array, context: string): Buffer
}

/** Where no keys were given, one that comes of the installation’s secret: it always opens, and seals until there is a newer one. */
export function keyRingFrom(secretKey: string, keys: readonly NumberedKey[]): KeyRing {
  const ring = [{ version: 0, key: derivedKey(secretKey, 'accounts') }, ...keys]
  const newest = ring.reduce((one, other) => (other.version > one.version ? other : one))
  return {
    version: newest.version,
    seal: (bytes, context) => sealWith(newest, bytes, context),
    open: (sealed, context) => openWith(ring, sealed, context),
  }
}
