import { createHmac } from 'node:crypto'
import { type Delivery, type Dispatched, dispatch, isAccepted, nothing } from '../webhook.ts'
import type { LineSide } from './side.ts'

const REPLY_WITHIN_MS = 60_000
const REPLY_CAP_MS = 20 * 60_000

export type LineEvent = { type: string; webhookEventId: string; timestamp: number; [property: string]: unknown }

/** What every event has; real LINE adds properties without notice, so there is always one nobody knows. */
export function eventOf(side: LineSide, userId: string, type: string, details: Record<string, unknown>): LineEvent {
  const timestamp = side.world.clock.now()
  return {
    type,
    ...details,
    webhookEventId: side.world.random.ulid(timestamp),
    deliveryContext: { isRedelivery: false },
    timestamp,
    source: { type: 'user', userId },
    mode: 'active',
    propertyOfTomorrow: { hint: 'unknown properties must be ignored' },
  }
}

/** Good once, within a minute of the webhook that brought it; a redelivered one never beyond 20 minutes. */
export function issueReplyToken({ world, state }: LineSide, userId: string): string {
  const token = world.random.hex(32)
  const issuedAt = world.clock.now()
  state.replyTokens[token] = { userId, issuedAt, expiresAt: issuedAt + REPLY_WITHIN_MS, isUsed: false }
  return token
}

export interface LineWebhooks {
  url: string | null
  /** How long after a failure each redelivery follows; empty, as in the world, unless switched on. */
  redeliveryMs: number[]
  /** The last bodies sent, newest last: what can be replayed. */
  recent: LineEvent[][]
}

const RECENT_MAX = 50

/** One webhook with one or several events, of one or several people. */
export async function sendEvents(side: LineSide, webhooks: LineWebhooks, events: LineEvent[]): Promise<Delivery> {
  webhooks.recent.push(events)
  if (webhooks.recent.length > RECENT_MAX) webhooks.recent.shift()
  const delivery = await deliverEvents(side, webhooks, events)
  if (!isAccepted(delivery)) scheduleRedelivery(side, webhooks, events, 0)
  return delivery
}

async function deliverEvents(side: LineSide, webhooks: LineWebhooks, events: LineEvent[]): Promise<Delivery> {
  if (webhooks.url === null) return nothing('no-webhook')
  const request = signed(side.state.channelSecret, webhooks.url, bodyOf(side, events))
  const name = events.map((event) => event.type).join('+') || 'empty'
  return dispatch(
    side.world,
    { platform: 'line', name, deadlineMs: side.world.deadlines.lineMs, expect: 'accept' },
    request,
  )
}

function scheduleRedelivery(side: LineSide, webhooks: LineWebhooks, events: LineEvent[], attempt: number) {
  const delayMs = webhooks.redeliveryMs[attempt]
  if (delayMs === undefined) return
  side.world.agenda.at(side.world.clock.now() + delayMs, async () => {
    const delivery = await redeliver(side, webhooks, events)
    if (!isAccepted(delivery)) scheduleRedelivery(side, webhooks, events, attempt + 1)
  })
}

/** The same ids and reply tokens, marked as redelivered. */
export async function redeliver(side: LineSide, webhooks: LineWebhooks, events: LineEvent[]): Promise<Delivery> {
  for (const event of events) prolongReplyToken(side, event.replyToken)
  return deliverEvents(
    side,
    webhooks,
    events.map((event) => ({ ...event, deliveryContext: { isRedelivery: true } })),
  )
}

function prolongReplyToken({ world, state }: LineSide, replyToken: unknown) {
  const token = typeof replyToken === 'string' ? state.replyTokens[replyToken] : undefined
  if (token) token.expiresAt = Math.min(world.clock.now() + REPLY_WITHIN_MS, token.issuedAt + REPLY_CAP_MS)
}

export function bodyOf(side: LineSide, events: LineEvent[]): string {
  return JSON.stringify({ destination: side.state.destination, events })
}

export function signed(channelSecret: string, url: string, body: string): Dispatched {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'LineBotWebhook/2.0' }
  return { url, body, headers: { ...headers, 'x-line-signature': signature(channelSecret, body) } }
}

export function signature(channelSecret: string, body: string): string {
  return createHmac('sha256', channelSecret).update(body, 'utf8').digest('base64')
}
