/**
 * How a sending ended, and so whether another try is sensible. The platforms' failures are classified here once, by each
 * adapter's `send`; retry policy belongs to the outbox alone. `sentAs`: what the platform calls each object of the message,
 * where it may come back under that name (LINE: when one is quoted).
 */
export type SendResult =
  | { kind: 'accepted'; messageId?: string; sentAs?: readonly string[] }
  /** The platform says it already had this one (LINE 409): as good as accepted. */
  | { kind: 'accepted-earlier'; messageId?: string; sentAs?: readonly string[] }
  | { kind: 'rejected'; reason: RejectReason; detail: string }
  /** `retryAt`: epoch ms of the wall clock, not of business time. */
  | { kind: 'throttled'; retryAt: number }
  | { kind: 'quota-exhausted' }
  | { kind: 'recipient-gone' }
  /** It may or may not have arrived: time-out, 5xx, reset. */
  | { kind: 'ambiguous'; detail: string }

/** `stale-route`: a reply token that was used or too old, a message to update that is gone; another route may still work. */
export type RejectReason = 'bad-payload' | 'bad-credentials' | 'stale-route' | 'forbidden'
