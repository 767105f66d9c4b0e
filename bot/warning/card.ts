import type { Action } from '#db/actions.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import type { StoredWarning, Warned } from '#db/warnings.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import type { Reach } from '#engine/warning.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { warningLane } from './lanes.ts'
import { warningParts } from './parts.ts'
import { type AnalystTap, analystTap } from './taps.ts'

/** Everything that a warning's card in #analysts shows; nothing is stored of a blank one. */
export interface WarningFile {
  id: string
  region: Region
  stored: StoredWarning | undefined
  /** While it is written. */
  reach?: Reach
  /** Once it has left. */
  warned?: Warned
}

export function warningCard(app: FlowContext, file: WarningFile): { entry: OutboxEntry; granted: Action[] } {
  const { id, region, stored } = file
  const place = { id, regionId: region.id }
  const commands = buttonsOf(file, app.now)
  const granted = [...commands, ...(commands.includes('open-write') ? (['submit-write'] as const) : [])].map(
    (command) => analystTap(app, place, command),
  )
  const options = commands.map((command): Option => {
    const name = command === 'open-write' && stored ? 'rewrite' : command
    const style = STYLES[name]
    const { token } = analystTap(app, place, command)
    return { label: { key: `desk.warning.button.${name}` }, token, ...(style && { style }) }
  })
  const subject = warningLane(id)
  const channel = toChannel(
    app,
    'analysts',
    { regionId: region.id, firmId: null, locale: region.locale },
    messageOf(file, options, app.now),
  )
  return { entry: { ...channel, subject, stickyKey: subject, priority: 'conversation' }, granted }
}

/** In which the last line stands is what happens next. */
function messageOf(file: WarningFile, options: Option[], now: number): Message {
  const { stored } = file
  const heading: Text = { key: 'desk.warning.heading', params: { area: areaText(stored) } }
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      ...(stored ? [...warningParts(stored.body), { kind: 'facts', rows: rowsOf(file) } satisfies Part] : []),
      { kind: 'status', tone: toneOf(file, now), text: stateText(file, now) },
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

const areaText = (stored: StoredWarning | undefined): Text =>
  stored?.body.area ? { typed: stored.body.area } : { key: 'desk.warning.form.whole-region' }

function rowsOf({ stored, reach, warned }: WarningFile): { label: Text; value: Text }[] {
  const row = (name: string, params: Record<string, number | Text>) => ({
    label: { key: `desk.warning.row.${name}` },
    value: { key: `desk.warning.fact.${name}`, params },
  })
  if (warned)
    return [
      row('told', { firms: warned.firms, messages: warned.messages, more: unreachableText(warned) }),
      row('answers', { done: warned.done, also: warned.also.length }),
    ]
  if (!stored || !reach) return []
  const { firms, unreachable, messages, left } = reach
  const who: Text = { key: `desk.warning.form.${stored.body.audience}` }
  return [row('audience', { firms, who, more: unreachableText({ unreachable }) }), row('cost', { messages, left })]
}

const unreachableText = ({ unreachable }: Pick<Reach, 'unreachable'>): Text =>
  unreachable === 0 ? { typed: '' } : { key: 'desk.warning.fact.unreachable', params: { unreachable } }

const hasLeft = ({ leavesAt }: StoredWarning, now: number): boolean => leavesAt !== null && leavesAt <= now

function stateText({ stored }: WarningFile, now: number): Text {
  if (!stored) return { key: 'desk.warning.state.blank' }
  const who = (stored.sentBy ?? stored.writtenBy).name
  if (stored.state !== 'sent' || stored.leavesAt === null)
    return { key: `desk.warning.state.${stored.state}`, params: { who } }
  return {
    key: `desk.warning.state.${hasLeft(stored, now) ? 'left' : 'waits'}`,
    params: { who, at: { at: stored.leavesAt } },
  }
}

const toneOf = ({ stored }: WarningFile, now: number): 'ok' | 'wait' | 'warn' =>
  stored?.state === 'written' ? 'warn' : stored?.state === 'sent' && hasLeft(stored, now) ? 'ok' : 'wait'

function buttonsOf({ stored }: WarningFile, now: number): AnalystTap[] {
  if (!stored) return ['open-write']
  if (stored.state === 'written') return ['send', 'open-write', 'drop']
  return stored.state === 'sent' && !hasLeft(stored, now) ? ['drop'] : []
}

const STYLES: Readonly<Partial<Record<string, 'primary' | 'danger'>>> = {
  ...{ 'open-write': 'primary', send: 'primary', drop: 'danger' },
}

const SHOWN_MAX = 20

/** Firms to which it came as well, for the desk to ask how it went: one card, which grows. */
export function alsoCard(app: FlowContext, { id, region }: WarningFile, { also }: Warned): OutboxEntry {
  const text: Text = { key: 'desk.warning.also', params: { count: also.length } }
  const message: Message = {
    purpose: 'desk-task',
    fallback: text,
    parts: [
      { kind: 'paragraph', text },
      {
        kind: 'facts',
        rows: also.slice(-SHOWN_MAX).map(({ firm, phone }) => ({
          ...{ label: { typed: firm }, value: phone ? { typed: phone } : { key: 'desk.task.no-phone' } },
        })),
      },
    ],
  }
  const entry = toChannel(app, 'desk', { regionId: region.id, firmId: null, locale: region.locale }, message)
  return { ...entry, subject: warningLane(id), stickyKey: `${warningLane(id)}:also` }
}
