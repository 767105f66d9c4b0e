import { setTimeout as after } from 'node:timers/promises'
import type { SessionInfo, WebSocketManager } from '@discordjs/ws'
import { MalformedBody } from '../adapter.ts'
import { type DiscordAccess, restOptions } from './rest.ts'

export type DiscordLog = (level: 'info' | 'warn' | 'error', text: string) => void

/** Where a session stands, so that whoever runs the gateway next is told what was missed meanwhile. */
export interface Sessions {
  load(): Promise<unknown>
  save(session: unknown): Promise<void>
}

export interface GatewayOptions extends DiscordAccess {
  /** Resolves once what was said is kept. */
  hear(dispatch: { t: string; d: unknown }): Promise<void>
  sessions: Sessions
  log: DiscordLog
}

export interface Gateway {
  /** Nothing later is heard; what is being heard is heard to its end, and the session can be gone on with. */
  stop(): Promise<void>
}

/** GUILDS, GUILD_MESSAGES (their deletions), DIRECT_MESSAGES: nothing that Discord would have to grant. */
const INTENTS = (1 << 0) | (1 << 9) | (1 << 12)
/** A close that leaves the session open; 1000 would end it. */
const RESUMABLE = 4_200
const REST_MS = { first: 200, max: 30_000 }

/**
 * One socket to Discord's gateway. The library keeps it alive and resumes it; ours is only the order and the bookkeeping:
 * each event is heard before the next, and the session is written down with the last one that was kept, so that what a
 * killed process had not heard to its end is told to the next one again.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { sessions, log, botToken } = options
  // What discord.js's own client stands on: the client keeps its sessions to itself, and ours outlive the process.
  const [{ REST }, { WebSocketManager }] = await Promise.all([import('discord.js'), import('@discordjs/ws')])
  const ending = new AbortController()
  let session = (await sessions.load()) as SessionInfo | null
  let hearing: Promise<void> = Promise.resolve()
  const manager = new WebSocketManager({
    token: botToken,
    intents: INTENTS,
    shardCount: 1,
    rest: new REST(restOptions(options)).setToken(botToken),
    retrieveSessionInfo: () => session,
    updateSessionInfo: async (_shard, info) => {
      if (ending.signal.aborted) return
      const isNew = info === null || info.sessionId !== session?.sessionId
      session = info
      if (isNew) await sessions.save(info)
    },
  })
  manager.on('dispatch', ({ data }) => {
    hearing = hearing.then(() => heard(options, data, ending.signal, () => session))
  })
  manager.on('ready', () => log('info', 'the gateway of Discord is open'))
  manager.on('closed', ({ code }) => log('info', `the gateway of Discord has closed (${code})`))
  manager.on('error', ({ error }) => log('error', `the gateway of Discord: ${error.message}`))
  void keepConnecting(manager, ending.signal, log)
  return {
    stop: async () => {
      ending.abort()
      await manager.destroy({ code: RESUMABLE, reason: 'handing over' })
      await hearing
    },
  }
}

/** Being without a connection is no reason not to run. Once connected, the library stays so. */
async function keepConnecting(manager: WebSocketManager, signal: AbortSignal, log: DiscordLog): Promise<void> {
  for (let restMs = REST_MS.first; !signal.aborted; restMs = Math.min(restMs * 2, REST_MS.max)) {
    try {
      return await manager.connect()
    } catch (error) {
      if (signal.aborted) return
      log('error', `no gateway of Discord: ${error instanceof Error ? error.message : 'unknown'}`)
    }
    await rest(restMs, signal)
  }
}

interface Dispatched {
  t: string
  s: number
  d: unknown
}

/** An interaction that was not kept is not tried again: its three seconds are over, and Discord tells the person so. */
async function heard(
  { hear, sessions, log }: GatewayOptions,
  { t, s, d }: Dispatched,
  signal: AbortSignal,
  sessionNow: () => SessionInfo | null,
): Promise<void> {
  for (let restMs = REST_MS.first; !signal.aborted; restMs = Math.min(restMs * 2, REST_MS.max)) {
    try {
      await hear({ t, d })
      const session = sessionNow()
      if (isWorthKeeping(t) && session) await sessions.save({ ...session, sequence: s })
      return
    } catch (error) {
      log('error', `an event of Discord was not kept (${t}): ${error instanceof Error ? error.name : 'unknown'}`)
      // What cannot be read now cannot be read later either, and everything after it would wait.
      if (t === 'INTERACTION_CREATE' || error instanceof MalformedBody) return
    }
    await rest(restMs, signal)
  }
}

const isWorthKeeping = (name: string): boolean => name.startsWith('MESSAGE_') || name === 'INTERACTION_CREATE'

const rest = (ms: number, signal: AbortSignal): Promise<unknown> =>
  after(ms, undefined, { signal, ref: false }).catch(() => {})
