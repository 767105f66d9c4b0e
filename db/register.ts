import { type SQL, sql } from 'drizzle-orm'
import type { SizeBand } from '#engine/firm-list.ts'
import { query, type Tx } from './door.ts'
import { toMs } from './moments.ts'

/** How far a firm has come: entered, invited, somebody has joined, a sensor is there, or it is leaving. */
export const FIRM_STANDINGS = ['new', 'invited', 'joined', 'watched', 'leaving'] as const
export type FirmStanding = (typeof FIRM_STANDINGS)[number]
export const REGISTER_ORDERS = ['newest', 'name'] as const

export interface RegisterLine {
  firmId: string
  name: string
  kana: string | null
  corporateNumber: string | null
  industry: string | null
  employees: number | null
  sizeBand: SizeBand | null
  pcs: number | null
  municipality: string | null
  phone: string | null
  contactName: string | null
  mail: string | null
  standing: FirmStanding
  /** Of its newest sensor. */
  orderState: string | null
  createdAt: number
}

export interface RegisterQuestion {
  regionId: string
  words: string
  standing: FirmStanding | null
  order: (typeof REGISTER_ORDERS)[number]
  /** The first is 1. */
  page: number
  size: number
  now: string
}

const standingAt = (now: string): SQL => sql`case
  when exists (select from leavings l where l.firm_id = f.id) then 'leaving'
  when exists (select from sensors s where s.firm_id = f.id and s.revoked_at is null) then 'watched'
  when exists (select from memberships m where m.firm_id = f.id and m.ended_at is null and m.role in ('owner', 'manager', 'worker')) then 'joined'
  when exists (select from invites i where i.firm_id = f.id and i.used_at is null and i.expires_at > ${now}::timestamptz) then 'invited'
  else 'new' end`

const columns =
  sql.raw(`f.id as "firmId", f.name, f.kana, f.corporate_number as "corporateNumber", f.industry, f.employees, f.size_band as "sizeBand", f.pcs,
  (select municipality from sites where firm_id = f.id and municipality is not null order by created_at, id limit 1) as municipality,
  f.phone, f.contact_name as "contactName", f.mail, f.created_at as "createdAt",
  (select state from orders where firm_id = f.id order by moved_at desc limit 1) as "orderState"`)

type Row = Omit<RegisterLine, 'createdAt'> & { createdAt: Date }
const toLine = (row: Row): RegisterLine => ({ ...row, createdAt: toMs(row.createdAt) })

/** Whatever stands in the register is found, in whatever width it is typed; telephone numbers without their dashes, too. */
const isNamed = (
  words: string,
): SQL => sql`(${words} = '' or position(lower(normalize(${words}::text, nfkc)) in lower(normalize(
  concat_ws(' ', f.name, f.kana, f.corporate_number, f.phone, regexp_replace(f.phone, '[^0-9]', '', 'g'), f.contact_name, f.mail, f.industry), nfkc))) > 0)`

/** A page of a region's firms, and how many there are of each standing. */
export async function lookThrough(
  tx: Tx,
  { regionId, words, standing, order, page, size, now }: RegisterQuestion,
): Promise<{ items: RegisterLine[]; total: number; counts: Record<FirmStanding, number> }> {
  const counted = await query<{ standing: FirmStanding; count: number }>(
    tx,
    sql`select ${standingAt(now)} as standing, count(*)::int as count from firms f
    where f.region_id = ${regionId} and ${isNamed(words)} group by 1`,
  )
  const by =
    order === 'name' ? sql`coalesce(f.kana, f.name), f.id` : sql`f.created_at desc, coalesce(f.kana, f.name), f.id`
  const rows = await query<Row>(
    tx,
    sql`select ${columns}, ${standingAt(now)} as standing from firms f
    where f.region_id = ${regionId} and ${isNamed(words)} and (${standing}::text is null or ${standingAt(now)} = ${standing})
    order by ${by} limit ${size} offset ${(page - 1) * size}`,
  )
  const counts = Object.fromEntries(
    FIRM_STANDINGS.map((one) => [one, counted.find(({ standing: other }) => other === one)?.count ?? 0]),
  ) as Record<FirmStanding, number>
  const total = standing === null ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[standing]
  return { items: rows.map(toLine), total, counts }
}

export async function registerLine(tx: Tx, firmId: string, now: string): Promise<RegisterLine | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns}, ${standingAt(now)} as standing from firms f where f.id = ${firmId}`,
  )
  return row && toLine(row)
}

/** Whom nobody of a region's firms has been given a code for, or has joined; the oldest first. */
export const uninvitedIn = (
  tx: Tx,
  { regionId, importId, now }: { regionId: string; importId: string | null; now: string },
): Promise<{ id: string }[]> =>
  query(
    tx,
    sql`select f.id from firms f where f.region_id = ${regionId} and (${importId}::text is null or f.import_id = ${importId})
    and ${standingAt(now)} = 'new' order by f.id`,
  )
