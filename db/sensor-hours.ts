import { sql } from 'drizzle-orm'
import type { HealthHour } from '#engine/sensor-health.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import type { OfSensor } from './sensor-days.ts'

/** What sensors lost, by the hour. Hours are counted since 1970. */

export interface StoredHour {
  hour: number
  readings: HealthHour
  lostShare: number | null
}

export const hoursKnown = (
  tx: Tx,
  { firmId, sensorId }: OfSensor,
  { from, until }: { from: number; until: number },
): Promise<StoredHour[]> =>
  query<StoredHour>(
    tx,
    sql`select (extract(epoch from hour) / 3600)::int as hour, readings, lost_share as "lostShare" from sensor_hours
    where firm_id = ${firmId} and sensor_id = ${sensorId} and hour between ${momentOf(from)} and ${momentOf(until)} order by hour`,
  )

/** The last that it told of, if it is no older. */
export async function latestHour(
  tx: Tx,
  { firmId, sensorId }: OfSensor,
  since: number,
): Promise<Pick<StoredHour, 'lostShare'> | undefined> {
  const [row] = await query<Pick<StoredHour, 'lostShare'>>(
    tx,
    sql`select lost_share as "lostShare" from sensor_hours
    where firm_id = ${firmId} and sensor_id = ${sensorId} and hour >= ${toDate(since)} order by hour desc limit 1`,
  )
  return row
}

export async function saveHours(
  tx: Tx,
  { regionId, firmId, sensorId }: OfSensor,
  hours: readonly StoredHour[],
): Promise<void> {
  const rows = hours.map(({ hour, ...rest }) => ({ at: momentOf(hour), ...rest }))
  await query(
    tx,
    sql`insert into sensor_hours (firm_id, region_id, sensor_id, hour, readings, lost_share)
    select ${firmId}, ${regionId}, ${sensorId}, h."at", h."readings", h."lostShare"
    from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as h("at" timestamptz, "readings" jsonb, "lostShare" float8)
    on conflict (firm_id, hour, sensor_id) do update set readings = excluded.readings, lost_share = excluded.lost_share`,
  )
}

/** What is so long ago is in no report to come. */
export async function forgetHours(tx: Tx, firmId: string, before: number): Promise<void> {
  await query(tx, sql`delete from sensor_hours where firm_id = ${firmId} and hour < ${momentOf(before)}`)
}

export interface Remark {
  /** These, and all that touch one of the hours. */
  alertIds: readonly string[]
  hours: readonly number[]
  /** Of hours that lost more than this the evidence is incomplete. */
  above: number
}

/**
 * Marks alerts by what any sensor of the firm lost in an hour that they touch: a detector hears all of them, and of what did
 * not reach it nobody knows whose it was. The mark is absolute, so that it does not matter what was stored first. Answers
 * with those whose mark changed.
 */
export async function markIncomplete(tx: Tx, firmId: string, { alertIds, hours, above }: Remark): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    sql`update alerts a set lost_share = found.share from (
      select t.id, (select max(h.lost_share) from sensor_hours h where h.firm_id = ${firmId} and h.lost_share > ${above}
        and h.hour > t.first_seen_at - interval '1 hour' and h.hour <= t.last_seen_at) as share
      from alerts t where t.firm_id = ${firmId} and (t.id in (select jsonb_array_elements_text(${JSON.stringify(alertIds)}::text::jsonb))
        or exists (select from jsonb_array_elements_text(${JSON.stringify(hours.map(momentOf))}::text::jsonb) as e(hour)
          where t.last_seen_at >= e.hour::timestamptz and t.first_seen_at < e.hour::timestamptz + interval '1 hour'))) found
    where a.firm_id = ${firmId} and a.id = found.id and a.lost_share is distinct from found.share returning a.id`,
  )
  return rows.map(({ id }) => id).sort()
}

const HOUR_MS = 3_600_000
const momentOf = (hour: number): string => toDate(hour * HOUR_MS)
