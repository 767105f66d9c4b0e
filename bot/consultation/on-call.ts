import { grantActions } from '#db/actions.ts'
import { type Contact, staffOf } from '#db/people.ts'
import { arm } from '#db/timers.ts'
import type { Call } from '#engine/case.ts'
import { type Consultation, isHeld, isOpen } from '#engine/consultation.ts'
import { type Message, type Part, paragraph, type Text } from '#engine/message.ts'
import { holderOf, openCall, passOn, patienceMs, takeCall } from '#engine/on-call.ts'
import { actionOf } from '../action.ts'
import { toPerson } from '../answer-to.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import { inRegion } from '../region-scope.ts'
import { type Watch, watchOf } from '../rota/watch.ts'
import { happen, line, personOf, type Said, type Work } from './happening.ts'
import { consultationLane } from './lanes.ts'

type Emergency = Call<'emergency'>

export const onCallKey = ({ file }: Work): string => `${consultationLane(file.stored.id)}:on-call`

/** In an emergency whoever is on call is called, again and again until somebody has taken it, and is at it. */
export async function wakeOnCall(work: Work): Promise<void> {
  const { app, said } = work
  const { consultation } = work.file.stored
  if (consultation.matter !== 'emergency' || !isOpen(consultation)) return
  if (isHeld(consultation) && !isIdle(consultation, said.call)) return
  const watch = await watchNow(work)
  const passed = said.call && passOn(said.call, watch.order, app.now)
  if (passed?.kind === 'checked') return check(work, passed.call, watch)
  if (passed?.kind === 'expired') await expire(work, said.call)
  const call = passed?.call ?? openCall('emergency', watch.order, app.now)
  const asked = watch.order.find(({ personId }) => personId === holderOf(call)?.personId)
  await callOut(work, asked)
  if (!asked) tellOperations(work, 'nobody', watch)
  else if (passed?.kind === 'round-over') tellOperations(work, 'unheard', watch, call.rounds)
  else if (!passed && watch.isHole) tellOperations(work, 'hole', watch)
  await keep(work, call, watch)
}

/** Whoever took it is asked after a while whether they are at it, unless something has come of it. */
export async function takenFromCall(work: Work): Promise<void> {
  const { app, said, file, says } = work
  if (file.stored.consultation.matter !== 'emergency') return
  const by = personOf(said)
  const taken = takeCall(openCall('emergency', [by], app.now), by, app.now)
  if ('kind' in taken) return
  const params = { who: by.name, at: { at: app.now, show: 'time' as const } }
  says.push(toChannel(app, 'analysts', placeOf(work), message(work, [paragraph({ key: 'call.taken', params })])))
  await keep(work, taken, await watchNow(work))
}

/** Whether it is the one who has taken it who says once more that they do. */
export const isAtIt = ({ said, file: { stored } }: Work): boolean =>
  stored.consultation.matter === 'emergency' &&
  isHeld(stored.consultation) &&
  stored.consultation.holder?.personId === said.by.personId

/** Taken by this call, and nothing done since: no word to the firm, no category, no waiting for anything. */
const isIdle = ({ state, holder, answeredAt, category }: Consultation, call: Emergency | undefined): boolean =>
  state === 'in-hand' && answeredAt === null && category === null && holder?.personId === call?.takenBy?.personId

const watchNow = ({ tx, app, file: { stored, region } }: Work): Promise<Watch> =>
  watchOf(tx, { region, firmId: stored.firmId }, app.now)

async function keep({ tx, app, file }: Work, call: Emergency, { order, holdMs }: Watch): Promise<void> {
  const { id, regionId, firmId } = file.stored
  const lane = consultationLane(id)
  const dueAt = app.now + patienceMs(call, { many: order.length, holdMs, now: app.now })
  const payload: Said = { command: 'nobody-took', call, by: { personId: 'otasuke', name: 'otasuke' } }
  await arm(tx, { key: `${lane}:on-call`, dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}

/** To the one whose turn it is, and for all analysts to see. */
async function callOut(work: Work, whom: Contact | undefined): Promise<void> {
  const { app, file, says } = work
  const onCall: Text = whom ? { typed: whom.name } : { key: 'call.anybody' }
  const params = { ...paramsOf(work), who: file.stored.consultation.who, onCall }
  const called = message(work, [paragraph({ key: 'call.emergency.text', params }), await takeButton(work, 'take')])
  says.push(incident(toChannel(app, 'analysts', placeOf(work), called)))
  if (whom?.isReachable) says.push(incident(toPerson(app, placeOf(work), whom, called)))
}

async function check(work: Work, call: Emergency, watch: Watch): Promise<void> {
  const { tx, app, file, says } = work
  const { regionId, firmId } = file.stored
  const staff = await inRegion(tx, { regionId, firmId }, async () => [
    ...(await staffOf(tx, regionId, 'analyst')),
    ...(await staffOf(tx, regionId, 'desk')),
  ])
  const whom = staff.find(({ personId }) => personId === holderOf(call)?.personId)
  const params = { who: whom?.name ?? '', at: { at: app.now, show: 'time' as const } }
  const asks = message(work, [paragraph({ key: 'call.checked', params }), await takeButton(work, 'go-on')])
  if (whom?.isReachable) says.push(incident(toPerson(app, placeOf(work), whom, asks)))
  await keep(work, call, watch)
}

/** It is nobody's again, as if it had never been taken. */
async function expire(work: Work, call: Emergency | undefined): Promise<void> {
  const who = (call && holderOf(call)?.name) ?? ''
  if (await happen(work, { kind: 'released' })) line(work, 'call-expired', { before: { typed: who } })
}

const message = (work: Work, parts: Part[]): Message => ({
  purpose: 'follow-up',
  fallback: { key: 'call.emergency.fallback', params: paramsOf(work) },
  parts: [{ kind: 'heading', text: { key: 'call.emergency.heading', params: paramsOf(work) } }, ...parts],
})

/** Of analysts as well: at night nobody sits at the desk. */
async function takeButton({ tx, app, file: { stored } }: Work, label: 'take' | 'go-on'): Promise<Part> {
  const { id, regionId, firmId } = stored
  const place = { regionId, firmId, subject: consultationLane(id) }
  const action = actionOf(app, { ...place, command: 'take', holder: { role: 'staff' }, days: 90 })
  await grantActions(tx, [action])
  return {
    kind: 'choice',
    lasts: 'durable',
    options: [{ label: { key: `call.${label}` }, token: action.token, style: 'primary' }],
  }
}

function tellOperations(work: Work, what: 'nobody' | 'unheard' | 'hole', { phones }: Watch, rounds = 0): void {
  const title: Text = { key: 'call.emergency.title' }
  const text: Text = { key: `call.${what}`, params: { ...paramsOf(work), title, phones, rounds } }
  work.says.push(incident(toChannel(work.app, 'operations', placeOf(work), operationsCard(text))))
}

const incident = (entry: Work['says'][number]): Work['says'][number] => ({ ...entry, priority: 'incident' })

const paramsOf = ({ file: { firm } }: Work) => ({
  firm: firm?.name ?? '',
  phone: firm?.phone ? { typed: firm.phone } : { key: 'desk.task.no-phone' },
})

const placeOf = ({ file: { stored, region } }: Work) => ({
  ...{ regionId: stored.regionId, firmId: stored.firmId, locale: region.locale },
  subject: consultationLane(stored.id),
})
