import { setTimeout as after } from 'node:timers/promises'
import { type App, type Logger, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import { OFF, throughBolt } from './bolt-call.ts'
import type { SlackLog } from './bolt-logger.ts'

interface SocketOptions {
  appToken: string
  apiUrl: string | undefined
  logger: Logger
  log: SlackLog
}

/** Taps and commands are told once only. While Slack renews one connection, the other hears them. */
const CONNECTIONS = 2
const CALL_TIMEOUT_MS = 5_000
const OPENING_MAX_MS = 15_000
/** A connection that lived this long was a good one: the next is opened without waiting. */
const STEADY_MS = 10_000
const REST_MS = { first: 100, max: 60_000 }
const GOODBYE_MAX_MS = 1_000

/**
 * Socket Mode. Slack's client can reconnect by itself, but then waits 5 s without a socket, and rejects promises that
 * nobody holds when that fails or is stopped, which ends the process (socket-mode 3.1.0). So each of its receivers here
 * lives for one connection, and what opens the next one is ours.
 */
export class SocketReceiver implements Receiver {
  readonly #options: SocketOptions
  readonly #open = new Set<SocketModeReceiver>()
  readonly #hearing = new Set<Promise<void>>()
  readonly #ending = new AbortController()
  #app: App | undefined

  constructor(options: SocketOptions) {
    this.#options = options
  }

  init(app: App): void {
    this.#app = app
  }

  /** Returns at once: being without a connection is no reason not to run. */
  async start(): Promise<void> {
    for (let each = 0; each < CONNECTIONS; each++) void this.#keepOne()
  }

  /** What is being heard is heard to its end and acknowledged; anything later Slack will tell whoever listens then. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await Promise.allSettled(this.#hearing)
    const goodbyes = Promise.all([...this.#open].map(({ client }) => client.disconnect()))
    await Promise.race([goodbyes, after(GOODBYE_MAX_MS, undefined, { ref: false })])
  }

  async #keepOne(): Promise<void> {
    const { signal } = this.#ending
    for (let failures = 0; !signal.aborted; ) {
      const end = await this.#liveOnce()
      failures = end.kind === 'was-steady' ? 0 : failures + 1
      const restMs = Math.min(REST_MS.first * 2 ** failures, REST_MS.max)
      const wishedMs = end.kind === 'not-opened' ? end.wishedMs : 0
      await after(Math.max(restMs, wishedMs), undefined, { signal, ref: false }).catch(() => {})
    }
  }

  /** One connection from its opening to its end. Never rejects. */
  async #liveOnce(): Promise<End> {
    const socket = this.#newSocket()
    const ended = new Promise<void>((resolve) => void socket.client.once('disconnected', () => resolve()))
    const began = performance.now()
    try {
      await opened(socket)
    } catch (error) {
      this.#options.log('error', `no socket to Slack: ${reasonOf(error)}`)
      return { kind: 'not-opened', wishedMs: ((error as { retryAfter?: number })?.retryAfter ?? 0) * 1_000 }
    }
    if (this.#ending.signal.aborted) {
      void socket.client.disconnect()
      return { kind: 'was-short' }
    }
    this.#open.add(socket)
    this.#options.log('info', 'a socket to Slack is open')
    await ended
    this.#open.delete(socket)
    if (!this.#ending.signal.aborted) this.#options.log('info', 'a socket to Slack has ended')
    return { kind: performance.now() - began >= STEADY_MS ? 'was-steady' : 'was-short' }
  }

  #newSocket(): SocketModeReceiver {
    const { appToken, apiUrl, logger, log } = this.#options
    const socket = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      installerOptions: {
        clientOptions: { ...OFF, timeout: CALL_TIMEOUT_MS, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) },
      },
      processEventErrorHandler: async ({ error }) => {
        log('error', `an envelope of Slack was not acknowledged: ${reasonOf(error)}`)
        return false
      },
    })
    // Of an App this receiver uses nothing else.
    socket.init({ processEvent: (event: ReceiverEvent) => this.#hear(event) } as unknown as App)
    return socket
  }

  async #hear(event: ReceiverEvent): Promise<void> {
    if (this.#ending.signal.aborted) return
    const hearing = this.#answer(event)
    this.#hearing.add(hearing)
    try {
      await hearing
    } finally {
      this.#hearing.delete(hearing)
    }
  }

  async #answer({ body, retryNum, retryReason, ack }: ReceiverEvent): Promise<void> {
    if (!this.#app) throw new Error('Bolt has not been given this receiver')
    const retry = { ...(retryNum !== undefined && { retryNum }), ...(retryReason !== undefined && { retryReason }) }
    const answer = await throughBolt(this.#app, { body, ...retry })
    await ack(answer.kind === 'heard' ? answer.body : undefined)
  }
}

type End = { kind: 'was-steady' } | { kind: 'was-short' } | { kind: 'not-opened'; wishedMs: number }

/** Waits for Slack's hello, but not for ever; a connection that is given up is closed should it open after all. */
async function opened(socket: SocketModeReceiver): Promise<void> {
  const opening = socket.start()
  const tooLong = after(OPENING_MAX_MS, 'too-long' as const, { ref: false })
  if ((await Promise.race([opening, tooLong])) !== 'too-long') return
  opening.then(
    () => socket.client.disconnect(),
    () => {},
  )
  void socket.client.disconnect()
  throw new Error('Slack did not say hello in time')
}

/** Slack's client rejects with nothing when a connection ends before its hello. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'it ended before it began'
