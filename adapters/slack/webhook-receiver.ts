import type { App, Receiver } from '@slack/bolt'
import type { RawRequest } from '../adapter.ts'
import { type BoltAnswer, throughBolt } from './bolt-call.ts'
import { parse } from './decode.ts'

/** Slack's own check, when an address is entered, wants its word back. */
export type WebhookAnswer = BoltAnswer | { kind: 'challenge'; word: string }

/** Bolt's way in over HTTP. The route belongs to our server, which has also found the signature genuine. */
export class WebhookReceiver implements Receiver {
  #app: App | undefined

  init(app: App): void {
    this.#app = app
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  /** Rejects when it was not kept; the caller then must not answer 2xx. */
  async receive(request: RawRequest): Promise<WebhookAnswer> {
    const body = parse(request)
    if (body.challenge !== undefined) return { kind: 'challenge', word: body.challenge }
    if (!this.#app) throw new Error('Bolt has not been given this receiver')
    return throughBolt(this.#app, { body, ...retryOf(request) })
  }
}

function retryOf({ headers }: RawRequest): { retryNum?: number; retryReason?: string } {
  const { 'x-slack-retry-num': num, 'x-slack-retry-reason': reason } = headers
  return {
    ...(typeof num === 'string' && { retryNum: Number(num) }),
    ...(typeof reason === 'string' && { retryReason: reason }),
  }
}
