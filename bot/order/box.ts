import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import type { StoredOrder } from '#db/orders.ts'
import { addSensorCode, voidSensorCodes } from '#db/sensor-codes.ts'
import type { FlowContext } from '../flow.ts'
import { revoke } from '../ingest/silence.ts'

const DAY_MS = 86_400_000
/** From the desk to a firm that is on holiday. */
const CODE_LIFE_MS = 30 * DAY_MS
/** The printed sheet is on its way into the box long before. */
const SHEET_LIFE_MS = DAY_MS

/** Neither the code of an earlier box nor the sensor that it became opens anything any more. */
export async function voidBox(
  tx: Tx,
  { now }: FlowContext,
  { id, regionId, firmId, order }: StoredOrder,
): Promise<void> {
  await voidSensorCodes(tx, id, now)
  const sensor = order.sensorId === null ? undefined : await revoke(tx, order.sensorId, now)
  if (!sensor) return
  await note(tx, {
    ...{ regionId, firmId, subject: `sensor:${sensor.id}`, at: now, actor: 'otasuke', what: 'sensor-revoked' },
    ...{ params: { order: id }, reason: null },
  })
}

/** A code for the box that is made ready now, and the address of the sheet that shows it once. */
export async function newCode(
  tx: Tx,
  app: FlowContext,
  { id: orderId, regionId, firmId }: StoredOrder,
  id = app.newId('kitting'),
): Promise<string> {
  const codeHmac = app.inviteHmac(app.boxCode(id))
  await addSensorCode(tx, { id, regionId, firmId, orderId, codeHmac, expiresAt: app.now + CODE_LIFE_MS, at: app.now })
  return sheetLink(app, id)
}

export const sheetLink = (app: Pick<FlowContext, 'link' | 'now'>, codeId: string): string =>
  app.link(codeId, 'pdf', app.now + SHEET_LIFE_MS)
