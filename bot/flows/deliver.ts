import { randomUUID } from 'node:crypto'
import type { Adapter, Outgoing, Platform } from '#adapters/adapter.ts'
import type { SendResult } from '#adapters/send-result.ts'
import {
  claimOutboxLanes,
  countAttempt,
  freeze,
  type OutboxRow,
  restOutboxLane,
  settleMessage,
  siblingsOf,
  takeMessage,
} from '#db/deliveries.ts'
import type { Db, Tx } from '#db/door.ts'
import { ownerOf } from '#db/node-life.ts'
import { findRegion } from '#db/regions.ts'
import type { Accounts } from '../account/accounts.ts'
import { crashPoint } from '../crash-point.ts'
import { type Plan, planFor, soughtBy } from '../deliver/plan.ts'
import { reserveQuota } from '../deliver/quota.ts'
import { holdBack, record, reportDead } from '../deliver/record.ts'
import type { Log } from '../log.ts'
import { createLoop, type Loop } from '../loop.ts'
import type { Speaker } from '../say.ts'

const LEASE_MS = 60_000
const SEND_TIMEOUT_MS = 10_000
const MESSAGES_PER_TURN = 20

export interface DelivererOptions {
  db: Db
  accounts: Pick<Accounts, 'speaking'>
  /** On which the installation itself speaks. */
  platforms: readonly Platform[]
  speaker: Speaker
  /** By this a platform says when to come back. */
  wallNow: () => number
  /** By this reply tokens grow old and quota months turn. */
  businessNow: () => number
  log: Log
  /** What a phone will fetch as soon as it shows the message is made ready; never fails. */
  beforePush?: (message: OutboxRow['message']) => Promise<void>
  onResult?: (platform: Platform, result: SendResult['kind'], waitedMs: number) => void
  lanesAtOnce?: number
}

/**
 * Empties the outbox: claim and freeze (one commit), send, record (one commit). What was attempted without a result is
 * tried again only in a way that the platform can tell from a second message.
 */
export function createDeliverer(options: DelivererOptions): Loop {
  const { db, platforms, log, lanesAtOnce = 8 } = options
  const owner = ownerOf(db.nodeId, randomUUID())
  return createLoop({
    name: 'outbox',
    wakenBy: (wake) => db.onHint('outbox', wake),
    log,
    async round() {
      const lanes = await db.transaction({ kind: 'system' }, (tx) =>
        claimOutboxLanes(tx, owner, platforms, lanesAtOnce, LEASE_MS),
      )
      const sent = await Promise.all(lanes.map((lane) => emptyLane(options, lane, owner)))
      return sent.reduce((sum, messages) => sum + messages, 0)
    },
  })
}

async function emptyLane(options: DelivererOptions, lane: string, owner: string): Promise<number> {
  let done = 0
  for (; done < MESSAGES_PER_TURN; done++) {
    const next = await options.db.transaction({ kind: 'system' }, (tx) => takeNext(options, tx, lane, owner))
    if (next.kind === 'empty') return done
    if (next.kind === 'settled') continue
    if (next.kind === 'resting') return done
    crashPoint('outbox-freeze')
    const restMs = await sendOne(options, next)
    if (restMs > 0) {
      await options.db.transaction({ kind: 'system' }, (tx) => restOutboxLane(tx, lane, owner, restMs))
      return done + 1
    }
  }
  await options.db.transaction({ kind: 'system' }, (tx) => restOutboxLane(tx, lane, owner, 0))
  return done
}

type Next = { kind: 'empty' } | { kind: 'resting' } | { kind: 'settled' } | ({ kind: 'ready' } & Ready)

interface Ready {
  /** Of the account that the chat is with. */
  adapter: Adapter
  row: OutboxRow
  outgoing: Outgoing
}

/** For whom nobody can speak just now; whose account is put to work again is heard within this. */
const SILENT_REST_MS = 60_000

