import type { OutboxEntry } from '#db/outbox.ts'
import type { Hearing } from '#engine/hearing.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import { HEARING_SCRIPT, type ScriptPart } from '../content/hearing-script.ts'
import type { FlowContext } from '../flow.ts'
import type { DeskTap, HearingTaps } from './taps.ts'
import { type HearingFile, hearingLane } from './work.ts'

/** A firm's hearing in #desk: when and how, what the firm said to it, and what can be written down. */
export function hearingCard(app: FlowContext, file: HearingFile, taps: HearingTaps): OutboxEntry {
  const subject = hearingLane(file.firm.id)
  return { ...toDesk(app, file, cardMessage(file, taps)), priority: 'conversation', subject, stickyKey: subject }
}

export const toDesk = (app: FlowContext, { firm, region }: HearingFile, message: Message): OutboxEntry =>
  toChannel(app, 'desk', { regionId: region.id, firmId: firm.id, locale: region.locale }, message)

function cardMessage(file: HearingFile, taps: HearingTaps): Message {
  const { firm, stored, contact } = file
  const hearing = stored?.hearing
  const heading: Text = { key: 'desk.hearing.heading', params: { firm: firm.name } }
  const unreachable: Part[] = contact ? [] : [{ kind: 'paragraph', text: { key: 'desk.hearing.unreachable' } }]
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      { kind: 'facts', rows: rowsOf(file) },
      ...reported(hearing),
      { kind: 'facts', rows: HEARING_SCRIPT.map((part) => scriptRow(part, file)) },
      { kind: 'status', tone: toneOf(hearing), text: stateOf(hearing) },
      ...unreachable,
      { kind: 'choice', lasts: 'durable', options: optionsOf(hearing, taps) },
    ],
  }
}

type Row = { label: Text; value: Text }

export const phoneRow = ({ firm: { phone } }: HearingFile): Row => ({
  label: { key: 'desk.task.phone' },
  value: phone ? { typed: phone } : { key: 'desk.task.no-phone' },
})

function rowsOf(file: HearingFile): Row[] {
  const hearing = file.stored?.hearing
  if (!hearing) return [phoneRow(file)]
  const { startsAt, channel, place, interviewer, misses, answer, state } = hearing
  const how: Text = { key: `desk.hearing.channel.${channel}` }
  const row = (label: string, value: Text): Row => ({ label: { key: `desk.hearing.row.${label}` }, value })
  return [
    phoneRow(file),
    row('day', { key: 'desk.hearing.at', params: { at: { at: startsAt } } }),
    row('how', place === '' ? how : { key: 'desk.hearing.how', params: { how, place } }),
    row('who', { typed: interviewer.name }),
    ...(state === 'booked' ? [row('answer', { key: `desk.hearing.answer.${answer}` })] : []),
    ...(misses > 0 ? [row('misses', { key: 'desk.hearing.misses', params: { count: misses } })] : []),
  ]
}

function reported(hearing: Hearing | undefined): Part[] {
  const report = hearing?.report
  if (!report) return []
  const { minutes, operation, questions, notes } = report
  const row = (label: string, value: Text): Row => ({ label: { key: `desk.hearing.row.${label}` }, value })
  const written = (text: string): Text => (text === '' ? { key: 'desk.hearing.none' } : { typed: text })
  return [
    {
      kind: 'facts',
      rows: [
        row('minutes', { key: 'desk.hearing.minutes', params: { minutes } }),
        row('operation', { key: `desk.hearing.operation.${operation}` }),
        row('questions', written(questions)),
        row('notes', written(notes)),
      ],
    },
  ]
}

/** 「基本の守り（7分）：3/5」 */
export function scriptRow({ id, minutes, section }: ScriptPart, { progress }: HearingFile): Row {
  const params = { part: { key: `hearing.script.${id}.title` }, minutes }
  const place = progress.find((one) => one.section === section)
  const value: Text = !place
    ? { key: 'desk.hearing.script.talk' }
    : place.answered === place.all
      ? { key: 'desk.hearing.script.filled', params: { all: place.all } }
      : { key: 'desk.hearing.script.open', params: { answered: place.answered, all: place.all } }
  return { label: { key: 'desk.hearing.script.part', params }, value }
}

const stateOf = (hearing: Hearing | undefined): Text =>
  hearing === undefined
    ? { key: 'desk.hearing.state.none' }
    : { key: `desk.hearing.state.${hearing.state}`, params: { at: { at: hearing.movedAt } } }

const toneOf = (hearing: Hearing | undefined): 'ok' | 'wait' | 'warn' => {
  if (hearing?.state === 'held') return 'ok'
  return hearing?.state === 'missed' || hearing?.answer === 'another-day' ? 'warn' : 'wait'
}

/** What can be done in each state. */
const BUTTONS: Readonly<Record<Hearing['state'] | 'none', readonly DeskTap[]>> = {
  none: ['open-book', 'script', 'diagnosis'],
  booked: ['open-held', 'missed', 'open-book', 'cancel', 'script', 'diagnosis'],
  missed: ['open-book', 'open-held', 'cancel', 'script', 'diagnosis'],
  held: ['open-book', 'script', 'diagnosis'],
  cancelled: ['open-book', 'script', 'diagnosis'],
}

function optionsOf(hearing: Hearing | undefined, taps: HearingTaps): Option[] {
  const state = hearing?.state ?? 'none'
  return BUTTONS[state].map((command) => button(command, taps, state === 'booked' || state === 'missed'))
}

/** What opens a form is granted together with what comes back from it. */
export function button(command: DeskTap, taps: HearingTaps, hasDay: boolean): Option {
  if (command === 'open-book') taps.desk('submit-book')
  if (command === 'open-held') taps.desk('submit-held')
  const name = command === 'open-book' && hasDay ? 'move' : command
  const style = command === 'open-book' && !hasDay ? { style: 'primary' as const } : {}
  return { label: { key: `desk.hearing.button.${name}` }, token: taps.desk(command), ...style }
}
