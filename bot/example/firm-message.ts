import type { OutboxEntry } from '#db/outbox.ts'
import type { Contact } from '#db/people.ts'
import { type Message, type Part, paragraph } from '#engine/message.ts'
import type { FlowContext } from '../flow.ts'
import { exampleLane } from './lanes.ts'
import { exampleParts } from './parts.ts'
import type { ExampleTaps, LeaderTap } from './taps.ts'
import type { ExampleFile } from './work.ts'

/** To whoever leads the firm, on LINE. */
export function toLeader(
  app: FlowContext,
  { id, firm, region }: ExampleFile,
  { platform, account, userId }: Contact,
  message: Message,
): OutboxEntry {
  return {
    ...{ id: app.newUuid(), regionId: region.id, firmId: firm.id, subject: exampleLane(id), message },
    ...{ to: { platform, account, address: userId }, priority: 'conversation', locale: region.locale },
  }
}

const LEADER_TAPS: readonly LeaderTap[] = ['agree', 'refuse', 'correct']

/** The very text that would be published, and what cannot be taken back once it is. */
export function consentMessage(
  { stored }: ExampleFile,
  taps: ExampleTaps,
  { personId, isReminder }: { personId: string; isReminder: boolean },
): Message {
  if (!stored?.body) throw new Error('there is no text to consent to')
  return {
    purpose: 'follow-up',
    fallback: { key: 'example.ask.first' },
    parts: [
      { kind: 'heading', text: { key: 'example.ask.heading' } },
      paragraph({ key: isReminder ? 'example.ask.again' : 'example.ask.first' }),
      paragraph({ key: 'example.ask.nameless' }),
      { kind: 'divider' },
      ...exampleParts(stored.body),
      { kind: 'divider' },
      paragraph({ key: 'example.ask.withdrawing' }),
      {
        kind: 'choice',
        lasts: 'durable',
        options: LEADER_TAPS.map((command) => ({
          label: { key: `example.button.${command}` },
          token: taps.leader(command, personId),
          ...(command === 'agree' && { style: 'primary' as const }),
        })),
      },
    ],
  }
}

export function publishedMessage(taps: ExampleTaps, personId: string): Message {
  const text = { key: 'example.told.published' }
  const options = [{ label: { key: 'example.button.withdraw' }, token: taps.leader('withdraw', personId) }]
  const choice: Part = { kind: 'choice', lasts: 'durable', options }
  return { purpose: 'follow-up', fallback: text, parts: [paragraph(text), choice] }
}
