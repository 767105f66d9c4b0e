import { bodyOf, eventOf, redeliver, sendEvents, signed as signedByLine } from './line/events.ts'
import type { Line } from './line/line.ts'
import { attempt, type Envelope, encode, signed as signedBySlack } from './slack/delivery.ts'
import type { Slack } from './slack/slack.ts'
import { type Delivery, type Dispatched, dispatch } from './webhook.ts'
import type { World } from './world.ts'

/** What the network, the platform or an impostor may do with webhooks that were sent before. */
export const INBOUND_KINDS = [
  'redeliver',
  'duplicate',
  'shuffle',
  'merge',
  'bad-signature',
  'foreign-secret',
  'unsigned',
  'old',
  'future',
  'empty',
  'malformed',
  'unknown-event',
  'foreign-workspace',
] as const
export type InboundKind = (typeof INBOUND_KINDS)[number]

export interface Inbound {
  platform: 'line' | 'slack'
  kind: InboundKind
  /** How many of the last webhooks; 1 unless told (`shuffle` and `merge`: all that are remembered). */
  last?: number | undefined
}

export type InboundResult = Pick<Delivery, 'status' | 'ackMs' | 'outcome'>

export async function replay(world: World, line: Line, slack: Slack, what: Inbound): Promise<InboundResult[]> {
  const results = what.platform === 'line' ? await replayLine(world, line, what) : await replaySlack(world, slack, what)
  return results.map(({ status, ackMs, outcome }) => ({ status, ackMs, outcome }))
}

const TEN_MINUTES_MS = 600_000

async function replayLine(world: World, { side, webhooks }: Line, what: Inbound): Promise<Delivery[]> {
  const recent = lastOf(webhooks.recent, what)
  const secret = side.state.channelSecret
  const forge = (name: string, expect: 'accept' | 'refuse' | 'either', change: (request: Dispatched) => Dispatched) =>
    inTurn(recent, (events) =>
      raw(world, 'line', name, expect, change(signedByLine(secret, webhooks.url ?? '', bodyOf(side, events)))),
    )
  switch (what.kind) {
    case 'redeliver':
      return inTurn(recent, (events) => redeliver(side, webhooks, events))
    case 'duplicate':
      return forge('duplicate', 'accept', (request) => request)
    case 'shuffle':
      return inTurn(world.random.shuffle(recent), (events) => redeliver(side, webhooks, events))
    case 'merge':
      return [await redeliver(side, webhooks, recent.flat())]
    case 'old':
      return inTurn(recent, (events) =>
        redeliver(
          side,
          webhooks,
          events.map((event) => ({ ...event, timestamp: event.timestamp - 86_400_000 })),
        ),
      )
    case 'future':
      return inTurn(recent, (events) =>
        redeliver(
          side,
          webhooks,
          events.map((event) => ({ ...event, timestamp: event.timestamp + 86_400_000 })),
        ),
      )
    case 'empty':
      return [await sendEvents(side, webhooks, [])]
    case 'unknown-event':
      return [
        await sendEvents(side, webhooks, [
          eventOf(side, Object.keys(side.state.users)[0] ?? '', 'eventOfTomorrow', {}),
        ]),
      ]
    case 'malformed':
      return [
        await raw(world, 'line', 'malformed', 'either', signedByLine(secret, webhooks.url ?? '', '{"destination": ')),
      ]
    case 'foreign-secret':
      return inTurn(recent, (events) =>
        raw(
          world,
          'line',
          'foreign-secret',
          'refuse',
          signedByLine(world.random.hex(32), webhooks.url ?? '', bodyOf(side, events)),
        ),
      )
    case 'bad-signature':
      return forge('bad-signature', 'refuse', (request) => ({ ...request, body: `${request.body} ` }))
    case 'unsigned':
      return forge('unsigned', 'refuse', (request) => without(request, 'x-line-signature'))
    case 'foreign-workspace':
      return []
  }
}

