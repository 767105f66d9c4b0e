import { type SQL, sql } from 'drizzle-orm'
import type { Asset, AssetEvent, Standing } from '#engine/asset.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'

/** The ledger of devices (`engine/asset.ts`). */

type Row = Pick<Asset, 'id' | 'regionId' | 'firmId' | 'mac' | 'revision' | 'before'> & { standing: Standing }

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", mac, standing, before, revision')

/** Whoever has spoken of it before it was asked about has said nothing of its antivirus, and has sent no photo. */
const toAsset = ({ standing, ...row }: Row): Asset => ({
  ...{ ...row, ...standing, antivirus: standing.antivirus ?? null, photo: standing.photo ?? null },
})

/** In the order in which they came into the ledger. */
export async function assetsOf(tx: Tx, firmId: string): Promise<Asset[]> {
  const rows = await query<Row>(tx, sql`select ${columns} from assets where firm_id = ${firmId} order by id`)
  return rows.map(toAsset)
}

/** With the line of its history that led to it; in the lane of the firm's ledger, so that nobody else counts meanwhile. */
export async function saveAsset(tx: Tx, asset: Asset, { seq, at, by, change }: AssetEvent): Promise<void> {
  const { id, regionId, firmId, mac, revision, before, ...standing } = asset
  await query(
    tx,
    sql`insert into assets (id, region_id, firm_id, mac, standing, before, revision, changed_at)
    values (${id}, ${regionId}, ${firmId}, ${mac}, ${json(standing)}, ${json(before)}, ${revision}, ${toDate(at)})
    on conflict (id) do update set mac = excluded.mac, standing = excluded.standing, before = excluded.before, revision = excluded.revision,
      changed_at = excluded.changed_at`,
  )
  await query(
    tx,
    sql`insert into asset_events (asset_id, seq, region_id, firm_id, at, actor, change)
    values (${id}, ${seq}, ${regionId}, ${firmId}, ${toDate(at)}, ${json(by)}, ${json(change)})`,
  )
}

const json = (value: unknown): SQL => (value === null ? sql`null` : sql`${jsonText(value)}::text::jsonb`)

export async function assetEventsOf(tx: Tx, assetId: string): Promise<AssetEvent[]> {
  const rows = await query<Omit<AssetEvent, 'at'> & { at: Date }>(
    tx,
    sql`select seq, at, actor as "by", change from asset_events where asset_id = ${assetId} order by seq`,
  )
  return rows.map((row) => ({ ...row, at: toMs(row.at) }))
}
