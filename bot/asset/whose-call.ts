import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import type { Firm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import { callOf } from '#db/whose-calls.ts'
import { looksLike } from '#engine/asset.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { likeliestFirst, resembles } from '#engine/resemblance.ts'
import type { Unspoken } from '#engine/roll-call.ts'
import { nextOf, type WhoseCall } from '#engine/whose-call.ts'
import { actionOf } from '../action.ts'
import { toChannel } from '../channel-message.ts'
import { deskTask } from '../desk-task.ts'
import type { FlowContext } from '../flow.ts'
import type { Coming } from '../recurrence.ts'
import { seenText } from './called.ts'
import { assetLane } from './tokens.ts'
import type { FirmsUnclaimed } from './unclaimed.ts'

/** Which firms are telephoned next is the region's to say. */
export const whoseCallsOf = (regionId: string): Coming => ({
  ...{ kind: 'whose-calls', key: `whose-calls:${regionId}`, lane: `whose-calls:${regionId}` },
  ...{ regionId, firmId: null, says: {} },
})

export const LOOK = 'look'
/** In the lane of the firm's ledger, which the answers are for. */
export type WhoseCallTap = `phone-${'taken' | 'missed' | 'done' | 'declined' | 'owner' | 'no-pc' | 'unknown'}`
export const isOfWhoseCall = (command: string): boolean => command.startsWith('phone-')

export interface WhoseCallParams {
  mac?: string
  person?: string
}

/** Somebody has said in chat whose one is: the desk's card has one less to ask. */
export async function lookAgain(tx: Tx, app: FlowContext, firm: { regionId: string; firmId: string }): Promise<void> {
  const call = await callOf(tx, firm.firmId)
  if (!call?.isHandedOut || call.end !== null) return
  await receive(tx, [
    {
      ...{ ...firm, lane: assetLane(firm.firmId), kind: 'whose-call', account: 'assets', eventId: app.newUuid() },
      ...{ payload: { command: LOOK }, at: app.now },
    },
  ])
}

const LIFE_DAYS = 60
const PEOPLE_MAX = 15

interface Shown extends Pick<FirmsUnclaimed, 'people' | 'owners'> {
  firm: Firm
  region: Region
  call: WhoseCall
  toAsk: readonly Unspoken[]
}

/** 「電話をお願いします」 in #desk: one PC at a time, and a tap for whatever is said of it; edited in place. */
export function whoseCallCard(app: FlowContext, shown: Shown): { card: OutboxEntry; granted: Action[] } {
  const { firm, region } = shown
  const granted: Action[] = []
  const tap = (command: WhoseCallTap, params: WhoseCallParams = {}): string => {
    const place = {
      regionId: region.id,
      firmId: firm.id,
      subject: assetLane(firm.id),
      holder: { role: 'desk' },
    } as const
    const action = actionOf(app, { ...place, command, params: { ...params }, days: LIFE_DAYS })
    granted.push(action)
    return action.token
  }
  const place = { regionId: region.id, firmId: firm.id, locale: region.locale }
  const card = toChannel(app, 'desk', place, cardMessage(shown, tap))
  return { card: { ...card, subject: assetLane(firm.id), stickyKey: `desk:whose:${firm.id}` }, granted }
}

type Tap = (command: WhoseCallTap, params?: WhoseCallParams) => string

function cardMessage(shown: Shown, tap: Tap): Message {
  const { firm, call, toAsk } = shown
  const asked = nextOf(call, toAsk)
  const options = asked && call.end === null ? optionsFor(shown, asked, tap) : []
  return deskTask(
    firm,
    [{ label: { key: 'desk.task.why' }, value: { key: 'desk.whose-call.why' } }],
    [
      ...(options.length > 0 && asked ? questionParts(shown, asked) : []),
      { kind: 'status', tone: call.end ? 'ok' : call.takenBy ? 'wait' : 'warn', text: standingText(call) },
      ...(options.length > 0 ? [{ kind: 'choice' as const, lasts: 'durable' as const, options }] : []),
    ],
  )
}

function questionParts({ call, toAsk }: Shown, asked: Unspoken): Part[] {
  const before = call.known.length + call.unknown.length
  const left = toAsk.filter(({ mac }) => !call.unknown.includes(mac)).length
  const params = { number: before + 1, count: before + left, what: seenText(asked, true) }
  return [
    paragraph({ key: 'desk.whose-call.how' }),
    paragraph({ key: 'desk.whose-call.ask', params }),
    ...(looksLike(asked.name) === 'windows' ? [paragraph({ key: 'asset.roll-call.windows' })] : []),
  ]
}

function optionsFor({ people, owners, call }: Shown, { mac, name: host }: Unspoken, tap: Tap): Option[] {
  const free = likeliestFirst(people, ({ personId }) => !owners.includes(personId))
  const ordered = likeliestFirst(free, ({ name }) => resembles(host, name))
  return [
    ...ordered.slice(0, PEOPLE_MAX).map(({ personId, name }): Option => {
      return { label: { typed: name }, token: tap('phone-owner', { mac, person: personId }) }
    }),
    { label: { key: 'asset.button.no-pc' }, token: tap('phone-no-pc', { mac }) },
    { label: { key: 'asset.button.not-known' }, token: tap('phone-unknown', { mac }) },
    ...(call.takenBy
      ? []
      : [{ label: { key: 'desk.button.take' }, token: tap('phone-taken'), style: 'primary' as const }]),
    { label: { key: 'desk.button.missed' }, token: tap('phone-missed') },
    { label: { key: 'desk.button.done' }, token: tap('phone-done') },
    { label: { key: 'desk.whose-call.declined' }, token: tap('phone-declined') },
  ]
}

function standingText({ takenBy, missedAt, known, unknown, end, endedAt }: WhoseCall): Text {
  const who = takenBy?.name ?? ''
  if (end) {
    const params = { who, at: { at: endedAt ?? 0 }, known: known.length, unknown: unknown.length }
    return { key: `desk.whose-call.end.${end}`, params }
  }
  const last = missedAt.at(-1)
  if (last !== undefined && !takenBy)
    return { key: 'desk.task.missed', params: { at: { at: last }, count: missedAt.length } }
  return takenBy ? { key: 'desk.task.taken', params: { who } } : { key: 'desk.task.open' }
}
