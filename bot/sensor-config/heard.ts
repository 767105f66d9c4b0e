import type { Tx } from '#db/door.ts'
import { type NewInboxRow, receive } from '#db/inbox.ts'
import { orderOfSensor } from '#db/orders.ts'
import { saveBeat } from '#db/sensor-beats.ts'
import { configOf } from '#db/sensor-configs.ts'
import type { Sensor } from '#db/sensors.ts'
import type { Heartbeat } from '#engine/heartbeat.ts'
import { isOver } from '#engine/order.ts'
import { FIRST_CONFIG, isUnderWay, type SensorConfig } from '#engine/sensor-config.ts'
import { THE_BOX } from '../order/enrol.ts'
import { orderLane } from '../order/lanes.ts'
import { configLane } from './lanes.ts'

/** A box speaks each minute; one that was stolen, and speaks without end, makes no more work than this. */
const ONCE_IN_MS = 10_000

/**
 * A box spoke: whoever waits for it (an order under way, a change of its settings) hears of it in their own lane. It is no
 * sign that the sensor watches: that its log comes is (`bot/ingest/silence.ts`).
 */
export async function heardBeat(tx: Tx, sensor: Sensor, beat: Heartbeat): Promise<SensorConfig> {
  const { id: sensorId, regionId, firmId } = sensor
  await saveBeat(tx, { regionId, firmId, sensorId }, beat)
  const [config, stored] = [(await configOf(tx, sensorId)) ?? FIRST_CONFIG, await orderOfSensor(tx, sensorId)]
  const when = Math.floor(beat.at / ONCE_IN_MS)
  const said = (lane: string, kind: string): NewInboxRow => ({
    ...{ lane, kind, account: 'sensor', eventId: `${kind}-beat:${sensorId}:${when}`, regionId, firmId, at: beat.at },
    payload: { command: 'beat', by: THE_BOX },
  })
  await receive(tx, [
    ...(stored && !isOver(stored.order) ? [said(orderLane(stored.id), 'order')] : []),
    ...(isUnderWay(config.change) ? [said(configLane(sensorId), 'sensor-config')] : []),
  ])
  return config
}

/** The box has taken the settings that were asked for: from now on it must be heard. */
export async function wasFetched(tx: Tx, sensor: Sensor, { version, change }: SensorConfig, at: number): Promise<void> {
  if (change?.state !== 'requested') return
  const { id: sensorId, regionId, firmId } = sensor
  await receive(tx, [
    {
      ...{ lane: configLane(sensorId), kind: 'sensor-config', account: 'sensor', regionId, firmId, at },
      ...{ eventId: `fetched:${sensorId}:${version}`, payload: { command: 'fetched', by: THE_BOX } },
    },
  ])
}
