import { sql } from 'drizzle-orm'
import type { Standing } from '#engine/asset.ts'
import type { DeviceKind } from '#engine/device-kind.ts'
import type { Sighting } from '#engine/device-sightings.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** Which device was seen at which address, where and when, as sensors told (`engine/device-sightings.ts`). */

/** Whoever makes devices up adds nothing beyond; those that were there already are still seen. */
const DAY_ROWS_MAX = 4_096

/**
 * Joins what a sensor told to what is known of its site: only a first and a last moment, so that a batch that is told again
 * changes nothing. Answers with the addresses at which a new device is known, beyond that it was seen once more.
 */
export async function joinSightings(
  tx: Tx,
  { regionId, firmId, sensorId }: { regionId: string; firmId: string; sensorId: string },
  sightings: readonly Sighting[],
): Promise<string[]> {
  const told = sightings.map((one) => ({ ...one, from: toDate(one.firstSeenAt), until: toDate(one.lastSeenAt) }))
  const rows = await query<{ ip: string; isNew: boolean }>(
    tx,
    sql`with told as (
      select s.site_id, t.* from sensors s, jsonb_to_recordset(${jsonText(told)}::text::jsonb)
        as t(day date, ip text, mac text, name text, via text, "from" timestamptz, until timestamptz) where s.id = ${sensorId}
    ), days as (
      select d.day, count(*) as rows from device_sightings d where d.firm_id = ${firmId} and d.day in (select day from told) group by 1
    )
    insert into device_sightings as known (firm_id, region_id, site_id, day, ip, mac, name, via, first_seen_at, last_seen_at)
    select ${firmId}, ${regionId}, t.site_id, t.day, t.ip, t.mac, t.name, t.via, t."from", t.until from told t
    left join days on days.day = t.day
    where coalesce(days.rows, 0) < ${DAY_ROWS_MAX} or exists (select from device_sightings d
      where (d.firm_id, d.day, d.ip, d.mac, d.name, d.via, d.site_id) = (${firmId}, t.day, t.ip, t.mac, t.name, t.via, t.site_id))
    on conflict (firm_id, day, ip, mac, name, via, site_id) do update
      set first_seen_at = least(known.first_seen_at, excluded.first_seen_at), last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)
      where excluded.first_seen_at < known.first_seen_at or excluded.last_seen_at > known.last_seen_at
    returning ip, xmax = 0 and mac <> '' as "isNew"`,
  )
  return [...new Set(rows.filter(({ ip, isNew }) => isNew && ip !== '').map(({ ip }) => ip))]
}

/** What is so long ago is in no case to come. */
export async function forgetSightings(tx: Tx, firmId: string, before: string): Promise<void> {
  await query(tx, sql`delete from device_sightings where firm_id = ${firmId} and day < ${before}::date`)
}

/** As far as the firm's sites may each have a device of this address: those whose sensors raised the case, where that is told. */
export interface Asked {
  firmId: string
  caseId: string
  ip: string
  /** Days, the first and the last. */
  from: string
  until: string
}

const SIGHTINGS_MAX = 1_000

/** Sightings of the address, of the names of whoever had it, and of what its programs said. */
export async function sightingsOf(tx: Tx, { firmId, caseId, ip, from, until }: Asked): Promise<Sighting[]> {
  const rows = await query<Sighting & { firstSeenAt: Date; lastSeenAt: Date }>(
    tx,
    sql`with sites as (
      select distinct s.site_id from alerts a join sensors s on s.id = a.sensor_id where a.firm_id = ${firmId} and a.case_id = ${caseId}
    ), near as (
      select * from device_sightings where firm_id = ${firmId} and day between ${from}::date and ${until}::date
        and (site_id in (select site_id from sites) or not exists (select from sites))
    )
    select day::text as day, ip, mac, name, via, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt" from near
    where ip = ${ip} or (name <> '' and mac <> '' and mac in (select mac from near where ip = ${ip})) order by last_seen_at desc limit ${SIGHTINGS_MAX}`,
  )
  return rows.map((row) => ({ ...row, firstSeenAt: toMs(row.firstSeenAt), lastSeenAt: toMs(row.lastSeenAt) }))
}

/** A device as sensors know it: where it was last seen, and what it called itself last. */
export interface SeenAsset {
  id: string
  firmId: string
  siteId: string
  mac: string
  ip: string
  name: string
  /** What programs on it said that it is, on the days on which its address was its alone. */
  kinds: DeviceKind[]
  firstSeenAt: number
  lastSeenAt: number
  /** What the firm's ledger says of it; null where nobody has spoken of it. */
  ledger: Standing | null
}

export async function listAssets(tx: Tx, request: PageRequest): Promise<Page<SeenAsset>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const ofFirm = sql`(${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})`
  const rows = await query<Omit<SeenAsset, 'firstSeenAt' | 'lastSeenAt'> & { firstSeenAt: Date; lastSeenAt: Date }>(
    tx,
    sql`with held as (
      select firm_id, site_id, day, ip, min(mac) as mac from device_sightings where ${ofFirm} and mac <> '' and ip <> ''
      group by firm_id, site_id, day, ip having count(distinct mac) = 1
    ), told as (
      select firm_id, site_id, held.mac, jsonb_agg(distinct said.name) as kinds
      from device_sightings said join held using (firm_id, site_id, day, ip) where said.via = 'agent' group by firm_id, site_id, held.mac
    ), devices as (
      select site_id || ':' || mac as id, firm_id as "firmId", site_id as "siteId", mac,
        coalesce((array_agg(ip order by last_seen_at desc, ip) filter (where ip <> ''))[1], '') as ip,
        coalesce((array_agg(name order by via = 'dhcp' desc, last_seen_at desc, name) filter (where name <> ''))[1], '') as name,
        min(first_seen_at) as "firstSeenAt", max(last_seen_at) as "lastSeenAt"
      from device_sightings where ${ofFirm} and mac <> '' group by firm_id, site_id, mac
    )
    select devices.*, coalesce((select kinds from told where (firm_id, site_id, mac) = (devices."firmId", devices."siteId", devices.mac)), '[]') as kinds,
      (select standing from assets a where a.firm_id = "firmId" and a.mac = devices.mac) as ledger from devices
    where ${at ?? null}::timestamptz is null or ("lastSeenAt", id) < (${at ?? null}::timestamptz, ${id ?? null}::text)
    order by "lastSeenAt" desc, id desc limit ${limitOf(request) + 1}`,
  )
  const seen = rows.map((row) => ({ ...row, firstSeenAt: toMs(row.firstSeenAt), lastSeenAt: toMs(row.lastSeenAt) }))
  return pageOf(
    seen,
    request,
    (asset) => [toDate(asset.lastSeenAt), asset.id],
    (asset) => asset,
  )
}
