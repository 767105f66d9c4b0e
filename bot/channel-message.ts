import type { OutboxEntry } from '#db/outbox.ts'
import type { Message } from '#engine/message.ts'
import type { FlowContext } from './flow.ts'

/** A card for one of the service's own channels, outside any case. */
export function toChannel(
  app: FlowContext,
  channel: 'analysts' | 'desk' | 'dispatch' | 'operations',
  place: { regionId: string; firmId: string | null; locale: string },
  message: Message,
): OutboxEntry {
  const { slackAccount, channels } = app.config
  const to = { platform: 'slack' as const, account: slackAccount, address: channels[channel] }
  return { id: app.newUuid(), subject: null, to, priority: 'notice', message, ...place }
}
