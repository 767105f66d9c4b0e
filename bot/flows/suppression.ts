import { type Action, grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { lockSuppression, quietCases, saveSuppression, suppressionsOf } from '#db/suppressions.ts'
import { disarm } from '#db/timers.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Message, Option, Text } from '#engine/message.ts'
import { isActive, SUPPRESSION_KNOBS, type Suppression } from '#engine/suppression.ts'
import { actionOf } from '../action.ts'
import { armExpiry, scopeText, suppressionLane } from '../case/quiet.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/** What may be decided about a suppression, and what time decides. */
type Command = 'begin' | 'expire' | 'suppression-end' | 'suppression-extend' | 'suppression-show'

/** One transaction's work on one suppression, in its own lane and its region's scope. */
interface Work {
  tx: Tx
  app: FlowContext
  job: InboxRow
  region: Region
  one: Suppression
  by: PersonRef | null
  /** Cases it keeps without a card, and those of them that nobody has judged since. */
  quiet: { caseId: string; firmId: string; isUndecided: boolean }[]
  what: Text
}

export async function suppression(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const {
    command,
    by,
    reason = null,
  } = job.payload as { command: Command; by: PersonRef | null; reason?: string | null }
  const one = await lockSuppression(tx, job.lane.slice(suppressionLane('').length))
  const region = one && (await findRegion(tx, one.regionId))
  if (!one || !region) throw new Error(`${job.lane} is not there`)
  const firm = one.firmId === '' ? undefined : await findFirm(tx, one.firmId)
  const what = scopeText(one, firm?.name ?? '')
  const work: Work = { tx, app, job, region, one, by, quiet: await quietCases(tx, one.id), what }
  await COMMANDS[command](work, reason)
}

const COMMANDS: Readonly<Record<Command, (work: Work, reason: string | null) => Promise<void>>> = {
  begin: (work, reason) => decided(work, work.one, 'suppression-accepted', { reason }),
  async expire(work) {
    const { one, app } = work
    // Whoever extended it has moved the time.
    if (one.endedAt !== null || one.expiresAt > app.now) return
    await decided(work, { ...one, endedAt: one.expiresAt }, 'suppression-expired', { says: [overMessage] })
  },
  async 'suppression-end'(work) {
    const { one, app, by, tx } = work
    if (one.endedAt !== null) return late(work, 'case.quiet.late.ended')
    await disarm(tx, suppressionLane(one.id))
    await surface(work)
    await decided(work, { ...one, endedAt: app.now, endedBy: by }, 'suppression-ended')
  },
  async 'suppression-extend'(work) {
    const { one, app, by, tx } = work
    if (isActive(one, app.now)) return late(work, 'case.quiet.late.active')
    const others = await suppressionsOf(tx, one.regionId, one.kind)
    if (others.some((other) => isSameScope(other, one))) return late(work, 'case.quiet.late.another')
    const expiresAt = app.now + SUPPRESSION_KNOBS.lastsMs
    const extended = { ...one, acceptedBy: by ?? one.acceptedBy, expiresAt, endedAt: null, endedBy: null }
    await armExpiry(tx, extended)
    await decided(work, extended, 'suppression-extended')
  },
  async 'suppression-show'(work) {
    if (isActive(work.one, work.app.now)) return late(work, 'case.quiet.late.active')
    await surface(work)
    await decided(work, work.one, 'suppression-shown')
  },
}

const isSameScope = (one: Suppression, other: Suppression): boolean =>
  one.id !== other.id &&
  (['firmId', 'kind', 'device', 'counterpart'] as const).every((part) => one[part] === other[part])

/** Each case comes back in its own lane. */
async function surface({ tx, app, job, one, by, quiet }: Work): Promise<void> {
  await receive(
    tx,
    quiet
      .filter(({ isUndecided }) => isUndecided)
      .map(({ caseId, firmId }) => ({
        lane: `case:${caseId}`,
        kind: 'case-surface',
        account: 'triage',
        eventId: `${job.id}:${caseId}`,
        regionId: one.regionId,
        firmId,
        payload: { caseId, suppressionId: one.id, by },
        at: app.now,
      })),
  )
}

type Says = (work: Work, options: Options) => OutboxEntry
interface Decided {
  reason?: string | null
  says?: readonly Says[]
}

/** Saves it, writes it down, and shows it on its card. */
async function decided(
  work: Work,
  one: Suppression,
  what: string,
  { reason = null, says = [] }: Decided = {},
): Promise<void> {
  const { tx, app, by, quiet } = work
  const after = { ...work, one }
  await saveSuppression(tx, one)
  await note(tx, {
    regionId: one.regionId,
    firmId: one.firmId === '' ? null : one.firmId,
    subject: suppressionLane(one.id),
    at: app.now,
    actor: by?.personId ?? 'otasuke',
    what,
    params: { kind: one.kind, quiet: quiet.length, until: one.expiresAt, caseId: one.caseId },
    reason,
  })
  const options = optionsFor(after)
  const entries = [card(after, options), ...says.map((say) => say(after, options))]
  await grantActions(tx, options.granted)
  await enqueue(tx, entries)
}

async function late(work: Work, key: string): Promise<void> {
  const { tx, app, one, by, region } = work
  app.refused(key.slice(key.lastIndexOf('.') + 1))
  const text: Text = {
    key,
    params: { to: by?.name ?? '', what: work.what, until: { at: one.expiresAt, show: 'date' } },
  }
  const message: Message = { purpose: 'answer', fallback: text, parts: [{ kind: 'paragraph', text }] }
  const entry = toChannel(app, 'analysts', placeOf(one, region), message)
  await enqueue(tx, [{ ...entry, to: { ...entry.to, threadOf: suppressionLane(one.id) } }])
}

const placeOf = ({ regionId }: Suppression, { locale }: Region) => ({ regionId, firmId: null, locale })

interface Options {
  button(command: Command): Option
  granted: Action[]
}

function optionsFor({ app, one }: Work): Options {
  const granted: Action[] = []
  return {
    granted,
    button(command) {
      const place = { regionId: one.regionId, firmId: null, subject: suppressionLane(one.id) }
      const action = actionOf(app, { ...place, command, holder: { role: 'analyst' }, days: 60 })
      granted.push(action)
      return { label: { key: `case.quiet.button.${command}` }, token: action.token }
    },
  }
}

/** One card for each, edited in place. */
function card(work: Work, options: Options): OutboxEntry {
  const { app, one, region, quiet, what } = work
  const isOver = !isActive(one, app.now)
  const heading: Text = { key: isOver ? 'case.quiet.card.over' : 'case.quiet.card.heading' }
  const fact = (name: string, value: Text) => ({ label: { key: `case.quiet.fact.${name}` }, value })
  const buttons = isOver ? overButtons(work, options) : [options.button('suppression-end')]
  const message: Message = {
    purpose: 'case-card',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      {
        kind: 'facts',
        rows: [
          fact('what', what),
          fact('who', { typed: one.acceptedBy.name }),
          fact('until', { key: 'case.quiet.card.until', params: { until: { at: one.endedAt ?? one.expiresAt } } }),
          ...(isOver ? [fact('count', { key: 'case.quiet.card.count', params: { count: quiet.length } })] : []),
        ],
      },
      { kind: 'choice', lasts: 'durable', options: buttons },
    ],
  }
  return {
    ...toChannel(app, 'analysts', placeOf(one, region), message),
    subject: suppressionLane(one.id),
    stickyKey: suppressionLane(one.id),
  }
}

const overButtons = ({ quiet }: Work, { button }: Options): Option[] => [
  button('suppression-extend'),
  ...(quiet.some(({ isUndecided }) => isUndecided) ? [button('suppression-show')] : []),
]

/** A line of its own, since nobody looks at a card of a month ago. */
function overMessage(work: Work, options: Options): OutboxEntry {
  const { app, one, region, quiet, what } = work
  const text: Text = { key: 'case.quiet.expired', params: { what, count: quiet.length } }
  const message: Message = {
    purpose: 'case-card',
    fallback: text,
    parts: [
      { kind: 'paragraph', text },
      { kind: 'choice', lasts: 'durable', options: overButtons(work, options) },
    ],
  }
  return toChannel(app, 'analysts', placeOf(one, region), message)
}
