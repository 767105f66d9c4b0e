import type { OutboxEntry } from '#db/outbox.ts'
import type { Question } from '#engine/chat.ts'
import { isWayBack } from '../dialogue/tokens.ts'

/**
 * A question that went to somebody's LINE chat can be answered by typing its number or its words (LINE on a computer
 * shows no quick replies). The chat remembers it through an inbox row in its own lane, because a transaction of a case
 * changes only that case. Give it every entry that is enqueued. `over` is the mark of a questionnaire that is ended by it.
 * The way back to a questionnaire alone asks nothing.
 */
export function askedRows({ id, to, message }: OutboxEntry, at: number, { over }: { over?: string | undefined } = {}) {
  const options = message.parts.flatMap((part) => (part.kind === 'choice' ? part.options : []))
  if (to.platform !== 'line' || options.every(isWayBack)) return []
  const question: Question = {
    asked: message.asks ?? message.fallback,
    options: options.map(({ label, token, isAside, about }) => ({
      ...{ label, token },
      ...(isAside && { isAside }),
      ...(about && { about }),
    })),
    askedAt: at,
  }
  const isStanding = message.parts.some((part) => part.kind === 'choice' && part.lasts === 'durable')
  const { platform, account, address: userId } = to
  return [
    {
      lane: `chat:${platform}:${account}:${userId}`,
      kind: 'chat-asked',
      account: `${platform}:${account}`,
      eventId: `asked:${id}`,
      regionId: null,
      firmId: null,
      payload: { platform, account, userId, question, isStanding, ...(over !== undefined && { over }) },
      at,
    },
  ]
}
