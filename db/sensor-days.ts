import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'

/** When sensors were heard, in slots of five minutes, by days of their region's time zone. */

export interface OfSensor {
  regionId: string
  firmId: string
  sensorId: string
}

/** Slots are counted since 1970. As often as one likes: a slot is heard or not, and never counted twice. */
export async function noteHeard(
  tx: Tx,
  { regionId, firmId, sensorId }: OfSensor,
  slots: readonly number[],
): Promise<void> {
  await query(
    tx,
    sql`insert into sensor_days (firm_id, region_id, sensor_id, day, slots)
    select ${firmId}, ${regionId}, ${sensorId}, day, bit_or(set_bit(repeat('0', 300)::bit(300), place, 1)) from (
      select (s.at at time zone r.timezone)::date as day, floor(extract(epoch from s.at - date_trunc('day', s.at, r.timezone)) / 300)::int as place
      from (select to_timestamp(slot::bigint * 300) as at from jsonb_array_elements_text(${JSON.stringify(slots)}::text::jsonb) as e(slot)) s
      join regions r on r.id = ${regionId}) placed
    group by day order by day
    on conflict (firm_id, sensor_id, day) do update set slots = sensor_days.slots | excluded.slots`,
  )
}

export interface DayCovered {
  /** `2026-11-24`, in the region's time zone. */
  day: string
  coveredMinutes: number
  /** Of this day, as far as it has passed since the sensor was added. */
  possibleMinutes: number
  /** The share lost in its worst hour; null where the sensor tells nothing of it. */
  lostShare: number | null
}

export interface Period {
  /** Days of the region's time zone, the last one included. */
  from: string
  until: string
  /** Business time, epoch ms: what lies after it cannot have been heard. */
  now: number
}

/** A sensor's days of a period, the earliest first; days before it was added, and after today, are left out. */
export const daysOf = (tx: Tx, sensorId: string, { from, until, now }: Period): Promise<DayCovered[]> =>
  query<DayCovered>(
    tx,
    sql`with days as (
      select s.id, s.firm_id, d::date as day, greatest(d at time zone r.timezone, s.created_at) as begins,
        least((d + interval '1 day') at time zone r.timezone, coalesce(s.revoked_at, ${toDate(now)}::timestamptz), ${toDate(now)}::timestamptz) as ends
      from sensors s join regions r on r.id = s.region_id
      cross join generate_series(${from}::date::timestamp, ${until}::date::timestamp, interval '1 day') as d where s.id = ${sensorId})
    select days.day::text as day, ceil(extract(epoch from ends - begins) / 60)::int as "possibleMinutes",
      least(ceil(extract(epoch from ends - begins) / 60)::int, coalesce(bit_count(heard.slots), 0)::int * 5) as "coveredMinutes",
      (select max(h.lost_share) from sensor_hours h where h.firm_id = days.firm_id and h.sensor_id = days.id and h.hour >= date_trunc('hour', days.begins) and h.hour < days.ends) as "lostShare"
    from days left join sensor_days heard on heard.firm_id = days.firm_id and heard.sensor_id = days.id and heard.day = days.day
    where ends > begins order by days.day`,
  )

/** The share of a period in which a sensor was heard; null where there is no time in which it could have been. */
export const coverageOf = async (tx: Tx, sensorId: string, period: Period): Promise<number | null> =>
  coverageShare(await daysOf(tx, sensorId, period))

export function coverageShare(days: readonly Pick<DayCovered, 'possibleMinutes' | 'coveredMinutes'>[]): number | null {
  const possible = days.reduce((sum, { possibleMinutes }) => sum + possibleMinutes, 0)
  const covered = days.reduce((sum, { coveredMinutes }) => sum + coveredMinutes, 0)
  return possible === 0 ? null : covered / possible
}
