import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { msOrNull, toDate, toMs } from './moments.ts'

/** What a box shows once to become a sensor; of the code itself only an HMAC is kept. */
export interface SensorCode {
  id: string
  regionId: string
  firmId: string
  orderId: string
  expiresAt: number
  shownAt: number | null
  usedAt: number | null
  voidedAt: number | null
}

type Moments = 'expiresAt' | 'shownAt' | 'usedAt' | 'voidedAt'
type Row = Omit<SensorCode, Moments> & {
  expiresAt: Date
  shownAt: Date | null
  usedAt: Date | null
  voidedAt: Date | null
}
const columns = sql.raw(
  'id, region_id as "regionId", firm_id as "firmId", order_id as "orderId", expires_at as "expiresAt", shown_at as "shownAt", used_at as "usedAt", voided_at as "voidedAt"',
)
const toCode = ({ expiresAt, shownAt, usedAt, voidedAt, ...row }: Row): SensorCode => ({
  ...{
    ...row,
    expiresAt: toMs(expiresAt),
    shownAt: msOrNull(shownAt),
    usedAt: msOrNull(usedAt),
    voidedAt: msOrNull(voidedAt),
  },
})

export async function addSensorCode(
  tx: Tx,
  code: Omit<SensorCode, 'shownAt' | 'usedAt' | 'voidedAt'> & { codeHmac: string; at: number },
): Promise<void> {
  const { id, regionId, firmId, orderId, codeHmac, at, expiresAt } = code
  await query(
    tx,
    sql`insert into sensor_codes (id, region_id, firm_id, order_id, code_hmac, created_at, expires_at)
    values (${id}, ${regionId}, ${firmId}, ${orderId}, ${codeHmac}, ${toDate(at)}, ${toDate(expiresAt)})`,
  )
}

/** Locked, in the system scope: the code is what says whose box it is. One that is good no longer is found, too. */
export async function lockSensorCode(tx: Tx, codeHmac: string): Promise<SensorCode | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from sensor_codes where code_hmac = ${codeHmac} for update`)
  return row && toCode(row)
}

export async function useSensorCode(tx: Tx, id: string, at: number): Promise<void> {
  await query(tx, sql`update sensor_codes set used_at = ${toDate(at)} where id = ${id}`)
}

/** Whatever was handed out for an order and not shown yet is worth nothing from now on. */
export async function voidSensorCodes(tx: Tx, orderId: string, at: number): Promise<void> {
  await query(
    tx,
    sql`update sensor_codes set voided_at = ${toDate(at)} where order_id = ${orderId} and used_at is null and voided_at is null`,
  )
}

export async function findSensorCode(tx: Tx, id: string): Promise<SensorCode | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from sensor_codes where id = ${id}`)
  return row && toCode(row)
}

/** The first time is the one that counts. */
export async function noteCodeShown(tx: Tx, id: string, at: number): Promise<void> {
  await query(tx, sql`update sensor_codes set shown_at = coalesce(shown_at, ${toDate(at)}) where id = ${id}`)
}
