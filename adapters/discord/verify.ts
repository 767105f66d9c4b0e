import { createPublicKey, verify as isSignedBy, type KeyObject } from 'node:crypto'
import type { RawRequest, Verdict } from '../adapter.ts'

const AGE_MAX_MS = 5 * 60_000
/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const DER = Buffer.from('302a300506032b6570032100', 'hex')

/** The application's public key, as Discord's developer portal shows it: 64 hexadecimal digits. */
export const publicKeyFrom = (hex: string): KeyObject =>
  createPublicKey({ key: Buffer.concat([DER, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' })

/**
 * Discord signs interactions over time and raw bytes, sends wrong signatures on purpose, and takes an address that accepts
 * one out of use. Without a key nothing is heard over HTTP, and nothing is genuine.
 */
export function verify({ headers, body }: RawRequest, key: KeyObject | undefined, nowMs: number): Verdict {
  const { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature } = headers
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return { kind: 'refused', reason: 'unsigned' }
  const ageMs = nowMs - Number(timestamp) * 1_000
  if (!(ageMs <= AGE_MAX_MS)) return { kind: 'refused', reason: 'too-old' }
  if (ageMs < -AGE_MAX_MS) return { kind: 'refused', reason: 'too-new' }
  const isSame =
    key !== undefined &&
    /^[0-9a-f]{128}$/i.test(signature) &&
    isSignedBy(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'))
  return isSame ? { kind: 'genuine' } : { kind: 'refused', reason: 'bad-signature' }
}
