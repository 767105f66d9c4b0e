import { NoSuchThing } from '../no-such-thing.ts'
import { eventOf, issueReplyToken, type LineEvent } from './events.ts'
import type { LineSide } from './side.ts'
import type { ChatItem, Content, LineUser } from './state.ts'
import { chatOf, newMessageId } from './state.ts'

/** What a person does on the phone. */
export type LineAct =
  | { kind: 'follow' }
  | { kind: 'unfollow' }
  /** `quotes`: a message of this chat that it answers. */
  | { kind: 'text'; text: string; quotes?: string | undefined }
  | { kind: 'tap'; data: string; displayText?: string | undefined; params?: Record<string, string> | undefined }
  | { kind: 'sticker'; packageId?: string | undefined; stickerId?: string | undefined }
  | ({ kind: 'photo' } & Photo)
  | { kind: 'voice'; durationMs?: number | undefined }
  | { kind: 'unsend'; messageId: string }

/** A picture file as it is on the phone; without one, a single point. */
export interface Photo {
  base64?: string | undefined
  /** What the phone says that it is. */
  type?: string | undefined
  sizeBytes?: number | undefined
  preparing?: number | undefined
}

/** Changes the chat and gives the event that LINE tells about it. */
export function act(side: LineSide, user: LineUser, what: LineAct): LineEvent {
  switch (what.kind) {
    case 'follow':
      return follow(side, user)
    case 'unfollow':
      return unfollow(side, user)
    case 'tap':
      return tap(side, user, what)
    case 'unsend':
      return unsend(side, user, what.messageId)
    case 'text':
      return say(side, user, { type: 'text', text: what.text, ...quoting(side, user, what.quotes), ...quotable(side) })
    case 'sticker':
      return say(side, user, { ...sticker(what), ...quotable(side) })
    case 'photo':
      return upload(side, user, { type: 'image', ...quotable(side) }, contentOf(what))
    case 'voice':
      return upload(
        side,
        user,
        { type: 'audio', duration: what.durationMs ?? 3000 },
        { type: 'audio/x-m4a', base64: '' },
      )
  }
}

function follow(side: LineSide, user: LineUser): LineEvent {
  const isUnblocked = user.blocked
  Object.assign(user, { isFriend: true, blocked: false })
  side.world.stream.tell({ kind: 'line.user', user })
  return eventOf(side, user.userId, 'follow', {
    follow: { isUnblocked },
    replyToken: issueReplyToken(side, user.userId),
  })
}

function unfollow(side: LineSide, user: LineUser): LineEvent {
  Object.assign(user, { isFriend: false, blocked: true, richMenuId: null })
  side.world.stream.tell({ kind: 'line.user', user })
  return eventOf(side, user.userId, 'unfollow', {})
}

function tap(side: LineSide, user: LineUser, what: Extract<LineAct, { kind: 'tap' }>): LineEvent {
  if (what.displayText !== undefined) write(side, user, { type: 'text', text: what.displayText })
  const postback = { data: what.data, ...(what.params ? { params: what.params } : {}) }
  return eventOf(side, user.userId, 'postback', { postback, replyToken: issueReplyToken(side, user.userId) })
}

function unsend(side: LineSide, user: LineUser, messageId: string): LineEvent {
  const item = chatOf(side.state, user.userId).find((each) => each.messageId === messageId && each.from === 'user')
  if (!item) throw new NoSuchThing(`${user.displayName} sent no message ${messageId}`)
  item.isUnsent = true
  side.world.stream.tell({ kind: 'line.unsent', userId: user.userId, messageId })
  return eventOf(side, user.userId, 'unsend', { unsend: { messageId } })
}

function say(side: LineSide, user: LineUser, message: ChatItem['message']): LineEvent {
  const item = write(side, user, message)
  return eventOf(side, user.userId, 'message', {
    message: { id: item.messageId, markAsReadToken: side.world.random.alphanumeric(24), ...message },
    replyToken: issueReplyToken(side, user.userId),
  })
}

function contentOf({ base64 = ONE_PIXEL, type = 'image/png', sizeBytes, preparing }: Photo): Content {
  return { type, base64, ...(sizeBytes && { sizeBytes }), ...(preparing && { preparing }) }
}

function upload(side: LineSide, user: LineUser, message: ChatItem['message'], content: Content): LineEvent {
  const event = say(side, user, { ...message, contentProvider: { type: 'line' } })
  side.state.contents[(event.message as { id: string }).id] = content
  return event
}

function write({ world, state }: LineSide, user: LineUser, message: ChatItem['message']): ChatItem {
  if (user.blocked) throw new NoSuchThing(`${user.displayName} blocked the account and cannot write to it`)
  const item: ChatItem = { from: 'user', at: world.clock.now(), messageId: newMessageId(world.random), message }
  user.wroteAt = item.at
  chatOf(state, user.userId).push(item)
  world.stream.tell({ kind: 'line.user-message', userId: user.userId, item })
  return item
}

/** A person can answer to what both sides have said, but not to a place or a picture map. */
function quoting({ state }: LineSide, user: LineUser, messageId: string | undefined) {
  if (messageId === undefined) return {}
  const item = chatOf(state, user.userId).find((each) => each.messageId === messageId)
  if (!item) throw new NoSuchThing(`${user.displayName} sees no message ${messageId}`)
  return { quotedMessageId: messageId }
}

const quotable = ({ world }: LineSide) => ({ quoteToken: world.random.alphanumeric(24) })

function sticker(what: { packageId?: string | undefined; stickerId?: string | undefined }) {
  const ids = { packageId: what.packageId ?? '446', stickerId: what.stickerId ?? '1988' }
  return { type: 'sticker', ...ids, stickerResourceType: 'STATIC', keywords: ['hello'] }
}

const ONE_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