async function replaySlack(world: World, { side, webhooks }: Slack, what: Inbound): Promise<Delivery[]> {
  const recent = lastOf(webhooks.recent, what)
  const url = webhooks.url ?? ''
  const now = world.wallMs()
  const forge = (
    name: string,
    expect: 'accept' | 'refuse' | 'either',
    atMs: number,
    change: (request: Dispatched) => Dispatched,
  ) =>
    inTurn(recent, (envelope) =>
      raw(world, 'slack', name, expect, change(signedBySlack(side, url, encode(envelope), atMs))),
    )
  const again = (envelope: Envelope) =>
    attempt(side, webhooks, { ...envelope, retry: { num: 1, reason: 'http_timeout' } })
  switch (what.kind) {
    case 'redeliver':
      return inTurn(recent, again)
    case 'shuffle':
      return inTurn(world.random.shuffle(recent), again)
    case 'duplicate':
      return forge('duplicate', 'accept', now, (request) => request)
    case 'old':
      return forge('old', 'refuse', now - TEN_MINUTES_MS, (request) => request)
    case 'future':
      return forge('future', 'refuse', now + TEN_MINUTES_MS, (request) => request)
    case 'bad-signature':
      return forge('bad-signature', 'refuse', now, (request) => ({ ...request, body: `${request.body} ` }))
    case 'foreign-secret':
      return inTurn(recent, (envelope) =>
        raw(
          world,
          'slack',
          'foreign-secret',
          'refuse',
          signedBySlack(side, url, encode(envelope), now, undefined, world.random.hex(32)),
        ),
      )
    case 'unsigned':
      return forge('unsigned', 'refuse', now, (request) => without(request, 'x-slack-signature'))
    case 'empty':
    case 'malformed': {
      const body = what.kind === 'empty' ? '' : '{"type": "event_callback", '
      return [
        await raw(
          world,
          'slack',
          what.kind,
          'either',
          signedBySlack(side, url, { type: 'application/json', body }, now),
        ),
      ]
    }
    case 'unknown-event':
      return [await again({ kind: 'events_api', name: 'event of tomorrow', payload: unknownEvent(side, world) })]
    case 'foreign-workspace':
      return inTurn(recent, (envelope) => attempt(side, webhooks, elsewhere(envelope, world)))
    case 'merge':
      return []
  }
}

/** The same, had it happened in another workspace that once installed the app. */
function elsewhere(envelope: Envelope, world: World): Envelope {
  const teamId = `T0${world.random.alphanumeric(9)}`
  const { payload } = envelope
  const moved = 'team' in payload ? { team: { id: teamId, domain: 'elsewhere' } } : { team_id: teamId }
  return { ...envelope, payload: { ...payload, ...moved } }
}

function unknownEvent(side: Slack['side'], world: World): Record<string, unknown> {
  const event = { type: 'event_of_tomorrow', event_ts: String(world.clock.now() / 1000) }
  return {
    type: 'event_callback',
    team_id: side.state.teamId,
    api_app_id: side.state.appId,
    event,
    event_id: `Ev0${world.random.alphanumeric(9)}`,
    event_time: Math.floor(world.clock.now() / 1000),
  }
}

function lastOf<T>(recent: T[], what: Inbound): T[] {
  const isMany = what.kind === 'shuffle' || what.kind === 'merge'
  return recent.slice(-(what.last ?? (isMany ? recent.length : 1)))
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<Delivery>): Promise<Delivery[]> {
  const results: Delivery[] = []
  for (const item of items) results.push(await work(item))
  return results
}

function raw(
  world: World,
  platform: 'line' | 'slack',
  name: string,
  expect: 'accept' | 'refuse' | 'either',
  request: Dispatched,
) {
  const deadlineMs = platform === 'line' ? world.deadlines.lineMs : world.deadlines.slackMs
  return dispatch(world, { platform, name, deadlineMs, expect }, request)
}

function without(request: Dispatched, header: string): Dispatched {
  const { [header]: _left, ...headers } = request.headers
  return { ...request, headers }
}
