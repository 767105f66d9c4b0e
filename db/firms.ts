import { type SQL, sql } from 'drizzle-orm'
import { query, type Tx, textArray } from './door.ts'
import { toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface Firm {
  id: string
  regionId: string
  name: string
  industry: string | null
  employees: number | null
  pcs: number | null
  phone: string | null
}

const columns = sql.raw('id, region_id as "regionId", name, industry, employees, pcs, phone')

export async function addFirm(
  tx: Tx,
  { id, regionId, name, industry, employees, pcs, phone, at }: Firm & { at: number },
): Promise<void> {
  await query(
    tx,
    sql`insert into firms (id, region_id, name, industry, employees, pcs, phone, created_at)
    values (${id}, ${regionId}, ${name}, ${industry}, ${employees}, ${pcs}, ${phone}, ${toDate(at)})`,
  )
}

export async function findFirm(tx: Tx, id: string): Promise<Firm | undefined> {
  const [firm] = await query<Firm>(tx, sql`select ${columns} from firms where id = ${id}`)
  return firm
}

export async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<Pick<Firm, 'id' | 'name'>>(
    tx,
    sql`select id, name from firms where id = any(${textArray(ids)})`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Since when it is here, epoch ms. */
export async function firmSince(tx: Tx, id: string): Promise<number> {
  const [row] = await query<{ since: Date }>(tx, sql`select created_at as since from firms where id = ${id}`)
  return row ? toMs(row.since) : 0
}

export async function listFirms(tx: Tx, request: PageRequest): Promise<Page<Firm>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Firm>(
    tx,
    sql`select ${columns} from firms where (${request.firmId ?? null}::text is null or id = ${request.firmId ?? null})
    and (${before ?? null}::text is null or id < ${before ?? null})
    order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (firm) => [firm.id],
    (firm) => firm,
  )
}

/** A name as it is compared: in one width and case, without spaces, and without the legal form, which is written in many ways (㈱, （株）, 株式会社). */
const compared = (name: SQL): SQL => sql`regexp_replace(lower(normalize(${name}, nfkc)), ${LEGAL_FORMS}, '', 'g')`
const LEGAL_FORMS = '株式会社|有限会社|合同会社|[(](株|有|同)[)]|[[:space:]]'

/** Those of a region whose name has these words in it; the very name alone where it is one. */
export async function firmsNamed(tx: Tx, regionId: string, words: string): Promise<Firm[]> {
  const [own, said] = [compared(sql`name`), compared(sql`${words}::text`)]
  const found = await query<Firm & { isExact: boolean }>(
    tx,
    sql`select ${columns}, ${own} = ${said} as "isExact" from firms
    where region_id = ${regionId} and position(${said} in ${own}) > 0 order by "isExact" desc, name, id limit 20`,
  )
  const exact = found.filter(({ isExact }) => isExact)
  return exact.length > 0 ? exact : found
}

/** What the firms of a region are called. */
export async function firmNamesIn(tx: Tx, regionId: string): Promise<string[]> {
  const rows = await query<{ name: string }>(tx, sql`select name from firms where region_id = ${regionId}`)
  return rows.map(({ name }) => name)
}

/** The industry of each firm of a region that has told it. */
export async function industriesOf(tx: Tx, regionId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ id: string; industry: string }>(
    tx,
    sql`select id, industry from firms where region_id = ${regionId} and industry is not null`,
  )
  return new Map(rows.map(({ id, industry }) => [id, industry]))
}

/** What each firm of a region is like, for how many others are. */
export const likenessesIn = (tx: Tx, regionId: string): Promise<Pick<Firm, 'industry' | 'employees'>[]> =>
  query(tx, sql`select industry, employees from firms where region_id = ${regionId}`)

/** In which month, in the region's own zone, each of its firms came. */
export async function monthsOfJoining(
  tx: Tx,
  { regionId, timezone }: { regionId: string; timezone: string },
): Promise<string[]> {
  const rows = await query<{ month: string }>(
    tx,
    sql`select to_char(created_at at time zone ${timezone}::text, 'YYYY-MM') as month from firms where region_id = ${regionId}`,
  )
  return rows.map(({ month }) => month)
}
