/** What we use of discord.js, and no more: the whole of its types is larger than this program. */
declare module 'discord.js' {
  interface RequestOptions {
    auth?: boolean
    headers?: Record<string, string>
    body?: object
    query?: URLSearchParams
    signal?: AbortSignal
  }
  type Request = (path: `/${string}`, options?: RequestOptions) => Promise<unknown>

  export class REST {
    constructor(options: {
      version: string
      /** How often a call is repeated by itself. */
      retries: number
      timeout: number
      rejectOnRateLimit: () => boolean
      api?: string
    })
    setToken(token: string): this
    get: Request
    post: Request
    put: Request
    patch: Request
  }
}

/** What discord.js's own client stands on: the client keeps its sessions to itself, this hands them to whoever keeps them. */
declare module '@discordjs/ws' {
  import type { REST } from 'discord.js'

  export interface SessionInfo {
    sessionId: string
    sequence: number
    shardId: number
    shardCount: number
    resumeURL: string
  }

  export class WebSocketManager {
    constructor(options: {
      token: string
      intents: number
      shardCount: number
      rest: REST
      retrieveSessionInfo(shardId: number): SessionInfo | null
      updateSessionInfo(shardId: number, session: SessionInfo | null): Promise<void>
    })
    on(event: 'dispatch', listener: (told: { data: { t: string; s: number; d: unknown } }) => void): this
    on(event: 'ready', listener: () => void): this
    on(event: 'closed', listener: (told: { code: number }) => void): this
    on(event: 'error', listener: (told: { error: Error }) => void): this
    connect(): Promise<void>
    destroy(options: { code: number; reason: string }): Promise<void>
  }
}
