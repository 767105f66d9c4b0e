import type { FormAdapter, MediaAdapter, RawRequest } from '../adapter.ts'
import type { BoltOptions } from './bolt.ts'
import { capabilities } from './capabilities.ts'
import { askChannel, type Reached } from './channel.ts'
import { decodeBody, parse } from './decode.ts'
import { createFetchMedia } from './media.ts'
import { render } from './render.ts'
import { createClient, createSend, openForm, updateForm } from './send.ts'
import { askTeam, type Team } from './team.ts'
import { verify } from './verify.ts'
import type { WebhookAnswer } from './webhook-receiver.ts'

export interface SlackOptions {
  botToken: string
  signingSecret: string
  /** What Slack signed before it was given another one still counts. */
  formerSecret?: string | undefined
  /** Set: Socket Mode, for installations without a public address. */
  appToken?: string | undefined
  /** Slack's own unless told; ends in `/api/`. */
  apiUrl: string | undefined
}

export interface SlackAdapter extends FormAdapter, MediaAdapter {
  team(): Promise<Team>
  /** Whether the app is in a channel. */
  reach(channel: string): Promise<Reached>
  /** From now on Slack is heard, over HTTP and, with an app token, over sockets. */
  listen(options: Pick<BoltOptions, 'hear' | 'wallNow' | 'log'>): SlackListener
}

export interface SlackListener {
  /** Answers a request whose signature was found genuine. Rejects when it was not kept, or is no request of Slack's (`MalformedBody`). */
  receive(request: RawRequest): Promise<WebhookAnswer>
  /** What is being heard is heard to its end. */
  stop(): Promise<void>
}

export function createSlackAdapter(options: SlackOptions): SlackAdapter {
  const client = createClient(options)
  return {
    platform: 'slack',
    capabilities,
    verify: (request, nowMs) => verify(request, secretsOf(options), nowMs),
    decode: (request) => decodeBody(parse(request), Number(request.headers['x-slack-request-timestamp'] ?? 0) * 1000),
    render,
    send: createSend(client),
    openForm: (triggerId, form, signal) => openForm(client, triggerId, form, signal),
    updateForm: (view, form, signal) => updateForm(client, view, form, signal),
    fieldErrors: (errors) => ({ response_action: 'errors', errors }),
    fetchMedia: createFetchMedia(client, options),
    team: () => askTeam(client),
    reach: (channel) => askChannel(client, channel),
    listen: (hearing) => listen(options, hearing),
  }
}

const secretsOf = ({ signingSecret, formerSecret }: SlackOptions): readonly string[] =>
  formerSecret === undefined ? [signingSecret] : [signingSecret, formerSecret]

/** Bolt brings a hundred packages, and half a second: it is loaded beside the start, and only where somebody listens. */
function listen(options: SlackOptions, hearing: Pick<BoltOptions, 'hear' | 'wallNow' | 'log'>): SlackListener {
  const mounting = import('./bolt.ts').then(async ({ mountBolt }) => {
    const bolt = mountBolt({ ...options, appToken: options.appToken, ...hearing })
    await bolt.sockets?.start()
    return bolt
  })
  mounting.catch((error: unknown) => hearing.log('error', `Bolt does not run: ${String(error)}`))
  return {
    receive: async (request) => (await mounting).webhooks.receive(request),
    stop: async () => (await mounting.catch(() => undefined))?.sockets?.stop(),
  }
}
