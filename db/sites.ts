import { sql } from 'drizzle-orm'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface Site {
  id: string
  regionId: string
  firmId: string
  name: string
  kind: 'office' | 'home'
  homeNetworks: string[]
  municipality: string | null
  /** Of an office. */
  address: string | null
}

const columns = sql.raw(
  'id, region_id as "regionId", firm_id as "firmId", name, kind, home_networks as "homeNetworks", municipality, address',
)

type NewSite = Omit<Site, 'municipality' | 'address'> & { municipality?: string | null; at: number }

export async function addSite(
  tx: Tx,
  { id, regionId, firmId, name, kind, homeNetworks, municipality = null, at }: NewSite,
): Promise<void> {
  await query(
    tx,
    sql`insert into sites (id, region_id, firm_id, name, kind, municipality, home_networks, created_at)
    values (${id}, ${regionId}, ${firmId}, ${name}, ${kind}, ${municipality}, array(select jsonb_array_elements_text(${JSON.stringify(homeNetworks)}::text::jsonb)), ${toDate(at)})`,
  )
}

/** Undefined where there is no such site. */
export async function placeSite(
  tx: Tx,
  id: string,
  { municipality, address }: Pick<Site, 'municipality' | 'address'>,
): Promise<Site | undefined> {
  const [site] = await query<Site>(
    tx,
    sql`update sites set municipality = ${municipality}, address = ${address} where id = ${id} returning ${columns}`,
  )
  return site
}

export async function findSite(tx: Tx, id: string): Promise<Site | undefined> {
  const [site] = await query<Site>(tx, sql`select ${columns} from sites where id = ${id}`)
  return site
}

export async function listSites(tx: Tx, request: PageRequest): Promise<Page<Site>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Site>(
    tx,
    sql`select ${columns} from sites where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${before ?? null}::text is null or id < ${before ?? null}) order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (site) => [site.id],
    (site) => site,
  )
}

export const sitesOf = (tx: Tx, firmId: string): Promise<Site[]> =>
  query<Site>(tx, sql`select ${columns} from sites where firm_id = ${firmId} order by id`)

/** All networks that count as inside for the firm; empty means the private ranges. */
export async function homeNetworksOf(tx: Tx, firmId: string): Promise<string[]> {
  const sites = await sitesOf(tx, firmId)
  return [...new Set(sites.flatMap((site) => site.homeNetworks))].sort()
}
