import { sql } from 'drizzle-orm'
import type { Sight } from '#engine/sight.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import type { OfSensor } from './sensor-days.ts'

/** Slots of five minutes, counted since 1970. */

/** Locked until the transaction ends: for whoever will add to it. */
export async function lockSight(tx: Tx, sensorId: string, slot: number): Promise<Sight | undefined> {
  const [row] = await query<{ sight: Sight }>(
    tx,
    sql`select sight from sensor_sights where sensor_id = ${sensorId} and slot = ${slot} for update`,
  )
  return row?.sight
}

export async function saveSight(
  tx: Tx,
  { regionId, firmId, sensorId }: OfSensor,
  { slot, sight }: { slot: number; sight: Sight },
): Promise<void> {
  await query(
    tx,
    sql`insert into sensor_sights (sensor_id, slot, region_id, firm_id, sight)
    values (${sensorId}, ${slot}, ${regionId}, ${firmId}, ${jsonText(sight)}::text::jsonb)
    on conflict (sensor_id, slot) do update set sight = excluded.sight`,
  )
}

/** From this slot on. */
export async function sightsSince(tx: Tx, sensorId: string, slot: number): Promise<Sight[]> {
  const rows = await query<{ sight: Sight }>(
    tx,
    sql`select sight from sensor_sights where sensor_id = ${sensorId} and slot >= ${slot}`,
  )
  return rows.map(({ sight }) => sight)
}
