import { createHmac } from 'node:crypto'
import { type Delivery, type Dispatched, dispatch, isAccepted, nothing } from '../webhook.ts'
import type { SlackEvent, SlackSide } from './side.ts'
import type { Sockets } from './socket.ts'

/** What Slack tells the app: an event, an interaction (`payload=` in a form), or a slash command (a form). */
export interface Envelope {
  kind: 'events_api' | 'interactive' | 'slash_commands'
  name: string
  payload: Record<string, unknown>
  retry?: { num: number; reason: string }
}

export interface SlackWebhooks {
  url: string | null
  sockets: Sockets
  /** The last ones sent, newest last: what can be replayed. */
  recent: Envelope[]
}

const RECENT_MAX = 50
/** At once, after a minute, after five more. */
const RETRY_AFTER_MS = [0, 60_000, 300_000]

/** By socket while one is connected, otherwise by HTTP. Commands and interactions are tried once only. */
export async function tell(side: SlackSide, webhooks: SlackWebhooks, envelope: Envelope): Promise<Delivery> {
  webhooks.recent.push(envelope)
  if (webhooks.recent.length > RECENT_MAX) webhooks.recent.shift()
  return attempt(side, webhooks, envelope)
}

export async function attempt(side: SlackSide, webhooks: SlackWebhooks, envelope: Envelope): Promise<Delivery> {
  if (webhooks.sockets.count() > 0) return webhooks.sockets.tell(envelope)
  if (webhooks.url === null) return nothing(webhooks.sockets.wereOpen() ? 'unreachable' : 'no-webhook')
  const request = signed(side, webhooks.url, encode(envelope), side.world.wallMs(), envelope.retry)
  return dispatch(
    side.world,
    { platform: 'slack', name: envelope.name, deadlineMs: side.world.deadlines.slackMs, expect: 'accept' },
    request,
  )
}

/** Events come again up to three times until they are answered. */
export async function tellEvent(
  side: SlackSide,
  webhooks: SlackWebhooks,
  event: SlackEvent,
): Promise<{ eventId: string; delivery: Delivery }> {
  const envelope = eventEnvelope(side, event)
  const delivery = await tell(side, webhooks, envelope)
  if (!isAccepted(delivery)) retry(side, webhooks, envelope, delivery, 0)
  return { eventId: String(envelope.payload.event_id), delivery }
}

function retry(side: SlackSide, webhooks: SlackWebhooks, envelope: Envelope, last: Delivery, tries: number) {
  const afterMs = RETRY_AFTER_MS[tries]
  if (afterMs === undefined || last.outcome === 'no-webhook' || last.headers.get('x-slack-no-retry') === '1') return
  const again = async () => {
    const delivery = await attempt(side, webhooks, { ...envelope, retry: { num: tries + 1, reason: reasonOf(last) } })
    if (!isAccepted(delivery)) retry(side, webhooks, envelope, delivery, tries + 1)
  }
  if (afterMs === 0) side.world.background.run(again)
  else side.world.agenda.at(side.world.clock.now() + afterMs, again)
}

function reasonOf({ outcome }: Delivery): string {
  return outcome === 'late' ? 'http_timeout' : outcome === 'answered' ? 'http_error' : 'connection_failed'
}

function eventEnvelope({ world, state }: SlackSide, event: SlackEvent): Envelope {
  const eventId = `Ev0${world.random.alphanumeric(9)}`
  const authorization = {
    enterprise_id: null,
    team_id: state.teamId,
    user_id: state.botUserId,
    is_bot: true,
    is_enterprise_install: false,
  }
  const payload = {
    token: state.verificationToken,
    team_id: state.teamId,
    context_team_id: state.teamId,
    api_app_id: state.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(world.clock.now() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
    event_context: `4-${world.random.alphanumeric(40)}`,
    property_of_tomorrow: { hint: 'unknown properties must be ignored' },
  }
  return { kind: 'events_api', name: `event ${event.type}`, payload }
}

export interface Encoded {
  type: string
  body: string
}

export function encode(envelope: Envelope): Encoded {
  const form = 'application/x-www-form-urlencoded'
  if (envelope.kind === 'events_api') return { type: 'application/json', body: JSON.stringify(envelope.payload) }
  if (envelope.kind === 'interactive')
    return { type: form, body: new URLSearchParams({ payload: JSON.stringify(envelope.payload) }).toString() }
  return { type: form, body: new URLSearchParams(envelope.payload as Record<string, string>).toString() }
}

/** The signature's time is the wall clock's, because the reader compares it with their own. */
export function signed(
  side: SlackSide,
  url: string,
  content: Encoded,
  atMs: number,
  retry?: Envelope['retry'],
  secret = side.state.signingSecret,
): Dispatched {
  const timestamp = String(Math.floor(atMs / 1000))
  const again: Record<string, string> = retry
    ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }
    : {}
  return {
    url,
    body: content.body,
    headers: {
      'content-type': content.type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(secret, timestamp, content.body),
      ...again,
    },
  }
}

export function signature(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`, 'utf8').digest('hex')}`
}
