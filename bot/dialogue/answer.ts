import type { Platform } from '#adapters/adapter.ts'
import { enter, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import type { ChatState, Focus, FocusKey, Question } from '#engine/chat.ts'
import type { Message, Option, Part, Priority } from '#engine/message.ts'
import type { Service } from '#engine/programme.ts'
import type { FlowContext } from '../flow.ts'

/** Whom a flow answers in their chat, and the free reply that may still be there for it. */
export interface Asker {
  by: { platform: Platform; account: string; userId: string }
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
}

export interface Answer {
  parts: Part[]
  asked: Option[]
  /** Where a questionnaire stands that the chat is in the middle of, or which one is over. */
  focus?: Focus | { over: FocusKey }
  /** By which the outbox tells what has reached them. */
  subject?: string | null
  /** What others are told with it. */
  others?: readonly OutboxEntry[]
  /** What the person's next words are. */
  writing?: ChatState['writing']
  /** Of what nobody has asked for. */
  priority?: Priority
  service?: Service | undefined
}

interface About {
  regionId: string
  firmId: string
  region: Region
  to: Asker
}

/** One message to one person, and what their chat remembers of it. Ends in the system's scope: enqueued last. */
export async function answer(
  tx: Tx,
  app: FlowContext,
  { regionId, firmId, region, to: { by, replyToken, replyUntil } }: About,
  { parts, asked, focus, subject = null, writing = null, others = [], priority = 'conversation', service }: Answer,
): Promise<void> {
  const [first] = parts.flatMap((part) => (part.kind === 'paragraph' || part.kind === 'heading' ? [part.text] : []))
  if (first === undefined) return
  const { platform, account, userId } = by
  const choice: Part[] = asked.length > 0 ? [{ kind: 'choice', lasts: 'now', options: asked }] : []
  const message: Message = { purpose: 'answer', fallback: first, parts: [...parts, ...choice] }
  const entry: OutboxEntry = {
    id: app.newUuid(),
    regionId,
    firmId,
    subject,
    to: { platform, account, address: userId },
    priority,
    locale: region.locale,
    message,
    ...(service && { service }),
    ...(replyToken !== undefined && replyUntil !== undefined && { reply: { token: replyToken, until: replyUntil } }),
  }
  // Buttons that stay with the message are answered by typing, too.
  const options = message.parts.flatMap((part) => (part.kind === 'choice' ? part.options : []))
  const question: Question | null = options.length === 0 ? null : { asked: first, options, askedAt: app.now }
  // A chat belongs to a person, not to a firm.
  await enter(tx, { kind: 'system' })
  await receive(tx, [
    {
      lane: `chat:${platform}:${account}:${userId}`,
      kind: 'chat-dialogue',
      account: `${platform}:${account}`,
      eventId: `dialogue:${entry.id}`,
      regionId: null,
      firmId: null,
      payload: { platform, account, userId, question, writing, ...(focus !== undefined && { focus }) },
      at: app.now,
    },
  ])
  await enqueue(tx, [entry, ...others])
}
