import type { Random } from '../random.ts'

/** Everything Slack remembers of one workspace; plain JSON, because a playground is stopped and started again. */
export interface SlackState {
  teamId: string
  teamDomain: string
  appId: string
  botToken: string
  appToken: string
  signingSecret: string
  verificationToken: string
  botUserId: string
  botId: string
  users: SlackUser[]
  channels: SlackChannel[]
  messages: Record<string, SlackMessage[]>
  views: Record<string, SlackView>
  triggers: Record<string, Trigger>
  responseUrls: Record<string, ResponseUrl>
  files: Record<string, SlackFile>
  lastTsMicros: number
  /** The workspace keeps all that was ever written: nothing can be deleted. */
  deletionRefusal?: DeletionRefusal | null
}

export type DeletionRefusal = 'cant_delete_message' | 'compliance_exports_prevent_deletion'

export interface SlackUser {
  id: string
  name: string
  realName: string
  isBot: boolean
}

export interface SlackChannel {
  id: string
  name: string
  /** Whether the bot is in it. */
  isMember: boolean
  isArchived: boolean
  /** A direct message with this person. */
  im?: string
}

export type Block = { type: string; block_id?: string; [property: string]: unknown }

export interface SlackMessage {
  type: 'message'
  ts: string
  channel: string
  user: string
  text: string
  bot_id?: string
  app_id?: string
  blocks?: Block[]
  metadata?: { event_type: string; event_payload: Record<string, unknown> }
  thread_ts?: string
  edited?: { user: string; ts: string }
  reactions?: { name: string; users: string[]; count: number }[]
  files?: FileShown[]
  subtype?: 'file_share'
  /** Only this person sees it. */
  ephemeralTo?: string
  /** How often it was posted under this ts; more than once cannot happen, an edit counts in `edits`. */
  edits: number
}

export interface SlackView {
  id: string
  userId: string
  type: 'modal'
  hash: string
  rootId: string
  previousId: string | null
  /** The view object as the app gave it, with block and action ids filled in. */
  view: ViewObject
  values: Record<string, Record<string, ElementValue>>
  /** Beside which field which error stands. */
  errors: Record<string, string>
}

export interface ViewObject {
  type: 'modal'
  title: { type: 'plain_text'; text: string }
  blocks: Block[]
  callback_id?: string
  private_metadata?: string
  external_id?: string
  submit?: unknown
  close?: unknown
  clear_on_close?: boolean
  notify_on_close?: boolean
  [property: string]: unknown
}

export type ElementValue = { type: string; [property: string]: unknown }

export interface Trigger {
  userId: string
  expiresAt: number
  isUsed: boolean
  viewId: string | null
}

export interface ResponseUrl {
  channel: string
  userId: string
  messageTs: string | null
  expiresAt: number
  usesLeft: number
}

export interface SlackFile {
  id: string
  name: string
  length: number
  base64: string
  isComplete: boolean
  /** What its sender's program says that it is; of the app's own, nothing. */
  mimetype?: string
  user?: string
  /** It lies at somebody else's: Slack has its address only. */
  externalUrl?: string
}

/** A file as messages and `files.info` tell of it. */
export interface FileShown {
  id: string
  name: string
  [property: string]: unknown
}

const CHANNELS = ['analysts', 'desk', 'operations', 'dispatch', 'insurer']

export function newSlackState(random: Random): SlackState {
  return {
    teamId: `T0${random.alphanumeric(8)}`,
    teamDomain: 'otasuke',
    appId: `A0${random.alphanumeric(8)}`,
    botToken: `xoxb-playground-${random.alphanumeric(24)}`,
    appToken: `xapp-1-playground-${random.alphanumeric(24)}`,
    signingSecret: random.hex(32),
    verificationToken: random.alphanumeric(24),
    botUserId: `U0${random.alphanumeric(8)}`,
    botId: `B0${random.alphanumeric(8)}`,
    users: [],
    channels: CHANNELS.map((name) => ({ id: `C0${random.alphanumeric(8)}`, name, isMember: true, isArchived: false })),
    messages: {},
    views: {},
    triggers: {},
    responseUrls: {},
    files: {},
    lastTsMicros: 0,
  }
}

export function messagesOf(state: SlackState, channelId: string): SlackMessage[] {
  const messages = state.messages[channelId] ?? []
  state.messages[channelId] = messages
  return messages
}
