import type { Answer } from '../api-server.ts'
import { attachmentWire, isShownTo } from './attachments.ts'
import { EPHEMERAL, isEmptyMessage, messageProblems } from './check.ts'
import * as refusal from './refusal.ts'
import { type DiscordSide, newId } from './side.ts'
import { type Component, type DiscordChannel, type DiscordMessage, findChannel, messagesIn } from './state.ts'

export interface Content {
  content?: string
  embeds?: DiscordMessage['embeds']
  components?: Component[]
  flags?: number
}

/** Why Discord would not take this content; undefined when it would. */
export function refusalOf(body: unknown): Answer | undefined {
  const problems = messageProblems(body)
  if (problems.length > 0) return refusal.invalidBody(problems)
  return isEmptyMessage(body as Record<string, unknown>) ? refusal.EMPTY_MESSAGE : undefined
}

/** Whether the app may write there. */
export function placeRefusal(side: DiscordSide, channel: DiscordChannel): Answer | undefined {
  const parent = channel.parentId === undefined ? channel : findChannel(side.state, channel.parentId)
  if (parent && !parent.canView) return refusal.MISSING_ACCESS
  if (parent?.canWrite === false) return channel.type === 1 ? refusal.CANNOT_WRITE_TO : refusal.MISSING_PERMISSIONS
  return undefined
}

export function post(
  side: DiscordSide,
  channel: DiscordChannel,
  authorId: string,
  { content = '', embeds = [], components = [], flags = 0 }: Content,
  more: Pick<DiscordMessage, 'nonce' | 'ephemeralTo' | 'attachments'> = {},
): DiscordMessage {
  const { state, world } = side
  const at = world.clock.now()
  const words = { content, embeds, components: numbered(components), flags }
  const message: DiscordMessage = {
    id: newId(side),
    channelId: channel.id,
    authorId,
    ...words,
    at,
    editedAt: null,
    ...more,
  }
  messagesIn(state, channel.id).push(message)
  world.stream.tell({ kind: 'discord.message.posted', channel: channel.id, message })
  if (message.ephemeralTo !== undefined) return message
  if (authorId === state.botUserId)
    world.transcript.enter({
      platform: 'discord',
      kind: 'act',
      route: 'posted',
      channel: channel.id,
      ts: message.id,
      outboxId: message.nonce,
    })
  side.dispatch('MESSAGE_CREATE', event(side, channel, message))
  return message
}

export function edit(side: DiscordSide, channel: DiscordChannel, message: DiscordMessage, content: Content): void {
  const { components } = content
  Object.assign(message, content, components ? { components: numbered(components) } : {})
  message.editedAt = side.world.clock.now()
  side.world.stream.tell({ kind: 'discord.message.updated', channel: channel.id, message })
  if (message.ephemeralTo === undefined) side.dispatch('MESSAGE_UPDATE', event(side, channel, message))
}

export function remove(side: DiscordSide, channel: DiscordChannel, message: DiscordMessage): void {
  const { state, world } = side
  state.messages[channel.id] = messagesIn(state, channel.id).filter((each) => each !== message)
  world.stream.tell({ kind: 'discord.message.deleted', channel: channel.id, messageId: message.id })
  side.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: channel.id, ...guildOf(side, channel) })
}

/** Discord numbers the components that an app left without a number, and shows the numbers to whoever asks. */
function numbered(components: Component[]): Component[] {
  const taken = new Set(components.map(({ id }) => id))
  let next = 1
  const number = (component: Component): Component => {
    while (taken.has(next)) next += 1
    const id = component.id ?? next++
    return Array.isArray(component.components)
      ? { ...component, id, components: (component.components as Component[]).map(number) }
      : { ...component, id }
  }
  return components.map(number)
}

export const guildOf = ({ state }: DiscordSide, { type }: DiscordChannel): object =>
  type === 1 ? {} : { guild_id: state.guildId }

function event(side: DiscordSide, channel: DiscordChannel, message: DiscordMessage): object {
  const { nonce } = message
  return { ...wire(side, message), ...guildOf(side, channel), ...(nonce === undefined ? {} : { nonce }) }
}

/** As the API shows it: without the nonce, which only the first to hear of the message is told. */
export function wire(side: DiscordSide, message: DiscordMessage): Record<string, unknown> {
  const { state } = side
  const { id, channelId, authorId, embeds, components, flags, at, editedAt, ephemeralTo } = message
  const channel = findChannel(state, channelId)
  const isShown = channel === undefined || isShownTo(side, channel, message)
  const { content, attachments = [] } = isShown ? message : { content: '' }
  const author = state.users.find((user) => user.id === authorId)
  return {
    id,
    channel_id: channelId,
    type: 0,
    author: userWire(author ?? { id: authorId, username: '?', globalName: '?', isBot: false }),
    content,
    embeds,
    components,
    attachments: attachments.map((file) => attachmentWire(side, channelId, file)),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: ephemeralTo === undefined ? flags : flags | EPHEMERAL,
    timestamp: new Date(at).toISOString(),
    edited_timestamp: editedAt === null ? null : new Date(editedAt).toISOString(),
    property_of_tomorrow: { hint: 'unknown properties must be ignored' },
  }
}

export const userWire = ({ id, username, globalName, isBot }: DiscordSide['state']['users'][number]): object => ({
  id,
  username,
  global_name: globalName,
  discriminator: '0',
  avatar: null,
  bot: isBot,
})

export function directMessage(side: DiscordSide, userId: string): DiscordChannel {
  const known = side.state.channels.find((channel) => channel.recipientId === userId)
  if (known) return known
  const place = { id: newId(side), name: 'dm', type: 1 as const, recipientId: userId }
  const channel = { ...place, canView: true, canWrite: true }
  side.state.channels.push(channel)
  return channel
}
