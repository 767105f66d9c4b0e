import { type SQL, sql } from 'drizzle-orm'
import type { Known, ListedFirm } from '#engine/firm-list.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** A list of firms that was read, and what became of it. */
export interface FirmImport {
  id: string
  regionId: string
  /** Once it was taken in: how many firms it made, how many were here, and how many lines were left out. */
  made: number | null
  known: number | null
  faulty: number | null
  takenBack: number | null
  createdAt: number
  ranAt: number | null
  undoneAt: number | null
}

type Moments = 'createdAt' | 'ranAt' | 'undoneAt'
type Row = Omit<FirmImport, Moments> & { createdAt: Date; ranAt: Date | null; undoneAt: Date | null }
const columns = sql.raw(
  'id, region_id as "regionId", made, known, faulty, taken_back as "takenBack", created_at as "createdAt", ran_at as "ranAt", undone_at as "undoneAt"',
)
const toImport = (row: Row): FirmImport => ({
  ...row,
  createdAt: toMs(row.createdAt),
  ranAt: msOrNull(row.ranAt),
  undoneAt: msOrNull(row.undoneAt),
})

export async function keepImport(
  tx: Tx,
  { id, regionId, sealed, at }: { id: string; regionId: string; sealed: Uint8Array; at: number },
): Promise<void> {
  const file = Buffer.from(sealed).toString('base64')
  await query(
    tx,
    sql`insert into firm_imports (id, region_id, file, created_at) values (${id}, ${regionId}, decode(${file}, 'base64'), ${toDate(at)})`,
  )
}

/** Held until the transaction ends: of two who take the same list in, or back, the second finds it done. */
export async function findImport(
  tx: Tx,
  id: string,
): Promise<{ one: FirmImport; sealed: Uint8Array | null } | undefined> {
  const [row] = await query<Row & { file: Uint8Array | null }>(
    tx,
    sql`select ${columns}, file from firm_imports where id = ${id} for update`,
  )
  if (!row) return undefined
  const { file, ...one } = row
  return { one: toImport(one), sealed: file }
}

export async function listImports(tx: Tx, request: PageRequest): Promise<Page<FirmImport>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from firm_imports where ${before ?? null}::text is null or id < ${before ?? null}
    order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (one) => [one.id], toImport)
}

/** Until the transaction ends no other list is taken into this region: what both name is made once. */
export async function lockRegister(tx: Tx, regionId: string): Promise<void> {
  await query(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`firm-import ${regionId}`}, 0))`)
}

/** What every firm of a region is known again by. */
export const knownFirms = (tx: Tx, regionId: string): Promise<(Known & { id: string })[]> =>
  query(
    tx,
    sql`select id, name, corporate_number as "corporateNumber", phone from firms where region_id = ${regionId} order by id`,
  )

export interface NewFirm extends ListedFirm {
  id: string
  /** Of its office, where its municipality is known. */
  siteId: string
}

/** All of a list at once, each with a line in its own audit log. */
export async function takeIn(
  tx: Tx,
  firms: readonly NewFirm[],
  {
    id,
    regionId,
    office,
    actor,
    counts: { known, faulty },
    at,
  }: {
    id: string
    regionId: string
    /** What the site is called. */
    office: string
    actor: string
    counts: { known: number; faulty: number }
    at: number
  },
): Promise<void> {
  await query(
    tx,
    sql`with listed as (
      select * from jsonb_to_recordset(${jsonText(firms)}::text::jsonb) as l (id text, "siteId" text, name text, kana text, "corporateNumber" text,
        industry text, employees integer, "sizeBand" text, pcs integer, municipality text, phone text, "contactName" text, mail text)
    ), made as (
      insert into firms (id, region_id, name, kana, corporate_number, industry, employees, size_band, pcs, phone, contact_name, mail, import_id, created_at)
      select id, ${regionId}, name, kana, "corporateNumber", industry, employees, "sizeBand", pcs, phone, "contactName", mail, ${id}, ${toDate(at)} from listed
    ), placed as (
      insert into sites (id, region_id, firm_id, name, kind, municipality, created_at)
      select "siteId", ${regionId}, id, ${office}, 'office', municipality, ${toDate(at)} from listed where municipality is not null
    )
    insert into audit (region_id, firm_id, subject, at, actor, what, params)
    select ${regionId}, id, 'firm:' || id, ${toDate(at)}, ${actor}, 'firm-added', jsonb_build_object('import', ${id}::text) from listed`,
  )
  await query(
    tx,
    sql`update firm_imports set file = null, ran_at = ${toDate(at)}, made = ${firms.length}, known = ${known}, faulty = ${faulty} where id = ${id}`,
  )
}

/** To which firms of a list something has happened since, and in which table that stands. */
export async function touchedOf(
  tx: Tx,
  importId: string,
  tables: readonly string[],
): Promise<{ firmId: string; name: string; table: string }[]> {
  const touched = new Map<string, { firmId: string; name: string; table: string }>()
  const rest = tables.filter((table) => !(table in UNLESS_ENTERED))
  // The planner does not know yet how many they are, and would read each table once for each of them.
  await query(tx, sql`set local enable_nestloop = off`)
  for (const table of [...Object.keys(UNLESS_ENTERED), ...rest]) {
    const rows = await query<{ firmId: string; name: string }>(
      tx,
      sql`select f.id as "firmId", f.name from firms f where f.import_id = ${importId}
      and exists (select from ${sql.identifier(table)} t where t.firm_id = f.id and ${UNLESS_ENTERED[table] ?? sql`true`})`,
    )
    for (const firm of rows) touched.set(firm.firmId, { ...firm, table })
  }
  await query(tx, sql`set local enable_nestloop = on`)
  return [...touched.values()].toSorted((one, other) => one.firmId.localeCompare(other.firmId))
}

/** What is there of a firm by its being entered, invited or looked at has not happened to it. */
const UNLESS_ENTERED: Readonly<Record<string, SQL>> = {
  audit: sql`t.what not in ('firm-added', 'looked-at', 'invite-made')`,
  sites: sql`(t.created_at <> f.created_at or t.address is not null)`,
  invites: sql`t.used_at is not null`,
}

/** Every firm of a list but those, with its office and its codes; how many they were. */
export async function takeBack(
  tx: Tx,
  { id, at }: { id: string; at: number },
  kept: readonly string[],
): Promise<number> {
  const rest = sql`select id from firms where import_id = ${id} and id not in (select jsonb_array_elements_text(${JSON.stringify(kept)}::text::jsonb))`
  await query(tx, sql`delete from invites where firm_id in (${rest})`)
  await query(tx, sql`delete from sites where firm_id in (${rest})`)
  const gone = await query(tx, sql`delete from firms where id in (${rest}) returning id`)
  await query(
    tx,
    sql`update firm_imports set undone_at = coalesce(undone_at, ${toDate(at)}), taken_back = coalesce(taken_back, 0) + ${gone.length} where id = ${id}`,
  )
  return gone.length
}
