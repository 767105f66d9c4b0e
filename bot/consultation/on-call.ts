import type { OutboxEntry } from '#db/outbox.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import type { ConsultationFile } from './work.ts'

/** So long after a call that nobody followed, the next one goes out. */
export const ON_CALL_AGAIN_MS = 15 * 60_000

/** Whoever is on call looks into #analysts, day and night. */
export function onCallEntry(app: FlowContext, { stored, firm, region }: ConsultationFile): OutboxEntry {
  const phone: Text = firm?.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' }
  const params = { firm: firm?.name ?? '', who: stored.consultation.who, phone }
  const message: Message = {
    purpose: 'follow-up',
    fallback: { key: 'call.emergency.fallback', params },
    parts: [
      { kind: 'heading', text: { key: 'call.emergency.heading', params } },
      paragraph({ key: 'call.emergency.text', params }),
    ],
  }
  const place = { regionId: region.id, firmId: stored.firmId, locale: region.locale }
  return { ...toChannel(app, 'analysts', place, message), priority: 'incident' }
}
