import { validateSignature } from '@line/bot-sdk'
import type { RawRequest, Verdict } from '../adapter.ts'

/** Over the raw bytes; the header's case is not promised, and there is no time in it (the inbox knows repeats). */
export function verify({ headers, body }: RawRequest, channelSecrets: readonly string[]): Verdict {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'x-line-signature')
  const signature = name === undefined ? undefined : headers[name]
  if (typeof signature !== 'string' || signature === '') return { kind: 'refused', reason: 'unsigned' }
  return channelSecrets.some((secret) => validateSignature(body, secret, signature))
    ? { kind: 'genuine' }
    : { kind: 'refused', reason: 'bad-signature' }
}
