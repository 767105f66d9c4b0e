import type { StoredConsultation } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { loadRules } from '#db/regions.ts'
import { arm, disarm } from '#db/timers.ts'
import { addBusiness, businessBetween } from '#engine/calendar/calendar.ts'
import { isHeld, isOpen, SILENCE_MS } from '#engine/consultation.ts'
import type { Text } from '#engine/message.ts'
import { rulesFrom } from '#engine/region-rules.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import type { FlowContext } from '../flow.ts'
import type { Said, Work } from './happening.ts'
import { consultationLane } from './lanes.ts'

const MINUTE_MS = 60_000

const promiseKey = (id: string): string => `${consultationLane(id)}:promise`

export async function armSilence(tx: Tx, app: FlowContext, { id, regionId, firmId, consultation }: StoredConsultation) {
  const lane = consultationLane(id)
  const key = `${lane}:silence`
  if (!isHeld(consultation)) return disarm(tx, key)
  const payload: Said = { command: 'release', by: { personId: 'otasuke', name: 'otasuke' } }
  const dueAt = addBusiness(app.calendar, consultation.spokenAt, SILENCE_MS)
  await arm(tx, { key, dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}

/** Until when the desk has promised its first word; undefined where there is nothing to wait for. */
async function promisedBy(
  tx: Tx,
  app: FlowContext,
  { regionId, consultation }: StoredConsultation,
): Promise<number | undefined> {
  const { answerWithinMinutes: minutes } = rulesFrom(await loadRules(tx, regionId))
  if (minutes === null || consultation.answeredAt !== null || !isOpen(consultation)) return undefined
  return addBusiness(app.calendar, consultation.openedAt, minutes * MINUTE_MS)
}

/** Told of once: what has passed is not waited for again. */
export async function armPromise(tx: Tx, app: FlowContext, stored: StoredConsultation): Promise<void> {
  const { id, regionId, firmId } = stored
  const [lane, key] = [consultationLane(id), promiseKey(id)]
  const dueAt = await promisedBy(tx, app, stored)
  if (dueAt === undefined || dueAt <= app.now) return disarm(tx, key)
  const payload: Said = { command: 'overdue', by: { personId: 'otasuke', name: 'otasuke' } }
  await arm(tx, { key, dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}

/** Nobody of the desk has answered in time: operations learns of it. */
export async function overdue({ tx, app, file, says }: Work): Promise<void> {
  const { stored, firm, region } = file
  const dueAt = await promisedBy(tx, app, stored)
  if (dueAt === undefined || dueAt > app.now) return
  const { consultation, regionId, firmId } = stored
  const name: Text = firm ? { typed: firm.name } : { key: 'desk.consultation.no-firm' }
  const params = {
    firm: name,
    who: consultation.who,
    limit: { spanMs: businessBetween(app.calendar, consultation.openedAt, dueAt) },
  }
  const text: Text = { key: 'operations.sla.desk', params }
  says.push(toChannel(app, 'operations', { regionId, firmId, locale: region.locale }, operationsCard(text)))
}
