import { sql } from 'drizzle-orm'
import type { RegionHours } from '#engine/calendar/hours.ts'
import type { RegionRules } from '#engine/region-rules.ts'
import type { Rota } from '#engine/rota.ts'
import { query, type Tx } from './door.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface Region {
  id: string
  name: string
  timezone: string
  locale: string
}

const columns = sql.raw('id, name, timezone, locale')

export async function addRegion(tx: Tx, { id, name, timezone, locale, at }: Region & { at: number }): Promise<void> {
  await query(
    tx,
    sql`insert into regions (id, name, timezone, locale, created_at) values (${id}, ${name}, ${timezone}, ${locale}, ${toDate(at)})`,
  )
}

export async function findRegion(tx: Tx, id: string): Promise<Region | undefined> {
  const [region] = await query<Region>(tx, sql`select ${columns} from regions where id = ${id}`)
  return region
}

export const regionIds = async (tx: Tx): Promise<string[]> =>
  (await query<{ id: string }>(tx, sql`select id from regions order by id`)).map(({ id }) => id)

export async function listRegions(tx: Tx, request: PageRequest): Promise<Page<Region>> {
  const [before] = keyOf(request, 'id') ?? []
  const rows = await query<Region>(
    tx,
    sql`select ${columns} from regions where ${before ?? null}::text is null or id < ${before ?? null}
    order by id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (region) => [region.id],
    (region) => region,
  )
}

/** The region's own ladders as they were saved, or undefined while it keeps the defaults. */
export async function loadLadder(tx: Tx, regionId: string): Promise<unknown> {
  const [row] = await query<{ ladder: unknown }>(tx, sql`select ladder from regions where id = ${regionId}`)
  return row?.ladder ?? undefined
}

export async function saveLadder(tx: Tx, regionId: string, ladder: unknown): Promise<void> {
  await query(tx, sql`update regions set ladder = ${JSON.stringify(ladder)}::text::jsonb where id = ${regionId}`)
}

/** Only checked rotas are saved. */
export async function loadRota(tx: Tx, regionId: string): Promise<Rota | undefined> {
  const [row] = await query<{ rota: Rota | null }>(tx, sql`select rota from regions where id = ${regionId}`)
  return row?.rota ?? undefined
}

/** Locked: two people may change it at once, each reading what the other wrote. */
export async function lockRota(tx: Tx, regionId: string): Promise<Rota | undefined> {
  const [row] = await query<{ rota: Rota | null }>(tx, sql`select rota from regions where id = ${regionId} for update`)
  return row?.rota ?? undefined
}

/** Undefined: every analyst of the region takes turns. */
export async function saveRota(tx: Tx, regionId: string, rota: Rota | undefined): Promise<void> {
  await query(
    tx,
    sql`update regions set rota = ${rota ? JSON.stringify(rota) : null}::text::jsonb where id = ${regionId}`,
  )
}

/** The region's own rules as they were saved, or undefined while it keeps the defaults. Only the admin API writes them, checked. */
export async function loadRules(tx: Tx, regionId: string): Promise<Partial<RegionRules> | undefined> {
  const [row] = await query<{ rules: Partial<RegionRules> | null }>(
    tx,
    sql`select rules from regions where id = ${regionId}`,
  )
  return row?.rules ?? undefined
}

export async function saveRules(tx: Tx, regionId: string, rules: RegionRules): Promise<void> {
  await query(tx, sql`update regions set rules = ${JSON.stringify(rules)}::text::jsonb where id = ${regionId}`)
}

/** By which clock, and on which days otherwise, a region works. */
export async function loadHours(tx: Tx, regionId: string): Promise<RegionHours> {
  const [hours] = await query<RegionHours>(
    tx,
    sql`select timezone, coalesce(rules -> 'days', '{}') as days from regions where id = ${regionId}`,
  )
  if (!hours) throw new Error(`region ${regionId} is not there`)
  return hours
}

export interface RegionSummary {
  firms: number
  firmsWithSensor: number
  firmsWithOpenCase: number
  alertsByKind: { kind: string; alerts: number; firms: number }[]
}

/** Counts only; whoever shows them hides cells of fewer than five firms. */
export async function summarise(tx: Tx, regionId: string): Promise<RegionSummary> {
  const [counts] = await query<{ firms: number; sensing: number; troubled: number }>(
    tx,
    sql`
    select (select count(*)::int from firms where region_id = ${regionId}) as firms,
           (select count(distinct firm_id)::int from sensors where region_id = ${regionId} and revoked_at is null) as sensing,
           (select count(distinct firm_id)::int from cases where region_id = ${regionId} and closed_at is null) as troubled`,
  )
  const alertsByKind = await query<{ kind: string; alerts: number; firms: number }>(
    tx,
    sql`
    select kind, count(*)::int as alerts, count(distinct firm_id)::int as firms from alerts where region_id = ${regionId} and not is_monitored group by kind order by kind`,
  )
  return {
    firms: counts?.firms ?? 0,
    firmsWithSensor: counts?.sensing ?? 0,
    firmsWithOpenCase: counts?.troubled ?? 0,
    alertsByKind,
  }
}
