import { type Answer, type ApiCall, type ApiServer, createApiServer, type Handler } from '../api-server.ts'
import type { FaultRule } from '../faults.ts'
import { answerInteraction } from './answer.ts'
import { attachmentContent } from './attachments.ts'
import { createLimits, tooMany } from './limits.ts'
import { type Content, directMessage, edit, placeRefusal, post, refusalOf, remove, userWire, wire } from './messages.ts'
import * as refusal from './refusal.ts'
import type { DiscordSide } from './side.ts'
import { type DiscordChannel, type DiscordMessage, findChannel, findMessage, messagesIn } from './state.ts'

const BASE = '/api/v10'

/** The REST API, as far as an app that writes and answers needs it. */
export function createDiscordServer(side: DiscordSide): ApiServer {
  const server = createApiServer(side.world, {
    platform: 'discord',
    bodyBytesMax: 25 * 1024 * 1024,
    fault,
    tooLarge: () => refusal.refused(413, 40_005, 'Request entity too large'),
    notFound: () => refusal.refused(404, 0, '404: Not Found'),
  })
  const limited = createLimits(side)
  const route = (method: Parameters<ApiServer['route']>[0], path: string, name: string, handler: Handler) =>
    server.route(method, `${BASE}${path}`, name, (call) =>
      call.header('authorization') === `Bot ${side.state.botToken}`
        ? limited(call, async () => handler(call))
        : refusal.UNAUTHORIZED,
    )
  route('GET', '/gateway/bot', 'gateway', () => gatewayOf(side))
  route('PUT', '/applications/:application/commands', 'commands', (call) => setCommands(side, call))
  route('POST', '/users/@me/channels', 'dm', (call) => openDirect(side, call))
  route('GET', '/channels/:channel/messages', 'messages', (call) => list(side, call))
  route('GET', '/channels/:channel/messages/:message', 'message', (call) => one(side, call))
  route('POST', '/channels/:channel/messages', 'post', (call) => create(side, call))
  route('PATCH', '/channels/:channel/messages/:message', 'edit', (call) => change(side, call))
  route('DELETE', '/channels/:channel/messages/:message', 'delete', (call) => erase(side, call))
  route('POST', '/channels/:channel/messages/:message/threads', 'thread', (call) => beginThread(side, call))
  server.route('GET', '/attachments/:channel/:id/:name', 'file', (call) => attachmentContent(side, call))
  // Whoever holds an interaction's token may answer it; these calls are not limited.
  server.route('POST', `${BASE}/interactions/:id/:token/callback`, 'callback', (call) =>
    answerInteraction(side, { id: call.params.id ?? '', token: call.params.token ?? '' }, bodyOf(call)),
  )
  return server
}

function gatewayOf({ origin }: DiscordSide): Answer {
  const session_start_limit = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 }
  return { status: 200, body: { url: `${origin.replace(/^http/, 'ws')}/gateway`, shards: 1, session_start_limit } }
}

function setCommands({ state }: DiscordSide, call: ApiCall): Answer {
  const commands = bodyOf(call)
  if (call.params.application !== state.applicationId) return refusal.MISSING_ACCESS
  const isSound = (command: unknown): boolean => {
    const { name, description } = command as { name?: unknown; description?: unknown }
    return (
      /^[-_a-z0-9]{1,32}$/.test(String(name)) &&
      String(description ?? '').length >= 1 &&
      String(description).length <= 100
    )
  }
  if (!Array.isArray(commands) || !commands.every(isSound))
    return refusal.invalidBody(['commands: name or description'])
  state.commands = commands
  return { status: 200, body: commands }
}

function openDirect(side: DiscordSide, call: ApiCall): Answer {
  const { recipient_id } = bodyOf(call) as { recipient_id?: string }
  const user = side.state.users.find(({ id, isBot }) => id === recipient_id && !isBot)
  if (!user) return refusal.UNKNOWN_USER
  const { id, type } = directMessage(side, user.id)
  return { status: 200, body: { id, type, recipients: [userWire(user)] } }
}

type Found<T> = { kind: 'found'; value: T } | { kind: 'refused'; answer: Answer }

function placeOf(side: DiscordSide, call: ApiCall): Found<DiscordChannel> {
  const channel = findChannel(side.state, call.params.channel)
  if (!channel) return { kind: 'refused', answer: refusal.UNKNOWN_CHANNEL }
  const answer = placeRefusal(side, channel)
  return answer ? { kind: 'refused', answer } : { kind: 'found', value: channel }
}

function ownMessage(side: DiscordSide, call: ApiCall): Found<{ channel: DiscordChannel; message: DiscordMessage }> {
  const place = placeOf(side, call)
  if (place.kind === 'refused') return place
  const message = findMessage(side.state, place.value.id, call.params.message)
  if (!message || message.ephemeralTo !== undefined) return { kind: 'refused', answer: refusal.UNKNOWN_MESSAGE }
  return message.authorId === side.state.botUserId
    ? { kind: 'found', value: { channel: place.value, message } }
    : { kind: 'refused', answer: refusal.NOT_OURS }
}

