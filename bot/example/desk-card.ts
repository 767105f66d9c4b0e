import type { OutboxEntry } from '#db/outbox.ts'
import type { ExampleState } from '#engine/example.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { exampleLane } from './lanes.ts'
import { exampleParts } from './parts.ts'
import type { DeskTap, ExampleTaps } from './taps.ts'
import { type ExampleFile, leaderIn } from './work.ts'

/** An example in #desk: its text as others would read it, where it stands, and what can be done. */
export function exampleCard(app: FlowContext, file: ExampleFile, taps: ExampleTaps): OutboxEntry {
  const subject = exampleLane(file.id)
  return { ...toDesk(app, file, cardMessage(file, taps)), priority: 'conversation', subject, stickyKey: subject }
}

export const toDesk = (app: FlowContext, { firm, region }: ExampleFile, message: Message): OutboxEntry =>
  toChannel(app, 'desk', { regionId: region.id, firmId: firm.id, locale: region.locale }, message)

function cardMessage(file: ExampleFile, taps: ExampleTaps): Message {
  const { firm, stored } = file
  const heading: Text = { key: 'desk.example.heading', params: { firm: firm.name } }
  const state = stored?.state ?? 'none'
  const options = BUTTONS[state].map((command) => button(command, taps, stored !== undefined))
  return {
    purpose: 'desk-task',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      ...(stored?.body ? exampleParts(stored.body) : []),
      { kind: 'status', tone: TONES[state], text: stateText(file) },
      ...(options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options } satisfies Part] : []),
    ],
  }
}

function stateText(file: ExampleFile): Text {
  const { stored } = file
  if (!stored) return { key: 'desk.example.state.none' }
  if (stored.state === 'proposed' && !leaderIn(file)) return { key: 'desk.example.state.unreachable' }
  const who = stored.consent?.by.name ?? ''
  return { key: `desk.example.state.${stored.state}`, params: { at: { at: stored.movedAt }, who } }
}

const TONES: Readonly<Record<ExampleState | 'none', 'ok' | 'wait' | 'warn'>> = {
  ...{ none: 'wait', proposed: 'warn', asked: 'wait', 'to-correct': 'warn', agreed: 'wait', refused: 'ok' },
  ...{ published: 'ok', withdrawn: 'ok' },
}

/**
 * Consent says that it may be published, not that today is the day for it: a person looks once more at the whole, and
 * whether the trouble is really over, so publishing is a tap of the desk's.
 */
const BUTTONS: Readonly<Record<ExampleState | 'none', readonly DeskTap[]>> = {
  none: ['open-write'],
  proposed: ['ask', 'open-write', 'withdraw'],
  asked: ['open-write', 'withdraw'],
  'to-correct': ['open-write', 'withdraw'],
  agreed: ['publish', 'open-write', 'withdraw'],
  refused: [],
  published: ['withdraw'],
  withdrawn: [],
}

const STYLES: Readonly<Record<string, 'primary' | 'danger'>> = {
  ...{ 'open-write': 'primary', ask: 'primary', publish: 'primary', withdraw: 'danger' },
}

/** What opens the form is granted together with what comes back from it. */
function button(command: DeskTap, taps: ExampleTaps, isWritten: boolean): Option {
  if (command === 'open-write') taps.staff('submit-write')
  const name = command === 'open-write' && isWritten ? 'rewrite' : command
  const style = STYLES[name]
  return { label: { key: `desk.example.button.${name}` }, token: taps.staff(command), ...(style && { style }) }
}

/** A card of its own, because the one that is edited in place rings no bell. */
export function correctionTask(file: ExampleFile, who: string): Message {
  const text: Text = { key: 'desk.example.correction', params: { firm: file.firm.name, who } }
  const { phone } = file.firm
  return {
    purpose: 'desk-task',
    fallback: text,
    parts: [
      paragraph(text),
      {
        kind: 'facts',
        rows: [{ label: { key: 'desk.task.phone' }, value: phone ? { typed: phone } : { key: 'desk.task.no-phone' } }],
      },
    ],
  }
}
