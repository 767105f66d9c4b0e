import type { Outgoing } from '#adapters/adapter.ts'
import type { OutboxRow, Route } from '#db/deliveries.ts'

const HOUR_MS = 3_600_000
/** LINE knows a retry key for 24 h; after that a repeat would be a second message. */
const RETRY_SPAN_MS: Record<OutboxRow['to']['platform'], number> = {
  line: 23 * HOUR_MS,
  slack: 23 * HOUR_MS,
  discord: 23 * HOUR_MS,
}

/** A call that a killed process had begun is over by now, one way or the other: a sending is given ten seconds. */
const IN_FLIGHT_MS = 12_000

export type Plan =
  | { kind: 'first'; route: Route; messageId: string | null }
  | { kind: 'retry'; outgoing: Outgoing }
  /** It cannot be known yet whether it arrived. */
  | { kind: 'wait'; restMs: number }
  | { kind: 'give-up'; state: 'dead' | 'expired'; reason: string }

/** How this row may leave now. `now` is business time, epoch ms, for reply tokens. */
export function planFor(row: OutboxRow, now: number): Plan {
  if (row.attemptedAt !== null) return planAgain(row)
  if (row.takesBack) return planDeletion(row)
  // What stands in a chat that its region has left is still emptied there, and nothing comes to stand there.
  if (!row.isAtHome && !row.stickyMessageId) return { kind: 'give-up', state: 'dead', reason: 'not-at-home' }
  if (row.isExpired) return { kind: 'give-up', state: 'expired', reason: 'expired' }
  if (row.to.platform !== 'line')
    return { kind: 'first', route: row.stickyMessageId ? 'update' : 'post', messageId: row.stickyMessageId }
  return { kind: 'first', route: row.reply && now < row.reply.until ? 'reply' : 'push', messageId: null }
}

/** What may be on its way just now is looked for only when it must have arrived. */
function planDeletion({ messageId, takenForMs }: OutboxRow): Plan {
  const restMs = messageId === null ? IN_FLIGHT_MS - takenForMs.last : 0
  return restMs > 0 ? { kind: 'wait', restMs } : { kind: 'first', route: 'delete', messageId }
}

/** Attempted, and nothing recorded: it may have arrived. A reply is never sent again; anything else only with its own key. */
function planAgain(row: OutboxRow): Plan {
  const { route, retryKey, payload, messageId, threadId, to } = row
  if (route === 'reply') return { kind: 'give-up', state: 'dead', reason: 'reply-lost' }
  if (!route || !retryKey || row.triedForMs > RETRY_SPAN_MS[to.platform])
    return { kind: 'give-up', state: 'dead', reason: 'tried-too-long' }
  // Slack knows no retry key: a post is looked for, which tells nothing while it may still be on its way.
  const restMs = IN_FLIGHT_MS - row.attemptedForMs
  if (route === 'post' && !row.isAttemptOver && restMs > 0) return { kind: 'wait', restMs }
  return {
    kind: 'retry',
    outgoing: {
      ...soughtBy(row),
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

/** By which id a message is looked for where it was posted, and how far back. */
export const soughtBy = ({ id, takesBack, triedForMs, takenForMs }: OutboxRow) =>
  takesBack ? { outboxId: takesBack.id, triedForMs: takenForMs.first } : { outboxId: id, triedForMs }
