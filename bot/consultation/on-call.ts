import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { arm } from '#db/timers.ts'
import { isHeld, isOpen } from '#engine/consultation.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import { toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import { watchOf } from '../rota/watch.ts'
import type { Said, Work } from './happening.ts'
import { consultationLane } from './lanes.ts'
import type { ConsultationFile } from './work.ts'

const MINUTE_MS = 60_000
/** So many are called five minutes apart; after that, every half hour. */
const QUICK_CALLS = 6

/** So long after a call that nobody followed, the next one on the rota is called; `called` others were before. */
const onCallAgainMs = (called: number): number => (called < QUICK_CALLS ? 5 : 30) * MINUTE_MS

/** To the one whose turn it is, `called` others having been called before, and for all analysts to see. */
async function onCallEntries(
  tx: Tx,
  app: FlowContext,
  { stored, firm, region }: ConsultationFile,
  called: number,
): Promise<OutboxEntry[]> {
  const { regionId, firmId } = stored
  const { order } = firmId ? await watchOf(tx, { region, firmId }, app.now) : { order: [] }
  const whom = order[called % Math.max(order.length, 1)]
  const phone: Text = firm?.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' }
  const onCall: Text = whom ? { typed: whom.name } : { key: 'call.anybody' }
  const params = { firm: firm?.name ?? '', who: stored.consultation.who, phone, onCall }
  const message: Message = {
    purpose: 'follow-up',
    fallback: { key: 'call.emergency.fallback', params },
    parts: [
      { kind: 'heading', text: { key: 'call.emergency.heading', params } },
      paragraph({ key: 'call.emergency.text', params }),
    ],
  }
  const place = { regionId, firmId, locale: region.locale }
  const direct = whom?.isReachable
    ? [toPerson(app, { ...place, subject: `consultation:${stored.id}` }, whom, message)]
    : []
  return [toChannel(app, 'analysts', place, message), ...direct].map((entry) => ({ ...entry, priority: 'incident' }))
}

export const onCallKey = ({ file }: Work): string => `${consultationLane(file.stored.id)}:on-call`

/** In an emergency whoever is on call is called, again and again until somebody has taken it. */
export async function wakeOnCall(work: Work): Promise<void> {
  const { tx, app, file, says, said } = work
  const { id, regionId, firmId, consultation: now } = file.stored
  if (now.matter !== 'emergency' || !isOpen(now) || isHeld(now)) return
  const called = said.called ?? 0
  says.push(...(await onCallEntries(tx, app, file, called)))
  const lane = consultationLane(id)
  const payload: Said = { command: 'nobody-took', called: called + 1, by: { personId: 'otasuke', name: 'otasuke' } }
  const dueAt = app.now + onCallAgainMs(called)
  await arm(tx, { key: onCallKey(work), dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}
