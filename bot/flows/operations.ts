import type { Incoming } from '#adapters/adapter.ts'
import { accountOf } from '#db/accounts.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { type Input, isOfTime } from '#engine/dialogue/exchange.ts'
import type { Message, Text } from '#engine/message.ts'
import { DEFAULT_LOCALE } from '#locales/index.ts'
import { CaseWork } from '../case/work.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import { quotaMonth } from '../deliver/quota.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { ofRegion } from '../of-region.ts'

/** An inbox row was put aside after its third failure: operations sees a card, a person who waits gets an apology. */
export async function parked(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const waiting = personWaiting(job)
  // What was said in a chat belongs to no region; its account may.
  const regionId = job.regionId ?? ((waiting && (await accountOf(tx, waiting))?.regionId) || null)
  const place = { regionId: regionId ?? '', firmId: job.firmId, locale: DEFAULT_LOCALE }
  const params = { kind: job.kind, lane: job.lane, count: job.attempts }
  const card = operationsCard({ key: 'operations.poison.text', params }, { key: 'operations.poison.fallback', params })
  const there = toChannel(await ofRegion(tx, app, regionId), 'operations', place, card)
  await enqueue(tx, waiting ? [there, apology(job, app, waiting)] : [there])
}

type Waiting = Pick<Incoming, 'platform' | 'account' | 'userId'>

/** Whoever wrote or tapped waits for an answer; behind an alert or a timer nobody does. */
export function personWaiting({ kind, payload }: Pick<InboxRow, 'kind' | 'payload'>): Waiting | undefined {
  if (kind === 'chat') return payload as Waiting
  if (!WAITED_FOR.has(kind)) return undefined
  // Time and operators act without a chat to answer in, or in the name of somebody who does not wait.
  const { by, input, act } = payload as { by: Partial<Waiting> | null; input?: Input; act?: { kind: string } }
  const isOfAClock = (input !== undefined && isOfTime(input)) || act?.kind === 'remind'
  return by?.platform && !isOfAClock ? (by as Waiting) : undefined
}

const WAITED_FOR: ReadonlySet<string> = new Set([
  'case-command',
  'consultation',
  'dialogue',
  'dialogue-form',
  'hearing',
  'inquiry',
  'policy-form',
  'responsible',
  'security-action',
  'suppression-command',
  'todo-command',
])

function apology(job: InboxRow, app: FlowContext, { platform, account, userId }: Waiting): OutboxEntry {
  const text = { key: 'errors.apology' }
  return {
    id: app.newUuid(),
    regionId: job.regionId ?? '',
    firmId: job.firmId,
    subject: null,
    to: { platform, account, address: userId },
    priority: 'conversation',
    locale: DEFAULT_LOCALE,
    message: { purpose: 'answer', fallback: text, parts: [{ kind: 'paragraph', text }] },
  }
}

/** A batch of a sensor was put aside after its third failure; the detector went on without it. */
export async function batchParked(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { regionId, firmId } = job
  const { number, attempts } = job.payload as { number: number; attempts: number }
  const firm = firmId && (await findFirm(tx, firmId))
  if (!firm || !regionId) throw new Error('a batch was parked without its firm')
  const params = { firm: firm.name, number, count: attempts }
  const card = operationsCard({ key: 'operations.batch.parked', params }, { key: 'operations.batch.fallback', params })
  await enqueue(tx, [toChannel(app, 'operations', { regionId, firmId, locale: DEFAULT_LOCALE }, card)])
}

interface Undelivered {
  subject: string | null
  purpose: string
  platform: string
  address: string
  reason: string
}

/** A message was given up. A notice that did not reach its firm becomes the desk's telephone call; operations sees every one. */
export async function undeliverable(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const dead = job.payload as Undelivered
  if (dead.purpose === 'notice' && dead.subject?.startsWith('case:'))
    await callInstead(tx, dead.subject.slice('case:'.length), dead.reason, app)
  const place = { regionId: job.regionId ?? '', firmId: job.firmId, locale: DEFAULT_LOCALE }
  await enqueue(tx, [
    isOfQuota(dead.reason)
      ? quotaCard(app, place, dead.reason)
      : toChannel(app, 'operations', place, deadLetterCard(dead)),
  ])
}

const deadLetterCard = ({ platform, address, reason }: Undelivered): Message =>
  operationsCard(
    { key: 'operations.dead-letter.text', params: { platform, to: address, reason } },
    { key: 'operations.dead-letter.fallback', params: { reason } },
  )

const OF_QUOTA = ['quota-dropped', 'quota-ask-to-see', 'quota-exhausted'] as const
type OfQuota = (typeof OF_QUOTA)[number]
const isOfQuota = (reason: string): reason is OfQuota => OF_QUOTA.some((one) => one === reason)

/** Once a month, region and kind of message, however many had to stay behind. */
function quotaCard(
  app: FlowContext,
  place: { regionId: string; firmId: string | null; locale: string },
  reason: OfQuota,
): OutboxEntry {
  const text: Text = { key: `operations.${reason.replace('-', '.')}` }
  const card = toChannel(app, 'operations', place, operationsCard(text))
  return { ...card, stickyKey: `${reason}:${place.regionId}:${quotaMonth(app.now)}` }
}

async function callInstead(tx: Tx, caseId: string, reason: string, app: FlowContext): Promise<void> {
  const work = await CaseWork.open(tx, app, caseId)
  if (work?.case.state !== 'notified') return
  work.remember('undeliverable', null, { reason })
  work.callDesk('undeliverable')
  await work.settle()
}
