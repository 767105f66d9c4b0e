import { asText as discordText } from './discord/markdown.ts'
import { asText } from './slack/mrkdwn.ts'
import type { Change, ChatItem, DiscordMessage, Scene, SlackMessage } from './world.ts'

/** What somebody would notice: something new from the bot or from a colleague. */
export interface News {
  /** The LINE user or Slack channel where it arrived. */
  place: string
  text: string
}

export function newsOf(change: Change, scene: Scene): News | undefined {
  if (change.kind === 'line.message') {
    const userId = String(change.userId)
    const who = scene.line.users.find((user) => user.userId === userId)?.displayName ?? ''
    return { place: userId, text: `LINE、${who}さんへ：${wordsOf(change.item as ChatItem)}` }
  }
  if (change.kind === 'slack.message.posted') {
    const channel = String(change.channel)
    const message = change.message as SlackMessage
    if (!message.bot_id) return undefined
    return { place: channel, text: `Slack、${nameOf(channel, scene)}：${asText(message.text)}` }
  }
  if (change.kind === 'discord.message.posted') {
    const message = change.message as DiscordMessage
    if (scene.discord.users.some(({ id }) => id === message.authorId)) return undefined
    const words = message.content || String(message.components[0]?.content ?? '')
    return { place: String(change.channel), text: `Discord：${discordText(words)}` }
  }
  return undefined
}

function nameOf(channel: string, { slack }: Scene): string {
  const name = slack.channels.find(({ id }) => id === channel)?.name
  return name ?? `${slack.users.find(({ dm }) => dm === channel)?.realName ?? ''}さんへ`
}

const wordsOf = ({ message }: ChatItem): string => String(message.text ?? message.altText ?? message.type)
