import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** A key with the number that stands before all that it has sealed. */
export interface NumberedKey {
  /** 0 to 255. */
  version: number
  /** 32 bytes. */
  key: Buffer
}

export class BadSeal extends Error {
  override name = 'BadSeal'
}

const NONCE_LENGTH = 12
const TAG_LENGTH = 16

/** AES-256-GCM: version, nonce, tag, body. `context` (whose, and which) must be the same to open it. */
export function sealWith({ version, key }: NumberedKey, bytes: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = cipher.update(bytes)
  cipher.final()
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body])
}

/** Throws `BadSeal` when the bytes were changed, or belong to another context, or to a key that is not among these. */
export function openWith(keys: readonly NumberedKey[], sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const known = keys.find(({ version }) => version === bytes[0])
  if (!known) throw new BadSeal('sealed with a key that is not known here')
  const [nonce, tag, body] = split(bytes)
  try {
    const decipher = createDecipheriv('aes-256-gcm', known.key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch (cause) {
    throw new BadSeal('the seal is broken', { cause })
  }
}

function split(bytes: Buffer): [Buffer, Buffer, Buffer] {
  const tagAt = 1 + NONCE_LENGTH
  return [bytes.subarray(1, tagAt), bytes.subarray(tagAt, tagAt + TAG_LENGTH), bytes.subarray(tagAt + TAG_LENGTH)]
}

/** For one purpose alone, of the installation’s secret. */
export const derivedKey = (secretKey: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secretKey, 'otasuke', purpose, 32))
