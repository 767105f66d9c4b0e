import type { App, ReceiverEvent } from '@slack/bolt'
import { MalformedBody } from '../adapter.ts'

/** Bolt's clients must not try again by themselves; whoever calls them does. */
export const OFF = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }

/** `unknown`: a kind of request that Bolt has no listeners for. */
export type BoltAnswer = { kind: 'heard'; body: unknown } | { kind: 'unknown' }

/** One request on its way through Bolt; travels with it as `context.call`. */
export interface Call {
  isHeard: boolean
}

/**
 * Bolt acknowledges an event before any listener has heard it. So its acknowledgement is only kept here, and given when
 * Bolt is through: when the listener fails Slack gets no answer, and says it again.
 */
export async function throughBolt(
  app: App,
  event: Pick<ReceiverEvent, 'body' | 'retryNum' | 'retryReason'>,
): Promise<BoltAnswer> {
  const call: Call = { isHeard: false }
  const acknowledged: unknown[] = []
  try {
    await app.processEvent({
      ...event,
      customProperties: { call },
      ack: async (body?: unknown) => void acknowledged.push(body),
    })
  } catch (cause) {
    // Bolt looks into bodies before it calls anybody, and takes their shape on trust.
    throw call.isHeard ? cause : new MalformedBody('not what Bolt can read', { cause })
  }
  return acknowledged.length > 0 ? { kind: 'heard', body: acknowledged[0] } : { kind: 'unknown' }
}
