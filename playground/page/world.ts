/** What the emulators show: the shapes of their control API, and how each change they tell alters the scene. */
export interface Scene {
  line: {
    users: LineUser[]
    quota: { limit: number | null; used: number }
    chats: Record<string, ChatItem[]>
    /** Until when the loading mark shows, by the emulators' clock. */
    loadingUntil: Record<string, number>
    /** Counts how often somebody's menu may have changed. */
    menuTurns: number
  }
  slack: {
    users: SlackUser[]
    channels: SlackChannel[]
    messages: Record<string, SlackMessage[]>
    views: Record<string, SlackView[]>
  }
  discord: {
    users: DiscordUser[]
    channels: SlackChannel[]
    threads: { id: string; channel: string }[]
    messages: Record<string, DiscordMessage[]>
    modals: Record<string, DiscordModal | undefined>
  }
  /** How far the playground's clock is ahead of this browser's. */
  aheadMs: number
}

export interface LineUser {
  userId: string
  displayName: string
  isFriend: boolean
  blocked: boolean
}

/** Foreign JSON, read property by property. */
export type Json = { [property: string]: unknown }

export interface ChatItem {
  from: 'bot' | 'user'
  at: number
  messageId: string
  message: Json & { type: string }
  isUnsent?: boolean
  /** Of what the bot said. */
  quoteToken?: string
}

export interface SlackUser {
  id: string
  name: string
  realName: string
  /** The channel between this person and the bot; of somebody new it is known after the next look. */
  dm?: string
}

export interface SlackChannel {
  id: string
  name: string
}

export type Block = Json & { type: string; block_id?: string }

export interface SlackMessage {
  ts: string
  user: string
  text: string
  bot_id?: string
  blocks?: Block[]
  thread_ts?: string
  edited?: { ts: string }
  reactions?: { name: string; count: number }[]
  files?: { id: string; name: string; mimetype?: string; mode?: string }[]
  ephemeralTo?: string
}

export interface SlackView {
  id: string
  userId: string
  view: Json & { title: { text: string }; blocks: Block[] }
  values: Record<string, Record<string, Json>>
  /** By block id. */
  errors: Record<string, string>
}

export interface DiscordUser {
  id: string
  globalName: string
  dm?: string
}

export interface DiscordMessage {
  id: string
  authorId: string
  content: string
  embeds: { description?: string }[]
  components: (Json & { type: number })[]
  at: number
  editedAt: number | null
  ephemeralTo?: string
}

export interface DiscordModal {
  customId: string
  title: string
  components: Json[]
}

export type Change = Json & { kind: string }

export const EMPTY_SCENE: Scene = {
  line: { users: [], quota: { limit: null, used: 0 }, chats: {}, loadingUntil: {}, menuTurns: 0 },
  slack: { users: [], channels: [], messages: {}, views: {} },
  discord: { users: [], channels: [], threads: [], messages: {}, modals: {} },
  aheadMs: 0,
}

type Patch<T> = (record: T) => T
const put = <T>(list: readonly T[], next: T, isSame: (one: T) => boolean): T[] =>
  list.some(isSame) ? list.map((one) => (isSame(one) ? next : one)) : [...list, next]
const within = <T>(records: Record<string, T>, key: string, none: T, patch: Patch<T>): Record<string, T> => ({
  ...records,
  [key]: patch(records[key] ?? none),
})

/** The scene after a change; a change of an unknown kind is none. */
export function after(scene: Scene, change: Change, browserMs: number): Scene {
  if (change.kind === 'clock') return { ...scene, aheadMs: Number(change.now) - browserMs }
  if (change.kind.startsWith('line.')) return { ...scene, line: afterLine(scene.line, change) }
  if (change.kind.startsWith('discord.')) return { ...scene, discord: afterDiscord(scene.discord, change) }
  return { ...scene, slack: afterSlack(scene.slack, change) }
}

function afterLine(line: Scene['line'], change: Change): Scene['line'] {
  const userId = String(change.userId)
  switch (change.kind) {
    case 'line.message':
      return { ...withItem(line, userId, change.item as ChatItem), loadingUntil: { ...line.loadingUntil, [userId]: 0 } }
    case 'line.user-message':
      return withItem(line, userId, change.item as ChatItem)
    case 'line.unsent':
      return {
        ...line,
        chats: within(line.chats, userId, [], (items) =>
          items.map((item) => (item.messageId === change.messageId ? { ...item, isUnsent: true } : item)),
        ),
      }
    case 'line.loading':
      return { ...line, loadingUntil: { ...line.loadingUntil, [userId]: Number(change.until) } }
    case 'line.rich-menu':
      return { ...line, menuTurns: line.menuTurns + 1 }
    case 'line.user': {
      const user = change.user as LineUser
      return {
        ...line,
        users: put(line.users, user, (one) => one.userId === user.userId),
        menuTurns: line.menuTurns + 1,
      }
    }
    default:
      return line
  }
}

const withItem = (line: Scene['line'], userId: string, item: ChatItem): Scene['line'] => ({
  ...line,
  chats: within(line.chats, userId, [], (items) => put(items, item, (one) => one.messageId === item.messageId)),
})

function afterSlack(slack: Scene['slack'], change: Change): Scene['slack'] {
  const channel = String(change.channel)
  const messages = (patch: Patch<SlackMessage[]>) => ({
    ...slack,
    messages: within(slack.messages, channel, [], patch),
  })
  switch (change.kind) {
    case 'slack.message.posted':
    case 'slack.message.updated': {
      const message = change.message as SlackMessage
      return messages((all) => put(all, message, (one) => one.ts === message.ts))
    }
    case 'slack.message.deleted':
      return messages((all) => all.filter((one) => one.ts !== change.ts))
    case 'slack.user': {
      const user = change.user as SlackUser
      return { ...slack, users: put(slack.users, user, (one) => one.id === user.id) }
    }
    case 'view.opened':
    case 'view.updated':
    case 'view.closed':
      return { ...slack, views: afterView(slack.views, change) }
    default:
      return slack
  }
}

function afterDiscord(discord: Scene['discord'], change: Change): Scene['discord'] {
  const channel = String(change.channel)
  const messages = (patch: Patch<DiscordMessage[]>) => ({
    ...discord,
    messages: within(discord.messages, channel, [], patch),
  })
  switch (change.kind) {
    case 'discord.message.posted':
    case 'discord.message.updated': {
      const message = change.message as DiscordMessage
      return messages((all) => put(all, message, (one) => one.id === message.id))
    }
    case 'discord.message.deleted':
      return messages((all) => all.filter((one) => one.id !== change.messageId))
    case 'discord.thread':
      return { ...discord, threads: [...discord.threads, { id: String(change.threadId), channel }] }
    case 'discord.user': {
      const user = change.user as DiscordUser
      return { ...discord, users: put(discord.users, user, (one) => one.id === user.id) }
    }
    case 'discord.modal.opened':
      return { ...discord, modals: { ...discord.modals, [String(change.userId)]: change.modal as DiscordModal } }
    case 'discord.modal.closed':
      return { ...discord, modals: { ...discord.modals, [String(change.userId)]: undefined } }
    default:
      return discord
  }
}

function afterView(views: Scene['slack']['views'], change: Change): Scene['slack']['views'] {
  const userId = String(change.userId)
  if (change.kind === 'view.closed')
    return within(views, userId, [], (all) => all.filter((one) => one.id !== change.viewId))
  const view = change.view as SlackView
  return within(views, userId, [], (all) => put(all, view, (one) => one.id === view.id))
}
