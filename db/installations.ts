import { sql } from 'drizzle-orm'
import type { Installation } from '#engine/installation/guide.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'

export interface StoredInstallation {
  id: string
  regionId: string
  firmId: string
  /** When it was drawn, epoch ms. */
  begunAt: number
  installation: Installation
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", begun_at as "begunAt", installation')

type Row = Omit<StoredInstallation, 'begunAt'> & { begunAt: Date }
const toStored = (row: Row): StoredInstallation => ({ ...row, begunAt: toMs(row.begunAt) })

/** The firm's newest; its lane lets one transaction at a time change it. */
export async function latestInstallation(tx: Tx, firmId: string): Promise<StoredInstallation | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from installations where firm_id = ${firmId} order by begun_at desc, id desc limit 1`,
  )
  return row && toStored(row)
}

export async function findInstallation(tx: Tx, id: string): Promise<StoredInstallation | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from installations where id = ${id}`)
  return row && toStored(row)
}

export async function saveInstallation(tx: Tx, stored: StoredInstallation): Promise<void> {
  const { id, regionId, firmId, begunAt, installation } = stored
  await query(
    tx,
    sql`insert into installations (id, region_id, firm_id, begun_at, installation)
    values (${id}, ${regionId}, ${firmId}, ${toDate(begunAt)}, ${jsonText(installation)}::text::jsonb)
    on conflict (id) do update set installation = excluded.installation`,
  )
}
