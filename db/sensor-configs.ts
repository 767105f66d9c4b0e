import { sql } from 'drizzle-orm'
import type { ConfigEvent, SensorConfig } from '#engine/sensor-config.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import type { OfSensor } from './sensor-days.ts'

/** Undefined while nobody has changed anything: the box is as it came. */
export async function configOf(tx: Tx, sensorId: string): Promise<SensorConfig | undefined> {
  const [row] = await query<{ config: SensorConfig }>(
    tx,
    sql`select config from sensor_configs where sensor_id = ${sensorId}`,
  )
  return row?.config
}

/** The same, locked until the transaction ends: for whoever will change it. */
export async function lockConfig(tx: Tx, sensorId: string): Promise<SensorConfig | undefined> {
  const [row] = await query<{ config: SensorConfig }>(
    tx,
    sql`select config from sensor_configs where sensor_id = ${sensorId} for update`,
  )
  return row?.config
}

/** The snapshot and the event that led to it, in one go. */
export async function saveConfig(
  tx: Tx,
  { regionId, firmId, sensorId }: OfSensor,
  config: SensorConfig,
  event: ConfigEvent,
): Promise<void> {
  await query(
    tx,
    sql`insert into sensor_configs (sensor_id, region_id, firm_id, config)
    values (${sensorId}, ${regionId}, ${firmId}, ${jsonText(config)}::text::jsonb)
    on conflict (sensor_id) do update set config = excluded.config`,
  )
  await query(
    tx,
    sql`insert into sensor_config_events (sensor_id, seq, region_id, firm_id, event)
    values (${sensorId}, ${config.length}, ${regionId}, ${firmId}, ${jsonText(event)}::text::jsonb)`,
  )
}
