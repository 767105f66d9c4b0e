import type { RichMenu } from './line/rich-menu.ts'
import type {
  Change,
  ChatItem,
  DiscordMessage,
  DiscordModal,
  DiscordUser,
  LineUser,
  Scene,
  SlackChannel,
  SlackMessage,
  SlackUser,
  SlackView,
} from './world.ts'

/** How a person's act was told to the bot; null: nobody answered in time. */
export interface Told {
  webhookStatus: number | null
  ackMs: number
}

export interface Submitted extends Told {
  responseAction: string
  errors?: Record<string, string>
  reason?: string
}

export interface DiscordSubmitted extends Told {
  /** Ids of inputs that Discord does not take as they are. */
  missing: string[]
}

export interface FaultRule {
  platform: 'line' | 'slack'
  route: string
  kind: string
  times?: number
  /** Instead of counting: until it is cleared. */
  probability?: number
  retryAfterS?: number
}

export type Armed = FaultRule & { seen: number }

export interface Invariants {
  ok: boolean
  violations: { rule: string; detail: string }[]
  ackMs: { p50: number; p99: number }
}

export class ControlError extends Error {
  override name = 'ControlError'
}

/** Hands and eyes in the emulators' world. */
export function createControl(controlUrl: string) {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    // The control API is ours and answers JSON, errors included.
    const read = (await answer.json()) as T & { error?: string }
    if (!answer.ok) throw new ControlError(read.error ?? `status ${answer.status}`)
    return read
  }
  const get = <T>(path: string) => call<T>('GET', path)
  const post = <T = Told>(path: string, body: unknown = {}) => call<T>('POST', path, body)
  const id = encodeURIComponent
  return {
    line: {
      addUser: (displayName: string) => post<{ userId: string }>('/line/users', { displayName }),
      richMenu: (userId: string) => get<{ richMenu: RichMenu | null }>(`/line/users/${id(userId)}/rich-menu`),
      content: (messageId: string) => get<{ picture: string | null }>(`/line/contents/${id(messageId)}`),
      act: (userId: string, verb: LineVerb, body: unknown = {}) => post(`/line/users/${id(userId)}/${verb}`, body),
    },
    slack: {
      addUser: (name: string, realName: string) => post<{ userId: string }>('/slack/users', { name, realName }),
      file: (fileId: string) => get<{ picture: string | null }>(`/slack/files/${id(fileId)}`),
      remove: (channel: string, ts: string) => post<object>('/slack/messages/delete', { channel, ts }),
      act: <T = Told>(userId: string, verb: SlackVerb, body: unknown) =>
        post<T>(`/slack/users/${id(userId)}/${verb}`, body),
    },
    discord: {
      act: <T = Told>(userId: string, verb: DiscordVerb, body: unknown) =>
        post<T>(`/discord/users/${id(userId)}/${verb}`, body),
    },
    faults: {
      list: () => get<Armed[]>('/faults'),
      add: (rule: FaultRule) => post<object>('/faults', rule),
      clear: () => call<object>('DELETE', '/faults'),
    },
    /** Whether the emulators saw anything lost, doubled or late. */
    invariants: () => get<Invariants>('/invariants'),
    /** Everything as it stands; afterwards `watch` tells what changes. */
    look: () => look(get),
    watch: (handlers: { change: (change: Change) => void; connected: () => void; lost: () => void }) =>
      watch(`${controlUrl}/stream`, handlers),
  }
}

export type LineVerb = 'follow' | 'unfollow' | 'text' | 'tap' | 'sticker' | 'photo' | 'voice' | 'unsend'
export type SlackVerb = 'post' | 'press' | 'view-action' | 'submit' | 'close' | 'command'
export type DiscordVerb = 'post' | 'press' | 'submit' | 'close' | 'command'
export type Control = ReturnType<typeof createControl>

interface Overview {
  line: { users: LineUser[]; quota: Scene['line']['quota'] }
  slack: { users: SlackUser[]; channels: SlackChannel[] }
  discord: { users: DiscordUser[]; channels: SlackChannel[] }
  clock: { now: number }
}

async function look(get: <T>(path: string) => Promise<T>): Promise<Scene> {
  const { line, slack, discord, clock } = await get<Overview>('/world')
  const aheadMs = clock.now - Date.now()
  const chats = await collect(
    line.users,
    ({ userId }) => userId,
    async (userId) => {
      return (await get<{ items: ChatItem[] }>(`/line/users/${encodeURIComponent(userId)}/chat`)).items
    },
  )
  const messages = await collect(
    [...slack.channels.map(({ id }) => id), ...slack.users.flatMap(({ dm }) => dm ?? [])],
    (channel) => channel,
    async (channel) => {
      return (await get<{ messages: SlackMessage[] }>(`/slack/channels/${encodeURIComponent(channel)}/messages`))
        .messages
    },
  )
  const views = await collect(
    slack.users,
    ({ id }) => id,
    async (userId) => {
      return (await get<{ views: SlackView[] }>(`/slack/users/${encodeURIComponent(userId)}/views`)).views
    },
  )
  return {
    discord: await lookAtDiscord(get, discord),
    line: { ...line, chats, loadingUntil: {}, menuTurns: 0 },
    slack: { ...slack, messages, views },
    aheadMs,
  }
}

async function lookAtDiscord(
  get: <T>(path: string) => Promise<T>,
  { users, channels }: Overview['discord'],
): Promise<Scene['discord']> {
  const begun = await Promise.all(
    channels.map(async ({ id: channel }) => {
      const { threads } = await get<{ threads: { id: string }[] }>(`/discord/channels/${channel}/threads`)
      return threads.map(({ id }) => ({ id, channel }))
    }),
  )
  const threads = begun.flat()
  const messages = await collect(
    [...[...channels, ...threads].map(({ id }) => id), ...users.flatMap(({ dm }) => dm ?? [])],
    (channel) => channel,
    async (channel) => (await get<{ messages: DiscordMessage[] }>(`/discord/channels/${channel}/messages`)).messages,
  )
  const open = await collect(
    users,
    ({ id }) => id,
    async (userId) => (await get<{ modal: DiscordModal | null }>(`/discord/users/${userId}/modal`)).modal ?? undefined,
  )
  return { users, channels, threads, messages, modals: open }
}

async function collect<T, R>(
  all: readonly T[],
  key: (one: T) => string,
  fetchOne: (key: string) => Promise<R>,
): Promise<Record<string, R>> {
  return Object.fromEntries(await Promise.all(all.map(async (one) => [key(one), await fetchOne(key(one))] as const)))
}

/** The browser reconnects by itself; `connected` then means: look again, something may have been missed. */
function watch(url: string, { change, connected, lost }: Parameters<Control['watch']>[0]): () => void {
  const source = new EventSource(url)
  source.onopen = connected
  source.onerror = lost
  source.onmessage = ({ data }) => change(JSON.parse(String(data)) as Change)
  return () => source.close()
}
