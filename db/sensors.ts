import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { msOrNull, toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface Sensor {
  id: string
  regionId: string
  firmId: string
  siteId: string
  type: 'office' | 'small-office' | 'home'
  lastSeenAt: number | null
  revokedAt: number | null
}

type Row = Omit<Sensor, 'lastSeenAt' | 'revokedAt'> & { lastSeenAt: Date | null; revokedAt: Date | null }
const columns = sql.raw(
  'id, region_id as "regionId", firm_id as "firmId", site_id as "siteId", type, last_seen_at as "lastSeenAt", revoked_at as "revokedAt"',
)
const toSensor = (row: Row): Sensor => ({
  ...row,
  lastSeenAt: msOrNull(row.lastSeenAt),
  revokedAt: msOrNull(row.revokedAt),
})

export async function addSensor(
  tx: Tx,
  sensor: Omit<Sensor, 'lastSeenAt' | 'revokedAt'> & { tokenHash: string; at: number },
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

export async function touchSensor(tx: Tx, id: string, at: number): Promise<void> {
  await query(
    tx,
    sql`update sensors set last_seen_at = greatest(last_seen_at, ${toDate(at)}::timestamptz) where id = ${id}`,
  )
}

/** The sensor, when it was in force until now. */
export async function revokeSensor(tx: Tx, id: string, at: number): Promise<Sensor | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`update sensors set revoked_at = ${toDate(at)} where id = ${id} and revoked_at is null returning ${columns}`,
  )
  return row && toSensor(row)
}
