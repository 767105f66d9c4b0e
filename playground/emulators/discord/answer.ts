import type { Answer } from '../api-server.ts'
import { EPHEMERAL, modalProblems } from './check.ts'
import { type Content, edit, post, refusalOf } from './messages.ts'
import * as refusal from './refusal.ts'
import type { DiscordSide } from './side.ts'
import { type Component, type DiscordChannel, findChannel, findMessage, type PendingInteraction } from './state.ts'

const MESSAGE = 4
const DEFER_MESSAGE = 5
const DEFER_UPDATE = 6
const UPDATE = 7
const MODAL = 9

/** The answer to an interaction: within three seconds, once. */
export function answerInteraction(
  side: DiscordSide,
  { id, token }: { id: string; token: string },
  body: unknown,
): Answer {
  const interaction = side.state.interactions[id]
  if (!interaction || interaction.token !== token || side.world.clock.now() > interaction.expiresAt)
    return refusal.UNKNOWN_INTERACTION
  if (interaction.isAnswered) return refusal.ALREADY_ANSWERED
  const channel = findChannel(side.state, interaction.channelId)
  if (!channel) return refusal.UNKNOWN_CHANNEL
  const { type, data = {} } = (body ?? {}) as { type?: number; data?: Content }
  const answer = carryOut(side, interaction, channel, Number(type), data)
  if (answer) return answer
  interaction.isAnswered = true
  // What was sent off is off the screen once it is answered.
  if (interaction.type === 5) close(side, interaction.userId)
  if (type === MODAL) open(side, interaction, data)
  side.onAnswered.get(id)?.()
  return { status: 204, body: null }
}

/** Undefined when it was done. */
function carryOut(
  side: DiscordSide,
  { type, userId, messageId }: PendingInteraction,
  channel: DiscordChannel,
  answerType: number,
  data: Content,
): Answer | undefined {
  const message = messageId === null ? undefined : findMessage(side.state, channel.id, messageId)
  switch (answerType) {
    case MESSAGE: {
      const answer = refusalOf({ ...data, flags: undefined })
      if (answer) return answer
      const isPrivate = ((data.flags ?? 0) & EPHEMERAL) !== 0
      post(
        side,
        channel,
        side.state.botUserId,
        data,
        isPrivate ? { ephemeralTo: userId } : { nonce: `answer ${userId}` },
      )
      return undefined
    }
    case DEFER_MESSAGE:
      return undefined
    case DEFER_UPDATE:
      return messageId === null ? refusal.invalidBody(['type: no message to update']) : undefined
    case UPDATE: {
      if (!message) return refusal.invalidBody(['type: no message to update'])
      const answer = refusalOf({ ...data, flags: undefined })
      if (answer) return answer
      const { flags: _flags, ...content } = data
      edit(side, channel, message, content)
      return undefined
    }
    case MODAL: {
      // A form cannot answer a form.
      const problems = type === 5 ? ['type: a modal cannot be answered by a modal'] : modalProblems(data)
      return problems.length > 0 ? refusal.invalidBody(problems) : undefined
    }
    default:
      return refusal.invalidBody(['type: unknown'])
  }
}

function open(side: DiscordSide, { userId, channelId, messageId }: PendingInteraction, data: object): void {
  const { custom_id, title, components } = data as { custom_id: string; title: string; components: Component[] }
  const modal = { customId: custom_id, title, components, channelId, messageId }
  side.state.modals[userId] = modal
  side.world.stream.tell({ kind: 'discord.modal.opened', userId, modal })
}

export function close(side: DiscordSide, userId: string): void {
  if (!side.state.modals[userId]) return
  delete side.state.modals[userId]
  side.world.stream.tell({ kind: 'discord.modal.closed', userId })
}
