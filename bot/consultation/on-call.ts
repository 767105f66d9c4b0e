import { arm } from '#db/timers.ts'
import { isHeld, isOpen } from '#engine/consultation.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import { holderOf, openCall, passOn, patienceMs } from '#engine/on-call.ts'
import { toPerson } from '../answer-to.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import { type Watch, watchOf } from '../rota/watch.ts'
import type { Said, Work } from './happening.ts'
import { consultationLane } from './lanes.ts'

export const onCallKey = ({ file }: Work): string => `${consultationLane(file.stored.id)}:on-call`

/** In an emergency whoever is on call is called, again and again until somebody has taken it. */
export async function wakeOnCall(work: Work): Promise<void> {
  const { tx, app, file, said } = work
  const { id, regionId, firmId, consultation } = file.stored
  if (consultation.matter !== 'emergency' || !isOpen(consultation) || isHeld(consultation)) return
  const watch = await watchOf(tx, { region: file.region, firmId }, app.now)
  const passed = said.call && passOn(said.call, watch.order, app.now)
  const call = passed?.call ?? openCall('emergency', watch.order, app.now)
  const asked = watch.order.find(({ personId }) => personId === holderOf(call)?.personId)
  callOut(work, asked)
  if (!asked) tellOperations(work, 'nobody', watch)
  else if (passed?.kind === 'round-over') tellOperations(work, 'unheard', watch, call.rounds)
  else if (!passed && watch.isHole) tellOperations(work, 'hole', watch)
  const lane = consultationLane(id)
  const dueAt = app.now + patienceMs(call, { many: watch.order.length, holdMs: watch.holdMs, now: app.now })
  const payload: Said = { command: 'nobody-took', call, by: { personId: 'otasuke', name: 'otasuke' } }
  await arm(tx, { key: onCallKey(work), dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}

/** To the one whose turn it is, and for all analysts to see. */
function callOut(work: Work, whom: Watch['order'][number] | undefined): void {
  const { app, file, says } = work
  const onCall: Text = whom ? { typed: whom.name } : { key: 'call.anybody' }
  const params = { ...paramsOf(work), who: file.stored.consultation.who, onCall }
  const message: Message = {
    purpose: 'follow-up',
    fallback: { key: 'call.emergency.fallback', params },
    parts: [
      { kind: 'heading', text: { key: 'call.emergency.heading', params } },
      paragraph({ key: 'call.emergency.text', params }),
    ],
  }
  const place = placeOf(work)
  const direct = whom?.isReachable
    ? [toPerson(app, { ...place, subject: consultationLane(file.stored.id) }, whom, message)]
    : []
  const entries = [toChannel(app, 'analysts', place, message), ...direct]
  says.push(...entries.map((entry) => ({ ...entry, priority: 'incident' as const })))
}

function tellOperations(work: Work, what: 'nobody' | 'unheard' | 'hole', { phones }: Watch, rounds = 0): void {
  const title: Text = { key: 'call.emergency.title' }
  const text: Text = { key: `call.${what}`, params: { ...paramsOf(work), title, phones, rounds } }
  const entry = toChannel(work.app, 'operations', placeOf(work), operationsCard(text))
  work.says.push({ ...entry, priority: 'incident' })
}

const paramsOf = ({ file: { firm } }: Work) => ({
  firm: firm?.name ?? '',
  phone: firm?.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' },
})

const placeOf = ({ file: { stored, region } }: Work) => ({
  ...{ regionId: stored.regionId, firmId: stored.firmId, locale: region.locale },
})
