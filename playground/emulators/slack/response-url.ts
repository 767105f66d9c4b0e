import type { Answer, ApiCall } from '../api-server.ts'
import { contentOf, edit, findMessage, post, remove } from './messages.ts'
import type { SlackSide } from './side.ts'
import type { SlackChannel } from './state.ts'

const LASTS_MS = 30 * 60_000
const USES = 5

/** Up to five answers within half an hour to whoever pressed or typed. */
export function newResponseUrl(
  { world, state, origin }: SlackSide,
  channel: string,
  userId: string,
  messageTs: string | null,
): string {
  const ticket = world.random.hex(32)
  state.responseUrls[ticket] = { channel, userId, messageTs, expiresAt: world.clock.now() + LASTS_MS, usesLeft: USES }
  return `${origin}/respond/${ticket}`
}

export function respond(side: SlackSide, call: ApiCall): Answer {
  const { state, world } = side
  const target = state.responseUrls[call.params.ticket ?? '']
  const channel = state.channels.find((each) => each.id === target?.channel)
  if (!target || !channel) return { status: 404, body: { ok: false, error: 'expired_url' } }
  if (target.usesLeft === 0 || world.clock.now() > target.expiresAt)
    return { status: 404, body: { ok: false, error: target.usesLeft === 0 ? 'used_url' : 'expired_url' } }
  const body = parsed(call.body)
  if (!body) return { status: 400, body: { ok: false, error: 'invalid_payload' } }
  const answer = carryOut(side, channel, target, body)
  if (answer.status === 200) target.usesLeft -= 1
  return answer
}

function parsed(body: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}

export interface ReplyTarget {
  userId: string
  messageTs: string | null
}

/** Also what an app may put straight into its answer to a slash command. */
export function carryOut(
  side: SlackSide,
  channel: SlackChannel,
  target: ReplyTarget,
  body: Record<string, unknown>,
): Answer {
  const original = target.messageTs === null ? undefined : findMessage(side.state, channel.id, target.messageTs)
  if (body.delete_original === true) {
    if (original) remove(side, channel, original)
    return original
      ? { status: 200, body: { ok: true } }
      : { status: 404, body: { ok: false, error: 'message_not_found' } }
  }
  const content = contentOf(side, body)
  if (content.kind === 'refused') return { status: 400, body: content.result }
  if (body.replace_original === true && original) edit(side, channel, original, content.content)
  else
    post(
      side,
      channel,
      { user: side.state.botUserId, isBot: true },
      content.content,
      body.response_type === 'in_channel' ? {} : { ephemeralTo: target.userId },
    )
  return { status: 200, body: { ok: true } }
}
