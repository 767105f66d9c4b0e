import type { Outgoing } from '#adapters/adapter.ts'
import type { OutboxRow, Route } from '#db/outbox.ts'

const HOUR_MS = 3_600_000
/** LINE knows a retry key for 24 h; after that a repeat would be a second message. */
const RETRY_SPAN_MS: Record<OutboxRow['to']['platform'], number> = { line: 23 * HOUR_MS, slack: 23 * HOUR_MS }

export type Plan =
  | { kind: 'first'; route: Route; messageId: string | null }
  | { kind: 'retry'; outgoing: Outgoing }
  | { kind: 'give-up'; state: 'dead' | 'expired'; reason: string }

/** How this row may leave now. `now` is business time, epoch ms, for reply tokens. */
export function planFor(row: OutboxRow, now: number): Plan {
  if (row.attemptedAt !== null) return planAgain(row)
  if (row.isExpired) return { kind: 'give-up', state: 'expired', reason: 'expired' }
  if (row.to.platform === 'slack')
    return { kind: 'first', route: row.stickyMessageId ? 'update' : 'post', messageId: row.stickyMessageId }
  return { kind: 'first', route: row.reply && now < row.reply.until ? 'reply' : 'push', messageId: null }
}

/** Attempted, and nothing recorded: it may have arrived. A reply is never sent again; anything else only with its own key. */
function planAgain(row: OutboxRow): Plan {
  const { route, retryKey, payload, messageId, threadId, to, id } = row
  if (route === 'reply') return { kind: 'give-up', state: 'dead', reason: 'reply-lost' }
  if (!route || !retryKey || row.triedForMs > RETRY_SPAN_MS[to.platform])
    return { kind: 'give-up', state: 'dead', reason: 'tried-too-long' }
  return {
    kind: 'retry',
    outgoing: {
      outboxId: id,
      route,
      to: to.address,
      retryKey,
      payload,
      isRetryOfAmbiguous: true,
      ...(threadId ? { threadId } : {}),
      ...(messageId ? { messageId } : {}),
    },
  }
}
