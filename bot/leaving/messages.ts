import type { Action } from '#db/actions.ts'
import { type Certificate, type Leaving, SHOWN_DAYS, UNDO_DAYS } from '#engine/leaving.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { exportSubject, leavingLane, returnSubject } from './lanes.ts'

const DAY_MS = 86_400_000

export type LeavingTap = 'begin' | 'data' | 'undo' | 'stay'

interface Whose {
  regionId: string
  firmId: string
  personId: string
}

/** An owner's own button. */
export const leavingTap = (app: FlowContext, { personId, ...place }: Whose, command: LeavingTap): Action =>
  actionOf(app, {
    ...{ ...place, subject: leavingLane(place.firmId), command, holder: { personId }, days: UNDO_DAYS },
  })

type Tap = (command: LeavingTap) => Action

const option = (tap: Tap, command: LeavingTap, style?: Option['style']): Option => ({
  label: { key: `leaving.button.${command}` },
  token: tap(command).token,
  ...(style && { style }),
})

/** What happens, in three sentences; nothing has happened yet. */
export function askedMessage(firm: string, tap: Tap): Message {
  const heading: Text = { key: 'leaving.ask.heading', params: { firm } }
  return {
    purpose: 'answer',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      paragraph({ key: 'leaving.ask.stops' }),
      paragraph({ key: 'leaving.ask.erased', params: { days: UNDO_DAYS } }),
      paragraph({ key: 'leaving.ask.yours' }),
      choice([option(tap, 'begin', 'danger'), option(tap, 'data'), option(tap, 'stay')]),
    ],
  }
}

/** It has begun: the data, the boxes, and the way back. */
export function begunMessage(app: FlowContext, leaving: Leaving, boxes: number, tap: Tap): Message {
  const heading: Text = { key: 'leaving.begun.heading' }
  return {
    purpose: 'answer',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      paragraph({ key: 'leaving.begun.until', params: { at: { at: leaving.eraseAt, show: 'date' } } }),
      ...dataParts(app, leaving.firmId),
      ...(boxes > 0 ? returnParts(app, leaving) : []),
      choice([option(tap, 'undo')]),
    ],
  }
}

/** How the data are fetched. */
export function dataParts(app: FlowContext, firmId: string): Part[] {
  const until = app.now + UNDO_DAYS * DAY_MS
  return [
    paragraph({ key: 'leaving.data.text', params: { days: UNDO_DAYS } }),
    { kind: 'link', label: { key: 'leaving.data.page' }, url: app.link(exportSubject(firmId), 'page', until) },
  ]
}

function returnParts(app: FlowContext, { firmId, eraseAt }: Leaving): Part[] {
  return [
    paragraph({ key: 'leaving.return.text' }),
    { kind: 'steps', items: ['unplug', 'pack', 'note', 'send'].map((step) => ({ key: `leaving.return.${step}` })) },
    { kind: 'link', label: { key: 'leaving.return.page' }, url: app.link(returnSubject(firmId), 'page', eraseAt) },
  ]
}

/** It is done: the last word of ours to them. */
export function erasedMessage(app: FlowContext, { id, erasedAt }: Certificate): Message {
  const heading: Text = { key: 'leaving.erased.heading' }
  const until = erasedAt + SHOWN_DAYS * DAY_MS
  return {
    purpose: 'answer',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      paragraph({ key: 'leaving.erased.text', params: { days: SHOWN_DAYS } }),
      { kind: 'link', label: { key: 'leaving.erased.page' }, url: app.link(id, 'page', until) },
      paragraph({ key: 'leaving.erased.thanks' }),
    ],
  }
}

/** What stands in a channel where a card about the firm stood. */
export const emptiedMessage = (): Message => {
  const text: Text = { key: 'desk.leaving.emptied' }
  return { purpose: 'history', fallback: text, parts: [paragraph(text)] }
}

export function deskMessage(
  what: 'begun' | 'undone' | 'erased',
  params: Readonly<Record<string, string | number>>,
): Message {
  const text: Text = { key: `desk.leaving.${what}`, params }
  return { purpose: what === 'begun' ? 'desk-task' : 'history', fallback: text, parts: [paragraph(text)] }
}

const choice = (options: Option[]): Part => ({ kind: 'choice', lasts: 'durable', options })