const NONCE_MS = 5 * 60_000

/** A nonce that must be enforced gives back the message that was posted under it some minutes ago. */
function create(side: DiscordSide, call: ApiCall): Answer {
  const { state, world } = side
  const place = placeOf(side, call)
  if (place.kind === 'refused') return place.answer
  const body = bodyOf(call) as Content & { nonce?: string | number; enforce_nonce?: boolean }
  const answer = refusalOf(body)
  if (answer) return answer
  const nonce = body.nonce === undefined ? undefined : String(body.nonce)
  const earlier =
    nonce !== undefined && body.enforce_nonce === true ? state.nonces[`${place.value.id} ${nonce}`] : undefined
  const known =
    earlier && world.clock.now() - earlier.at < NONCE_MS && findMessage(state, place.value.id, earlier.messageId)
  if (known) return { status: 200, body: wire(side, known) }
  const message = post(side, place.value, state.botUserId, body, nonce === undefined ? {} : { nonce })
  if (nonce !== undefined) state.nonces[`${place.value.id} ${nonce}`] = { messageId: message.id, at: world.clock.now() }
  return { status: 200, body: { ...wire(side, message), ...(nonce === undefined ? {} : { nonce }) } }
}

function change(side: DiscordSide, call: ApiCall): Answer {
  const found = ownMessage(side, call)
  if (found.kind === 'refused') return found.answer
  const { channel, message } = found.value
  const body = { ...(bodyOf(call) as object), flags: message.flags }
  const answer = refusalOf(body)
  if (answer) return answer
  edit(side, channel, message, body)
  return { status: 200, body: wire(side, message) }
}

function erase(side: DiscordSide, call: ApiCall): Answer {
  const found = ownMessage(side, call)
  if (found.kind === 'refused') return found.answer
  remove(side, found.value.channel, found.value.message)
  return { status: 204, body: null }
}

function one(side: DiscordSide, call: ApiCall): Answer {
  const place = placeOf(side, call)
  if (place.kind === 'refused') return place.answer
  const message = findMessage(side.state, place.value.id, call.params.message)
  return message && message.ephemeralTo === undefined
    ? { status: 200, body: wire(side, message) }
    : refusal.UNKNOWN_MESSAGE
}

function list(side: DiscordSide, call: ApiCall): Answer {
  const place = placeOf(side, call)
  if (place.kind === 'refused') return place.answer
  const { before, limit = '50' } = call.query
  const isLimit = Number(limit) >= 1 && Number(limit) <= 100
  if (!isLimit) return refusal.invalidBody(['limit: between 1 and 100'])
  const seen = messagesIn(side.state, place.value.id).filter(
    ({ id, ephemeralTo }) => ephemeralTo === undefined && (before === undefined || BigInt(id) < BigInt(before)),
  )
  return {
    status: 200,
    body: seen
      .slice(-Number(limit))
      .reverse()
      .map((message) => wire(side, message)),
  }
}

/** A thread bears the id of the message it hangs on. */
function beginThread(side: DiscordSide, call: ApiCall): Answer {
  const place = placeOf(side, call)
  if (place.kind === 'refused') return place.answer
  const message = findMessage(side.state, place.value.id, call.params.message)
  if (!message || message.ephemeralTo !== undefined) return refusal.UNKNOWN_MESSAGE
  const { name } = bodyOf(call) as { name?: unknown }
  if (typeof name !== 'string' || name.length < 1 || name.length > 100) return refusal.invalidBody(['name: 1 to 100'])
  if (findChannel(side.state, message.id)) return refusal.THREAD_EXISTS
  const thread = { id: message.id, name, type: 11 as const, parentId: place.value.id, canView: true, canWrite: true }
  side.state.channels.push(thread)
  side.world.stream.tell({ kind: 'discord.thread', channel: place.value.id, threadId: thread.id })
  side.dispatch('THREAD_CREATE', {
    id: thread.id,
    type: 11,
    name,
    parent_id: place.value.id,
    guild_id: side.state.guildId,
  })
  return { status: 201, body: { id: thread.id, type: 11, name, parent_id: place.value.id } }
}

function bodyOf({ body }: ApiCall): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function fault(rule: FaultRule): Answer {
  switch (rule.kind) {
    case '429':
      return tooMany((rule.retryAfterS ?? 1) * 1_000, false)
    case '429-no-retry-after':
      return { status: 429, body: { message: 'You are being rate limited.', global: false } }
    case 'quota':
      return refusal.refused(
        400,
        30_046,
        'Maximum number of edits to messages older than 1 hour reached. Try again later',
      )
    case '401':
      return refusal.UNAUTHORIZED
    default:
      return { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
  }
}
