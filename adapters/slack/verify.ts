import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RawRequest, Verdict } from '../adapter.ts'

const AGE_MAX_MS = 5 * 60_000

/**
 * Slack's v0 signature over the raw bytes (docs.slack.dev, Verifying requests from Slack). Unlike Bolt's own check this also
 * refuses a time in the future, so that a recorded request cannot be kept for later.
 */
export function verify({ headers, body }: RawRequest, signingSecrets: readonly string[], nowMs: number): Verdict {
  const timestamp = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return { kind: 'refused', reason: 'unsigned' }
  const ageMs = nowMs - Number(timestamp) * 1000
  if (!(ageMs <= AGE_MAX_MS)) return { kind: 'refused', reason: 'too-old' }
  if (ageMs < -AGE_MAX_MS) return { kind: 'refused', reason: 'too-new' }
  const given = Buffer.from(signature)
  const isBy = (secret: string): boolean => {
    const digest = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
    const expected = Buffer.from(`v0=${digest}`)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
  return signingSecrets.some(isBy) ? { kind: 'genuine' } : { kind: 'refused', reason: 'bad-signature' }
}
