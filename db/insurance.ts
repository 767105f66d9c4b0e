import { sql } from 'drizzle-orm'
import type { EnrolmentState, Floor } from '#engine/insurance.ts'
import { query, type Tx } from './door.ts'
import { toDate, toMs } from './moments.ts'

export interface NewEnrolment {
  id: string
  regionId: string
  firmId: string
  floor: Floor
  state: EnrolmentState
  by: string
  at: number
}

export async function addEnrolment(
  tx: Tx,
  { id, regionId, firmId, floor, state, by, at }: NewEnrolment,
): Promise<void> {
  await query(
    tx,
    sql`insert into insurance_enrolments (id, region_id, firm_id, floor, state, by, at)
    values (${id}, ${regionId}, ${firmId}, ${floor}, ${state}, ${by}, ${toDate(at)})`,
  )
}

/** All that was ever said of it, the oldest first. */
export async function enrolmentsSaid(
  tx: Tx,
  firmId: string,
): Promise<{ floor: Floor; state: EnrolmentState; at: number }[]> {
  const rows = await query<{ floor: Floor; state: EnrolmentState; at: Date }>(
    tx,
    sql`select floor, state, at from insurance_enrolments where firm_id = ${firmId} order by at, id`,
  )
  return rows.map((row) => ({ ...row, at: toMs(row.at) }))
}
