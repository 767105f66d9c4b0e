import { type AckFn, App } from '@slack/bolt'
import type { Hear } from '../adapter.ts'
import { type Call, OFF } from './bolt-call.ts'
import { boltLogger, type SlackLog } from './bolt-logger.ts'
import { decodeBody, shapeOf } from './decode.ts'
import { SocketReceiver } from './socket-receiver.ts'
import { WebhookReceiver } from './webhook-receiver.ts'

export interface BoltOptions {
  botToken: string
  /** Set: Socket Mode too. */
  appToken: string | undefined
  apiUrl: string | undefined
  hear: Hear
  /** When a tap or a command came: those carry no time of their own. */
  wallNow: () => number
  log: SlackLog
}

export interface Bolt {
  webhooks: WebhookReceiver
  sockets: SocketReceiver | undefined
}

/** Bolt between our own receivers and one listener: everything is heard the same way, and `decode` says what it was. */
export function mountBolt({ botToken, appToken, apiUrl, hear, wallNow, log }: BoltOptions): Bolt {
  const logger = boltLogger(log)
  const webhooks = new WebhookReceiver()
  const app = new App({
    receiver: webhooks,
    // Which workspaces are ours is for the hearer to say: a refusal here would be no answer, and Slack counts those.
    authorize: async () => ({ botToken }),
    clientOptions: { ...OFF, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) },
    logger,
    convoStore: false,
    ignoreSelf: false,
  })
  app.use(async ({ body, context, ...args }) => {
    const call: Call = context.call
    call.isHeard = true
    const answer = await hear(decodeBody(shapeOf(body), wallNow()))
    // Events have nothing to answer, so Bolt hands their listeners no `ack`.
    if ('ack' in args && args.ack) await (args.ack as AckFn<unknown>)(answer)
  })
  // Bolt's wrapping tells its readers nothing.
  app.error(async (error) => {
    throw error.original ?? error
  })
  const sockets = appToken === undefined ? undefined : new SocketReceiver({ appToken, apiUrl, logger, log })
  sockets?.init(app)
  return { webhooks, sockets }
}
