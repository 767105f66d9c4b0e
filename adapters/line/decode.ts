import { z } from 'zod'
import { type Content, type Incoming, MalformedBody, type RawRequest } from '../adapter.ts'

/** Unknown properties are LINE's right; what we read is checked, everything else is let be. */
const Source = z.looseObject({
  type: z.string(),
  userId: z.string().optional(),
  groupId: z.string().optional(),
  roomId: z.string().optional(),
})
const Message = z.looseObject({
  id: z.string(),
  type: z.string(),
  text: z.string().optional(),
  quoteToken: z.string().optional(),
  quotedMessageId: z.string().optional(),
})
const Event = z.looseObject({
  type: z.string(),
  webhookEventId: z.string(),
  timestamp: z.number(),
  source: Source.optional(),
  replyToken: z.string().optional(),
  message: Message.optional(),
  postback: z.looseObject({ data: z.string() }).optional(),
  follow: z.looseObject({ isUnblocked: z.boolean() }).optional(),
  unsend: z.looseObject({ messageId: z.string() }).optional(),
})
type Event = z.output<typeof Event>
const Body = z.looseObject({ destination: z.string(), events: z.array(Event) })

/** Several events of several people, or none (LINE's connection check). */
export function decode({ body }: RawRequest): Incoming[] {
  const { destination, events } = parse(body)
  return events.map((event) => ({
    platform: 'line',
    account: destination,
    eventId: event.webhookEventId,
    userId: event.source?.userId ?? '',
    chat: chatOf(event.source),
    at: event.timestamp,
    ...(event.replyToken ? { replyToken: event.replyToken } : {}),
    content: contentOf(event),
  }))
}

function parse(body: Buffer): z.output<typeof Body> {
  try {
    return Body.parse(JSON.parse(body.toString('utf8')))
  } catch (cause) {
    throw new MalformedBody('not a LINE webhook', { cause })
  }
}

function chatOf(source: Event['source']): Incoming['chat'] {
  const group = source?.groupId ?? source?.roomId
  return group ? { kind: 'group', id: group } : { kind: 'direct', id: source?.userId ?? '' }
}

const MEDIA = {
  sticker: 'sticker',
  image: 'photo',
  video: 'video',
  audio: 'voice',
  file: 'file',
  location: 'location',
} as const

function contentOf(event: Event): Content {
  if (event.type === 'message' && event.message) return messageContent(event.message)
  if (event.type === 'postback' && event.postback) return { type: 'tap', token: event.postback.data, messageId: '' }
  if (event.type === 'follow') return { type: 'joined', isReturning: event.follow?.isUnblocked ?? false }
  if (event.type === 'unfollow') return { type: 'left' }
  if (event.type === 'unsend' && event.unsend) return { type: 'unsent', messageId: event.unsend.messageId }
  return { type: 'other', name: event.type }
}

function messageContent({ id, type, text, ...message }: z.output<typeof Message>): Content {
  const quoteToken = message.quoteToken === undefined ? {} : { quoteToken: message.quoteToken }
  const quotes = message.quotedMessageId === undefined ? {} : { quotes: message.quotedMessageId }
  if (type === 'text') return { type: 'text', text: text ?? '', messageId: id, ...quotes, ...quoteToken }
  const media = Object.hasOwn(MEDIA, type) ? MEDIA[type as keyof typeof MEDIA] : undefined
  return media ? { type: 'media', media, messageId: id, ...quoteToken } : { type: 'other', name: `message:${type}` }
}
