import type { Answer } from '../api-server.ts'
import { badBody, failedToSend, invalidReplyToken, monthlyLimit, refuse } from './errors.ts'
import { checkPictures } from './pictures.ts'
import type { LineSide } from './side.ts'
import { type ChatItem, chatOf, type LineState, type LineUser, newMessageId, type SentMessage } from './state.ts'

const DAY_MS = 24 * 60 * 60_000
const WROTE_WITHIN_MS = 7 * DAY_MS
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

type Message = ChatItem['message']

interface Post {
  route: 'push' | 'reply' | 'multicast'
  requestId: string
  retryKey?: string | undefined
  messages: Message[]
}

export function push(
  side: LineSide,
  body: { to: string; messages: Message[] },
  call: { requestId: string; retryKey: string | undefined },
): Answer {
  return oncePerKey(side, 'push', call, () => {
    const user = side.state.users[body.to]
    if (!user || !canBePushed(user, side.world.clock.now())) return failedToSend()
    const post: Post = { route: 'push', ...call, messages: body.messages }
    const unknown = unknownQuote(side, user, body.messages)
    if (unknown) return unknown
    if (isOverQuota(side, user.blocked ? 0 : 1)) return monthlyLimit()
    return { status: 200, body: { sentMessages: deliver(side, user, post) } }
  })
}

export function multicast(
  side: LineSide,
  body: { to: string[]; messages: Message[] },
  call: { requestId: string; retryKey: string | undefined },
): Answer {
  return oncePerKey(side, 'multicast', call, () => {
    const known = [...new Set(body.to)].flatMap((id) => side.state.users[id] ?? [])
    const reached = known.filter((user) => canBePushed(user, side.world.clock.now()) && !user.blocked)
    if (isOverQuota(side, reached.length)) return monthlyLimit()
    for (const user of reached) deliver(side, user, { route: 'multicast', ...call, messages: body.messages })
    return { status: 200, body: {} }
  })
}

export function reply(
  side: LineSide,
  body: { replyToken: string; messages: Message[] },
  call: { requestId: string; retryKey: string | undefined },
): Answer {
  if (call.retryKey !== undefined) return refuse(400, "The retry key can't be used with this endpoint")
  const token = side.state.replyTokens[body.replyToken]
  const user = token && side.state.users[token.userId]
  if (!token || !user || token.isUsed || side.world.clock.now() > token.expiresAt) return invalidReplyToken()
  const unknown = unknownQuote(side, user, body.messages)
  if (unknown) return unknown
  token.isUsed = true
  return {
    status: 200,
    body: { sentMessages: deliver(side, user, { route: 'reply', requestId: call.requestId, messages: body.messages }) },
  }
}

/** Friends, and for seven days whoever wrote; someone who blocked us is still a 200, undelivered and uncounted. */
function canBePushed(user: LineUser, now: number): boolean {
  return user.isFriend || user.blocked || (user.wroteAt !== null && now - user.wroteAt <= WROTE_WITHIN_MS)
}

/** A token is good for ever and as often as one likes, but only in the chat where the message it names was sent. */
function unknownQuote({ state }: LineSide, user: LineUser, messages: readonly Message[]): Answer | undefined {
  const isKnown = (token: unknown): boolean =>
    chatOf(state, user.userId).some((item) =>
      item.from === 'user' ? item.message.quoteToken === token : item.quoteToken === token,
    )
  const place = messages.findIndex(({ quoteToken }) => quoteToken !== undefined && !isKnown(quoteToken))
  return place < 0
    ? undefined
    : badBody([{ message: 'Invalid quote token', property: `messages[${place}].quoteToken` }])
}

/** A key that was accepted answers 409 with the first result for 24 hours; after that it counts as new. */
function oncePerKey(
  side: LineSide,
  route: Post['route'],
  call: { requestId: string; retryKey: string | undefined },
  work: () => Answer,
): Answer {
  const { world, state } = side
  const key = call.retryKey
  if (key === undefined) return work()
  if (!UUID.test(key)) return refuse(400, 'The retry key is invalid')
  const earlier = state.retryKeys[`${route} ${key.toLowerCase()}`]
  if (earlier && world.clock.now() - earlier.at < DAY_MS) return alreadyAccepted(earlier)
  const answer = work()
  if (answer.status === 200) {
    const sentMessages = (answer.body as { sentMessages?: SentMessage[] }).sentMessages ?? null
    state.retryKeys[`${route} ${key.toLowerCase()}`] = {
      at: world.clock.now(),
      requestId: call.requestId,
      sentMessages,
    }
  }
  return answer
}

function alreadyAccepted(earlier: LineState['retryKeys'][string]): Answer {
  const sent = earlier.sentMessages ? { sentMessages: earlier.sentMessages } : {}
  return {
    status: 409,
    headers: { 'x-line-accepted-request-id': earlier.requestId },
    body: { message: 'The retry key is already accepted', ...sent },
  }
}

/** Counted per person reached, not per message object; it starts anew with each month of Japan. */
function isOverQuota(side: LineSide, recipients: number): boolean {
  const quota = side.state.quota
  turnMonth(side)
  return quota.limit !== null && quota.used + recipients > quota.limit
}

export function turnMonth({ world, state }: LineSide): void {
  const month = monthInJapan(world.clock.now())
  if (state.quota.month === month) return
  state.quota.month = month
  state.quota.used = 0
}

export function monthInJapan(at: number): string {
  return new Date(at + 9 * 60 * 60_000).toISOString().slice(0, 7)
}

function deliver(side: LineSide, user: LineUser, post: Post): SentMessage[] {
  const { world, state } = side
  const sent = post.messages.map((message) => ({
    ...{ message, id: newMessageId(world.random) },
    ...(isQuotable(message) && { quoteToken: world.random.alphanumeric(24) }),
  }))
  if (!user.blocked) {
    if (post.route !== 'reply') state.quota.used += 1
    user.loadingUntil = 0
    for (const { message, ...named } of sent) show(side, user, post, message, named)
  }
  return sent.map(({ message: _message, ...named }) => named)
}

function show(
  side: LineSide,
  user: LineUser,
  post: Post,
  message: Message,
  { id: messageId, quoteToken }: SentMessage,
) {
  const { world, state } = side
  const { route, requestId, retryKey } = post
  const item: ChatItem = {
    from: 'bot',
    at: world.clock.now(),
    messageId,
    message,
    route,
    requestId,
    retryKey,
    ...(quoteToken && { quoteToken }),
  }
  chatOf(state, user.userId).push(item)
  world.stream.tell({ kind: 'line.message', userId: user.userId, item })
  checkPictures(side, message)
}

const isQuotable = (message: Message) => message.type !== 'imagemap' && message.type !== 'location'
