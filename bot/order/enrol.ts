import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { attemptsWithinHour, countAttempt } from '#db/invites.ts'
import { findLeaving } from '#db/leavings.ts'
import { lockOrder, type StoredOrder, saveOrder } from '#db/orders.ts'
import { lockSensorCode, type SensorCode, useSensorCode } from '#db/sensor-codes.ts'
import { addSensor, findByTokenHash } from '#db/sensors.ts'
import type { PersonRef } from '#engine/case.ts'
import { verdictOn } from '#engine/enrolment.ts'
import { apply, type OrderEvent, refusalOf } from '#engine/order.ts'
import { type Secrets, tokenHash } from '../secrets.ts'
import { orderLane } from './lanes.ts'

export interface EnrolOptions {
  secrets: Pick<Secrets, 'inviteHmac' | 'boxToken'>
  newId: (prefix: string) => string
  now: number
}

/** What a box shows: its code, and a key that it made up, by which it gets the same answer when it lost the first. */
export interface Shown {
  code: string
  key: string
  /** Where it asks from: guessing gets slow before it gets anywhere. */
  address: string
}

export type EnrolledBox =
  | { kind: 'enrolled'; sensorId: string; regionId: string; firmId: string; token: string }
  | { kind: 'refused'; reason: 'unknown' | 'used' | 'expired' | 'void' | 'not-now' | 'too-many' }

export const THE_BOX: PersonRef = { personId: 'box', name: '箱' }

/** A box becomes a sensor by its code, once. In the system scope: the code is what says whose it is. */
export async function enrolBox(tx: Tx, options: EnrolOptions, shown: Shown): Promise<EnrolledBox> {
  const { secrets, now } = options
  const from = { platform: 'sensor', account: '', userId: shown.address, at: now }
  const code = await lockSensorCode(tx, secrets.inviteHmac(shown.code))
  const verdict = verdictOn(code, await attemptsWithinHour(tx, from), now)
  if (verdict === 'unknown') await countAttempt(tx, from)
  if (verdict === 'too-many' || !code) return { kind: 'refused', reason: verdict === 'too-many' ? verdict : 'unknown' }
  const token = secrets.boxToken(code.id, shown.key)
  if (verdict === 'used') return (await sameAgain(tx, code, token)) ?? { kind: 'refused', reason: 'used' }
  if (code.voidedAt !== null) return { kind: 'refused', reason: 'void' }
  if (verdict === 'expired') return { kind: 'refused', reason: 'expired' }
  const { regionId, firmId } = code
  await enter(tx, { kind: 'firm', regionId, firmId })
  const stored = await lockOrder(tx, code.orderId)
  // Nothing more is seen of a firm that leaves, whichever box is still on its way to it.
  const isLeaving = (await findLeaving(tx, firmId)) !== undefined
  if (isLeaving || !stored || refusalOf(stored.order, 'enrolled', 'box')) return { kind: 'refused', reason: 'not-now' }
  const sensorId = await becomeSensor(tx, options, stored, token)
  await useSensorCode(tx, code.id, now)
  return { kind: 'enrolled', sensorId, regionId, firmId, token }
}

/** The answer was lost on the way: whoever has the code and the key is the same box. */
async function sameAgain(tx: Tx, { regionId, firmId }: SensorCode, token: string): Promise<EnrolledBox | undefined> {
  const sensor = await findByTokenHash(tx, tokenHash(token))
  return sensor?.revokedAt === null ? { kind: 'enrolled', sensorId: sensor.id, regionId, firmId, token } : undefined
}

async function becomeSensor(tx: Tx, { newId, now }: EnrolOptions, stored: StoredOrder, token: string): Promise<string> {
  const { id: orderId, regionId, firmId, siteId, order } = stored
  const id = newId('sensor')
  const type = order.deviceType ?? 'office'
  await addSensor(tx, { id, regionId, firmId, siteId, type, tokenHash: tokenHash(token), at: now })
  const event: OrderEvent = { kind: 'enrolled', sensorId: id, at: now, by: THE_BOX }
  await saveOrder(tx, { ...stored, order: apply(order, event) }, event)
  await note(tx, {
    ...{ regionId, firmId, subject: `sensor:${id}`, at: now, actor: THE_BOX.personId, what: 'sensor-enrolled' },
    ...{ params: { order: orderId }, reason: null },
  })
  await receive(tx, [
    {
      ...{ lane: orderLane(orderId), kind: 'order', account: 'sensor', eventId: `enrolled:${id}`, regionId, firmId },
      ...{ payload: { command: 'redraw', by: THE_BOX }, at: now },
    },
  ])
  return id
}