/** Commits everything that must be known before the call: the bytes, the route, the retry key, and that it is attempted. */
async function takeNext(options: DelivererOptions, tx: Tx, lane: string, owner: string): Promise<Next> {
  const row = await takeMessage(tx, lane, owner, LEASE_MS)
  if (!row) return { kind: 'empty' }
  const plan = planFor(row, options.businessNow())
  if (plan.kind === 'give-up') {
    await settleMessage(tx, row.seq, plan.state, plan.reason, null)
    // A lost reply was chatter; everything else that never arrived is shown to a person.
    if (plan.state === 'dead' && plan.reason !== 'reply-lost')
      await reportDead(tx, row, plan.reason, options.businessNow())
    return { kind: 'settled' }
  }
  if (plan.kind === 'wait') {
    await restOutboxLane(tx, lane, owner, plan.restMs)
    return { kind: 'resting' }
  }
  const adapter = await options.accounts.speaking(tx, row.to)
  if (!adapter) {
    await restOutboxLane(tx, lane, owner, SILENT_REST_MS)
    return { kind: 'resting' }
  }
  if (plan.kind === 'retry') {
    await countAttempt(tx, row.seq)
    return { kind: 'ready', adapter, row, outgoing: plan.outgoing }
  }
  return prepare(options, tx, adapter, row, plan)
}

async function prepare(
  options: DelivererOptions,
  tx: Tx,
  adapter: Adapter,
  row: OutboxRow,
  plan: Extract<Plan, { kind: 'first' }>,
): Promise<Next> {
  if (plan.route === 'push' && !(await reserveQuota(tx, row, options.businessNow()))) {
    await holdBack(tx, row, options.businessNow())
    return { kind: 'settled' }
  }
  const siblings = plan.route === 'reply' ? await siblingsOf(tx, row) : []
  const payload = row.takesBack
    ? { payload: null, merged: 0 }
    : await renderAll(options, tx, adapter, [row, ...siblings])
  const retryKey = randomUUID()
  await freeze(
    tx,
    row.seq,
    { route: plan.route, payload: payload.payload, retryKey, messageId: plan.messageId },
    siblings.slice(0, payload.merged).map((sibling) => sibling.seq),
  )
  const { to, threadId } = row
  const outgoing: Outgoing = {
    ...soughtBy(row),
    route: plan.route,
    to: to.address,
    retryKey,
    payload: payload.payload,
    isRetryOfAmbiguous: false,
    ...(threadId ? { threadId } : {}),
    ...(plan.messageId ? { messageId: plan.messageId } : {}),
    ...(plan.route === 'reply' && row.reply ? { replyToken: row.reply.token } : {}),
  }
  return { kind: 'ready', adapter, row: { ...row, route: plan.route }, outgoing }
}

const REPLY_OBJECTS_MAX = 5

/** The row's own message and, for a reply, as many of its siblings as fit beside it. */
async function renderAll(
  { speaker, log }: DelivererOptions,
  tx: Tx,
  adapter: Adapter,
  rows: OutboxRow[],
): Promise<{ payload: unknown; merged: number }> {
  const region = await findRegion(tx, rows[0]?.regionId ?? '')
  const rendered = rows.map((row) =>
    adapter.render(speaker.message(row.message, { locale: row.locale, timezone: region?.timezone ?? 'Asia/Tokyo' })),
  )
  for (const { degraded } of rendered) if (degraded.length > 0) log.warn({ degraded }, 'a message had to be shortened')
  const [first, ...rest] = rendered.map(({ payload }) => payload)
  if (!Array.isArray(first)) return { payload: first, merged: 0 }
  let objects = first
  let merged = 0
  for (const more of rest) {
    if (!Array.isArray(more) || objects.length + more.length > REPLY_OBJECTS_MAX) break
    objects = [...objects, ...more]
    merged += 1
  }
  return { payload: objects, merged }
}

/** How long the lane must rest before its next message. */
async function sendOne(options: DelivererOptions, { adapter, row, outgoing }: Ready): Promise<number> {
  if (outgoing.route === 'push') await options.beforePush?.(row.message)
  crashPoint('send-before')
  const result = await adapter.send(outgoing, AbortSignal.timeout(SEND_TIMEOUT_MS))
  crashPoint('send-after')
  options.onResult?.(row.to.platform, result.kind, row.triedForMs)
  const restMs = await options.db.transaction({ kind: 'system' }, (tx) =>
    record(tx, row, outgoing, result, { wallNow: options.wallNow(), businessNow: options.businessNow() }),
  )
  crashPoint('record')
  options.db.hint('inbox')
  return restMs
}
