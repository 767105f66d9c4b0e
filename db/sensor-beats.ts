import { sql } from 'drizzle-orm'
import type { Heartbeat } from '#engine/heartbeat.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import type { OfSensor } from './sensor-days.ts'

export async function saveBeat(tx: Tx, { regionId, firmId, sensorId }: OfSensor, beat: Heartbeat): Promise<void> {
  await query(
    tx,
    sql`insert into sensor_beats (sensor_id, region_id, firm_id, beat)
    values (${sensorId}, ${regionId}, ${firmId}, ${jsonText(beat)}::text::jsonb)
    on conflict (sensor_id) do update set beat = excluded.beat`,
  )
}

/** The latest. */
export async function beatOf(tx: Tx, sensorId: string): Promise<Heartbeat | undefined> {
  const [row] = await query<{ beat: Heartbeat }>(tx, sql`select beat from sensor_beats where sensor_id = ${sensorId}`)
  return row?.beat
}
