import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { OfSensor } from '#db/sensor-days.ts'
import { revokeSensor, type Sensor, saveWatch, touchSensor } from '#db/sensors.ts'
import { arm } from '#db/timers.ts'

/**
 * A sensor speaks each minute (Suricata's figures) or every five (Zeek's). Half an hour leaves room for a restart, an update
 * and a router that sulks, and is still soon enough to send somebody.
 */
export const SILENT_AFTER_MS = 30 * 60_000

/**
 * Something came from the sensor. Usually that is one row touched: a timer is armed once, looks at what was heard last when
 * it rings, and sets itself again.
 */
export async function noteContact(tx: Tx, sensor: OfSensor, at: number): Promise<void> {
  const { isWatched, silentSince } = await touchSensor(tx, sensor.sensorId, at)
  if (silentSince !== null) await endSilence(tx, sensor, { silentSince, at })
  else if (!isWatched) await watch(tx, sensor, at + SILENT_AFTER_MS)
}

/** The next look; nothing is known to be amiss. */
export async function watch(tx: Tx, { regionId, firmId, sensorId }: OfSensor, dueAt: number): Promise<void> {
  const lane = laneOf(sensorId)
  await saveWatch(tx, sensorId, { isWatched: true, silentSince: null })
  await arm(tx, {
    key: silenceKey(sensorId),
    dueAt,
    lane,
    kind: 'sensor-silence',
    payload: { sensorId },
    regionId,
    firmId,
  })
}

/** Nobody listens to it any more, and nobody waits for it; undefined where there is none, or it was revoked before. */
export async function revoke(tx: Tx, sensorId: string, at: number): Promise<Sensor | undefined> {
  const sensor = await revokeSensor(tx, sensorId, at)
  if (sensor && sensor.silentSince !== null)
    await endSilence(tx, { ...sensor, sensorId }, { silentSince: sensor.silentSince, at })
  return sensor
}

/** It is heard again, or nobody listens any more: once for each silence, however many batches come at its end. */
async function endSilence(
  tx: Tx,
  { regionId, firmId, sensorId }: OfSensor,
  { silentSince, at }: { silentSince: number; at: number },
): Promise<void> {
  const eventId = `${sensorId}:heard-after:${silentSince}`
  const row = { lane: laneOf(sensorId), kind: 'sensor-heard', account: 'sensor', eventId, payload: { sensorId }, at }
  await receive(tx, [{ ...row, regionId, firmId }])
}

const laneOf = (sensorId: string): string => `sensor:${sensorId}`
export const silenceKey = (sensorId: string): string => `${laneOf(sensorId)}:silence`
