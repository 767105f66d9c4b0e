import { sql } from 'drizzle-orm'
import type { Vendor } from '#engine/vendor.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'
import { type Contact, contactColumns } from './people.ts'

export interface StoredVendor extends Vendor {
  regionId: string
  phone: string | null
  mail: string | null
}

const columns = sql.raw(
  'id, region_id as "regionId", name, areas, skills, hours, phone, mail, suspended_at is null as "isActive"',
)

export async function addVendor(
  tx: Tx,
  { id, regionId, name, areas, skills, hours, phone, mail, at }: Omit<StoredVendor, 'isActive'> & { at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into vendors (id, region_id, name, areas, skills, hours, phone, mail, created_at)
    values (${id}, ${regionId}, ${name}, ${jsonText(areas)}::text::jsonb, ${jsonText(skills)}::text::jsonb, ${jsonText(hours)}::text::jsonb,
      ${phone}, ${mail}, ${toDate(at)})`,
  )
}

export async function findVendor(tx: Tx, id: string): Promise<StoredVendor | undefined> {
  const [row] = await query<StoredVendor>(tx, sql`select ${columns} from vendors where id = ${id}`)
  return row
}

/** A region's, in the order in which they were entered. */
export const vendorsOf = (tx: Tx, regionId: string): Promise<StoredVendor[]> =>
  query<StoredVendor>(tx, sql`select ${columns} from vendors where region_id = ${regionId} order by created_at, id`)

/** Undefined where there is none. */
export async function setSuspended(tx: Tx, id: string, at: number | null): Promise<StoredVendor | undefined> {
  const [row] = await query<StoredVendor>(
    tx,
    sql`update vendors set suspended_at = ${at === null ? null : toDate(at)}::timestamptz where id = ${id} returning ${columns}`,
  )
  return row
}

/** Everybody of these vendors whom a message reaches. */
export const vendorPeople = (tx: Tx, vendorIds: readonly string[]): Promise<(Contact & { vendorId: string })[]> =>
  query(
    tx,
    sql`select m.vendor_id as "vendorId", ${contactColumns} where m.role = 'vendor' and m.ended_at is null and i.is_reachable
    and m.vendor_id in (select jsonb_array_elements_text(${JSON.stringify(vendorIds)}::text::jsonb)) order by m.rank, m.id, i.platform`,
  )

/** The newest first. */
export async function listVendors(tx: Tx, request: PageRequest): Promise<Page<StoredVendor>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<StoredVendor>(
    tx,
    sql`select ${columns} from vendors where ${before ?? null}::text is null or id < ${before ?? null}
    order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [row.id],
    (row) => row,
  )
}
