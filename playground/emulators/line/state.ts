import type { Random } from '../random.ts'

/** Everything LINE remembers; plain JSON, because a playground is stopped and started again. */
export interface LineState {
  accessToken: string
  channelSecret: string
  /** The bot's own user id, as webhooks name it. */
  destination: string
  basicId: string
  displayName: string
  users: Record<string, LineUser>
  chats: Record<string, ChatItem[]>
  replyTokens: Record<string, ReplyToken>
  retryKeys: Record<string, RetryKey>
  /** Photos, voice and rich-menu pictures, base64. */
  contents: Record<string, Content>
  quota: { limit: number | null; used: number; month: string }
  richMenus: Record<string, RichMenu>
  defaultRichMenu: string | null
}

export interface Content {
  type: string
  base64: string
  /** Filled up to this with nothing: a file that is too large to be worth keeping. */
  sizeBytes?: number | undefined
  /** How many more times it is not ready yet when it is asked for. */
  preparing?: number | undefined
}

export interface LineUser {
  userId: string
  displayName: string
  isFriend: boolean
  blocked: boolean
  /** A push reaches friends, and for seven days whoever wrote. */
  wroteAt: number | null
  loadingUntil: number
  richMenuId: string | null
}

export interface ChatItem {
  from: 'bot' | 'user'
  at: number
  messageId: string
  /** The message object as it was sent. */
  message: { type: string; [property: string]: unknown }
  isUnsent?: boolean
  /** Of the bot's message, by which it can be quoted; a person's carries its own. */
  quoteToken?: string
  /** How the bot's message came, and under which retry key. */
  route?: 'push' | 'reply' | 'multicast'
  requestId?: string
  retryKey?: string | undefined
}

export interface ReplyToken {
  userId: string
  issuedAt: number
  expiresAt: number
  isUsed: boolean
}

export interface RetryKey {
  at: number
  requestId: string
  sentMessages: SentMessage[] | null
}

export interface SentMessage {
  id: string
  quoteToken?: string
}

export interface RichMenu {
  richMenuId: string
  size: { width: number; height: number }
  [property: string]: unknown
}

export function newLineState(random: Random, quotaLimit: number | null): LineState {
  return {
    accessToken: `playground-line-${random.alphanumeric(32)}`,
    channelSecret: random.hex(32),
    destination: `U${random.hex(32)}`,
    basicId: `@${random.digits(3)}otask`,
    displayName: 'おたすけ',
    users: {},
    chats: {},
    replyTokens: {},
    retryKeys: {},
    contents: {},
    quota: { limit: quotaLimit, used: 0, month: '' },
    richMenus: {},
    defaultRichMenu: null,
  }
}

export function addUser(state: LineState, random: Random, displayName: string): LineUser {
  const userId = `U${random.hex(32)}`
  const user: LineUser = {
    userId,
    displayName,
    isFriend: false,
    blocked: false,
    wroteAt: null,
    loadingUntil: 0,
    richMenuId: null,
  }
  state.users[userId] = user
  state.chats[userId] = []
  return user
}

export function chatOf(state: LineState, userId: string): ChatItem[] {
  const chat = state.chats[userId] ?? []
  state.chats[userId] = chat
  return chat
}

/** LINE's message ids are long decimal numbers. */
export function newMessageId(random: Random): string {
  return random.digits(18)
}
