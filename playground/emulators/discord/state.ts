import { generateKeyPairSync } from 'node:crypto'
import type { Random } from '../random.ts'

/** Everything Discord remembers of one app in one server; plain JSON, because a playground is stopped and started again. */
export interface DiscordState {
  applicationId: string
  guildId: string
  botUserId: string
  botToken: string
  /** 64 hexadecimal digits, as the developer portal shows it. */
  publicKey: string
  privateKeyPem: string
  users: DiscordUser[]
  channels: DiscordChannel[]
  /** By channel. */
  messages: Record<string, DiscordMessage[]>
  /** By user: at most one is open before a person. */
  modals: Record<string, OpenModal>
  interactions: Record<string, PendingInteraction>
  nonces: Record<string, { messageId: string; at: number }>
  commands: { name: string; description: string; [property: string]: unknown }[]
  lastIdMs: number
  idsInMs: number
}

export interface DiscordUser {
  id: string
  username: string
  globalName: string
  isBot: boolean
}

export interface DiscordChannel {
  id: string
  name: string
  /** A text channel, a direct message, a thread. */
  type: 0 | 1 | 11
  /** The direct message with this person. */
  recipientId?: string
  /** A thread's channel. */
  parentId?: string
  canView: boolean
  canWrite: boolean
}

export type Component = { type: number; [property: string]: unknown }

export interface DiscordMessage {
  id: string
  channelId: string
  authorId: string
  content: string
  embeds: { description?: string; [property: string]: unknown }[]
  components: Component[]
  flags: number
  at: number
  editedAt: number | null
  attachments?: DiscordFile[]
  nonce?: string
  /** Only this person sees it. */
  ephemeralTo?: string
}

/** A file that a person has dropped into a message. */
export interface DiscordFile {
  id: string
  filename: string
  contentType: string
  size: number
  base64: string
}

export interface OpenModal {
  customId: string
  title: string
  components: Component[]
  channelId: string
  /** The message whose button opened it. */
  messageId: string | null
}

export interface PendingInteraction {
  id: string
  token: string
  type: 2 | 3 | 5
  userId: string
  channelId: string
  messageId: string | null
  isAnswered: boolean
  expiresAt: number
}

const CHANNELS = ['analysts', 'desk', 'operations', 'dispatch']

export function newDiscordState(random: Random): DiscordState {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const id = () => `1${random.digits(18)}`
  const botUserId = id()
  return {
    applicationId: botUserId,
    guildId: id(),
    botUserId,
    botToken: `playground.${random.alphanumeric(6)}.${random.alphanumeric(38)}`,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    privateKeyPem: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    users: [],
    channels: CHANNELS.map((name) => ({ id: id(), name, type: 0, canView: true, canWrite: true })),
    messages: {},
    modals: {},
    interactions: {},
    nonces: {},
    commands: [],
    lastIdMs: 0,
    idsInMs: 0,
  }
}

export function messagesIn(state: DiscordState, channelId: string): DiscordMessage[] {
  state.messages[channelId] ??= []
  return state.messages[channelId]
}

export const findChannel = (state: DiscordState, id: string | undefined): DiscordChannel | undefined =>
  state.channels.find((channel) => channel.id === id)

export const findMessage = (
  state: DiscordState,
  channelId: string,
  id: string | undefined,
): DiscordMessage | undefined => messagesIn(state, channelId).find((message) => message.id === id)
