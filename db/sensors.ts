import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface Sensor {
  id: string
  regionId: string
  firmId: string
  siteId: string
  type: 'office' | 'small-office' | 'home'
  status: SensorStatus
  lastSeenAt: number | null
  /** Since when nothing has come, once operations was told of it. */
  silentSince: number | null
  revokedAt: number | null
}

/** 稼働: it is heard. 不通: it was, and is silent. 停止中: it was never heard, or its token was revoked. */
export const SENSOR_STATUSES = ['working', 'silent', 'stopped'] as const
export type SensorStatus = (typeof SENSOR_STATUSES)[number]

type Moments = 'lastSeenAt' | 'silentSince' | 'revokedAt'
type Row = Omit<Sensor, Moments> & Record<Moments, Date | null>
const status = sql.raw(
  `case when revoked_at is not null or last_seen_at is null then 'stopped' when silent_since is not null then 'silent' else 'working' end`,
)
const columns = sql`id, region_id as "regionId", firm_id as "firmId", site_id as "siteId", type, ${status} as status,
  last_seen_at as "lastSeenAt", silent_since as "silentSince", revoked_at as "revokedAt"`
const toSensor = (row: Row): Sensor => ({
  ...row,
  lastSeenAt: msOrNull(row.lastSeenAt),
  silentSince: msOrNull(row.silentSince),
  revokedAt: msOrNull(row.revokedAt),
})

export async function addSensor(
  tx: Tx,
  sensor: Omit<Sensor, Moments | 'status'> & { tokenHash: string; at: number },
): Promise<void> {
  const { id, regionId, firmId, siteId, type, tokenHash, at } = sensor
  await query(
    tx,
    sql`insert into sensors (id, region_id, firm_id, site_id, type, token_hash, created_at)
    values (${id}, ${regionId}, ${firmId}, ${siteId}, ${type}, ${tokenHash}, ${toDate(at)})`,
  )
}

/** By the hash of its token, in the system scope: the token is what says whose sensor it is. A revoked one is found too. */
export async function findByTokenHash(tx: Tx, hash: string): Promise<Sensor | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from sensors where token_hash = ${hash}`)
  return row && toSensor(row)
}

export async function findSensor(tx: Tx, id: string): Promise<Sensor | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from sensors where id = ${id}`)
  return row && toSensor(row)
}

export async function sensorsOf(tx: Tx, firmId: string): Promise<Sensor[]> {
  const rows = await query<Row>(tx, sql`select ${columns} from sensors where firm_id = ${firmId} order by id`)
  return rows.map(toSensor)
}

export async function listSensors(tx: Tx, request: PageRequest): Promise<Page<Sensor>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from sensors where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${before ?? null}::text is null or id < ${before ?? null}) order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (sensor) => [sensor.id], toSensor)
}

/** The sensor, locked until the transaction ends, and whether a timer looks after it. */
export async function lockSensor(tx: Tx, id: string): Promise<(Sensor & { isWatched: boolean }) | undefined> {
  const [row] = await query<Row & { isWatched: boolean }>(
    tx,
    sql`select ${columns}, is_watched as "isWatched" from sensors where id = ${id} for update`,
  )
  return row && { ...toSensor(row), isWatched: row.isWatched }
}

/** Something came from it. */
export async function touchSensor(
  tx: Tx,
  id: string,
  at: number,
): Promise<{ isWatched: boolean; silentSince: number | null }> {
  const [row] = await query<{ isWatched: boolean; silentSince: Date | null }>(
    tx,
    sql`update sensors set last_seen_at = greatest(last_seen_at, ${toDate(at)}::timestamptz) where id = ${id}
    returning is_watched as "isWatched", silent_since as "silentSince"`,
  )
  if (!row) throw new Error(`sensor ${id} is not there for this scope`)
  return { ...row, silentSince: msOrNull(row.silentSince) }
}

/** Whether a timer looks after it, and since when it is known to be silent. */
export async function saveWatch(
  tx: Tx,
  id: string,
  { isWatched, silentSince }: { isWatched: boolean; silentSince: number | null },
): Promise<void> {
  await query(
    tx,
    sql`update sensors set is_watched = ${isWatched}, silent_since = ${orNull(silentSince)} where id = ${id}`,
  )
}

export interface SensorFigures {
  status: SensorStatus
  sensors: number
  /** How many of them lost more than `above` in the last hour they told of. */
  losing: number
}

export const sensorFigures = (tx: Tx, above: number): Promise<SensorFigures[]> =>
  query<SensorFigures>(
    tx,
    sql`select ${status} as status, count(*)::int as sensors, count(*) filter (where latest.lost_share > ${above})::int as losing
    from sensors s left join lateral (select lost_share from sensor_hours h where h.firm_id = s.firm_id and h.sensor_id = s.id order by hour desc limit 1) latest on true
    group by 1`,
  )

/** The sensor, when it was in force until now. */
export async function revokeSensor(tx: Tx, id: string, at: number): Promise<Sensor | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`update sensors set revoked_at = ${toDate(at)}, is_watched = false where id = ${id} and revoked_at is null returning ${columns}`,
  )
  return row && toSensor(row)
}
