import { enter, type Tx } from '#db/door.ts'
import { rowsOfThis as inboxOfThis, type NewInboxRow } from '#db/inbox.ts'
import { rowsOfThis as outboxOfThis, type SentOfThis } from '#db/outbox.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { type Timer, timersOf } from '#db/timers.ts'
import { monthBefore } from '#engine/health-month.ts'
import type { Priority } from '#engine/message.ts'
import { RECURRENCES, type RecurrenceKind } from '#engine/recurrence.ts'
import type { Flow, FlowContext, InboxRow } from './flow.ts'
import { ofRegion } from './of-region.ts'
import { sayText } from './say.ts'
import { duesAfter } from './schedule.ts'
import { PLATFORM_NAMES } from './staff-chat.ts'
import { scopeOf } from './work.ts'

/**
 * What would be sent on a day: what comes then is really done, as things stand now, and then undone. So the answer is that of
 * the very code that will send it, and nothing of it stays. More than a few hundred are only counted.
 */
export interface Rehearsed {
  /** Epoch ms. */
  at: number
  kind: RecurrenceKind
  /** So many would come, of which so many were tried. */
  count: number
  tried: number
  /** What they lead to for so many firms more was only counted: no message of it is told here. */
  left: number
  messages: Told[]
}

export interface Told {
  /** LINE, or the channel. */
  to: string
  priority: Priority
  count: number
  /** The first of them, as a locked phone shows it; '' in a channel, where firms are named. */
  example: string
}

export interface Stage {
  flows: Readonly<Record<string, Flow>>
  app: FlowContext
  /** From the first instant of the day to the first of the next, epoch ms. */
  from: number
  until: number
}

const TRIED_MAX = 200

/** Of one region (system scope). */
export async function rehearse(tx: Tx, regionId: string, told: Stage): Promise<Rehearsed[]> {
  const region = await findRegion(tx, regionId)
  if (!region) return []
  const stage = { ...told, app: await ofRegion(tx, told.app, regionId) }
  const { calendar } = stage.app
  const all: Rehearsed[] = []
  for (const kind of Object.keys(RECURRENCES) as RecurrenceKind[]) {
    const timers = await timersOf(tx, { regionId, kind })
    const dueOf = (dueAt: number): number | undefined => {
      if (dueAt >= stage.from) return dueAt < stage.until ? dueAt : undefined
      for (const at of duesAfter(kind, calendar, dueAt, stage.until)) if (at >= stage.from) return at
      return undefined
    }
    const byDue = Map.groupBy(timers, ({ dueAt }) => dueAt)
    for (const [dueAt, due] of byDue) {
      const at = dueOf(dueAt)
      if (at !== undefined) all.push(await tried(tx, stage, region, { at, kind, due }))
    }
  }
  return all.sort((one, other) => one.at - other.at)
}

async function tried(
  tx: Tx,
  stage: Stage,
  region: Region,
  { at, kind, due }: { at: number; kind: RecurrenceKind; due: readonly Timer[] },
): Promise<Rehearsed> {
  const sent: SentOfThis[] = []
  let left = 0
  for (const timer of due.slice(0, TRIED_MAX)) {
    const job = { ...timer, account: 'rehearsal', eventId: timer.key, payload: { ...timer.payload, since: at }, at }
    const outcome = await undone(tx, (inside) => played(inside, stage, region, job))
    sent.push(...outcome.sent)
    left += outcome.left
  }
  const [count, done] = [due.length, Math.min(due.length, TRIED_MAX)]
  return { at, kind, count, tried: done, left, messages: gathered(stage.app, region, sent) }
}

interface Outcome {
  sent: SentOfThis[]
  /** Rows that it handed on to other lanes, and that were not worked. */
  left: number
}

/** One row with all that it leads to; what waits for a person's word is given it. */
async function played(tx: Tx, stage: Stage, region: Region, job: NewInboxRow): Promise<Outcome> {
  const since = { outbox: await outboxOfThis(tx), inbox: await inboxOfThis(tx) }
  const known = new Set(since.inbox.map(({ eventId }) => eventId))
  const waiting = [job, ...approvalOf(job, region)]
  let room = TRIED_MAX
  let left = 0
  for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
    await work(tx, stage, row)
    const handed = (await inboxOfThis(tx)).filter(({ eventId }) => !known.has(eventId))
    for (const { eventId } of handed) known.add(eventId)
    waiting.push(...handed.slice(0, room).flatMap((one) => [one, ...approvalOf(one, region)]))
    left += Math.max(0, handed.length - room)
    room = Math.max(0, room - handed.length)
  }
  return { sent: (await outboxOfThis(tx)).slice(since.outbox.length), left }
}

/** A month’s drafts are sent once an analyst has approved them: it is told what would go out if they did. */
function approvalOf({ kind, payload, at, ...row }: NewInboxRow, { timezone }: Region): NewInboxRow[] {
  const said =
    kind === 'health-run'
      ? { command: 'approve-all', params: { month: monthBefore(at, timezone) } }
      : kind === 'health-check' && (payload as { command: string }).command === 'drafted' && { command: 'approve' }
  if (!said) return []
  const by = { personId: 'otasuke', name: 'otasuke' }
  return [{ ...row, kind, at, payload: { ...said, by }, eventId: `${row.eventId}:approved` }]
}

async function work(tx: Tx, { flows, app }: Stage, row: NewInboxRow): Promise<void> {
  const flow = flows[row.kind]
  if (!flow) throw new Error(`no flow works ${row.kind}`)
  const job: InboxRow = { ...row, id: 0, attempts: 1 }
  const quiet: FlowContext = { ...app, now: row.at, hint: () => {}, refused: () => {}, recurred: () => {} }
  const inRegion = await ofRegion(tx, quiet, row.regionId)
  await enter(tx, scopeOf(row))
  await flow(tx, job, inRegion)
  await enter(tx, { kind: 'system' })
}

class Undone extends Error {}

/** In a savepoint that is rolled back. */
async function undone<T>(tx: Tx, act: (inside: Tx) => Promise<T>): Promise<T> {
  const done: { outcome?: T } = {}
  try {
    await tx.transaction(async (inside) => {
      done.outcome = await act(inside)
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return done.outcome as T
}

function gathered({ config }: FlowContext, region: Region, sent: readonly SentOfThis[]): Told[] {
  const names = new Map(Object.entries(config.channels).map(([name, address]) => [address, `#${name}`]))
  const placeOf = ({ platform, address }: SentOfThis): string => names.get(address) ?? PLATFORM_NAMES[platform]
  return [...Map.groupBy(sent, (one) => `${placeOf(one)} ${one.priority}`).values()].flatMap((alike) => {
    const [first] = alike
    if (!first) return []
    const { priority, fallback } = first
    const example = first.platform === 'line' ? sayText(fallback, region) : ''
    return [{ to: placeOf(first), priority, count: alike.length, example }]
  })
}
