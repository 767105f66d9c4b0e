import type { OutboxEntry } from '#db/outbox.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import type { FlowContext } from './flow.ts'
import { channelOf } from './staff-chat.ts'

/** A card for one of the service's own channels, outside any case. */
export function toChannel(
  app: FlowContext,
  channel: 'analysts' | 'desk' | 'dispatch' | 'operations',
  place: { regionId: string; firmId: string | null; locale: string },
  message: Message,
): OutboxEntry {
  const to = channelOf(app.config, channel)
  return { id: app.newUuid(), subject: null, to, priority: 'notice', message, ...place }
}

/** For operations: what it could not deliver there, it does not report there. */
export const operationsCard = (text: Text, fallback = text): Message => ({
  purpose: 'operations',
  fallback,
  parts: [paragraph(text)],
})
