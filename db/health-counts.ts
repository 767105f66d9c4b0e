import { type SQL, sql } from 'drizzle-orm'
import type { Period, SeenCase } from '#engine/health-check.ts'
import type { TaskCase } from '#engine/health-task.ts'
import { query, type Tx, textArray } from './door.ts'
import { msOrNull, toDate, toMs } from './moments.ts'

/** What a month's health check is counted from: of one firm, or of all of a region at once. */

export interface Counting extends Period {
  regionId: string
  /** Null: every firm. */
  firmId: string | null
  timezone: string
  now: number
}

/** Said only where it is one: a statement that serves both would read the whole region for each firm. */
const ofFirm = (table: 's' | 'c', firmId: string | null): SQL =>
  firmId === null ? sql`` : sql`and ${sql.identifier(table)}.firm_id = ${firmId}`

export interface WatchedSensor {
  firmId: string
  site: string
  /** From when on it could be heard within the month, epoch ms. */
  begins: number
  possibleMinutes: number
  coveredMinutes: number
  /** Days of more than half of which nothing was heard. */
  darkDays: number
}

/** Every sensor that stood within the month, if only for a day. */
export async function sensorsWatching(
  tx: Tx,
  { regionId, firmId, from, until, timezone, now }: Counting,
): Promise<WatchedSensor[]> {
  const rows = await query<Omit<WatchedSensor, 'begins'> & { begins: Date }>(
    tx,
    sql`with standing as (
      select s.id, s.firm_id, s.site_id, greatest(s.created_at, ${toDate(from)}::timestamptz) as begins,
        least(coalesce(s.revoked_at, ${toDate(until)}::timestamptz), ${toDate(until)}::timestamptz, ${toDate(now)}::timestamptz) as ends
      from sensors s where s.region_id = ${regionId} ${ofFirm('s', firmId)}
    ), days as (
      select id, firm_id, site_id, begins, d::date as day,
        ceil(extract(epoch from least((d + interval '1 day') at time zone ${timezone}, ends) - greatest(d at time zone ${timezone}, begins)) / 60)::int as minutes
      from standing cross join lateral generate_series((begins at time zone ${timezone})::date::timestamp, (ends at time zone ${timezone})::date::timestamp, interval '1 day') as d
      where begins < ends
    )
    select days.firm_id as "firmId", sites.name as site, min(begins) as begins, sum(minutes)::int as "possibleMinutes",
      sum(least(minutes, coalesce(bit_count(heard.slots), 0)::int * 5))::int as "coveredMinutes",
      (count(*) filter (where coalesce(bit_count(heard.slots), 0) * 10 < minutes))::int as "darkDays"
    from days join sites on sites.id = days.site_id
    left join sensor_days heard on heard.firm_id = days.firm_id and heard.sensor_id = days.id and heard.day = days.day
    where minutes > 0 group by days.firm_id, days.id, sites.name order by days.firm_id, sites.name, days.id`,
  )
  return rows.map((row) => ({ ...row, begins: toMs(row.begins) }))
}

export interface FirmFigures {
  firmId: string
  devices: number
  securityEvents: number
  trafficEvents: number
  lossyHours: number
  /** Sites at which no sensor stands. */
  bare: string[]
}

/** Days are of the region's time zone; an hour counts as lossy above `lossyAbove`. */
export const figuresOfFirms = (
  tx: Tx,
  {
    firmIds,
    from,
    until,
    timezone,
    lossyAbove,
  }: Pick<Counting, 'from' | 'until' | 'timezone'> & { firmIds: readonly string[]; lossyAbove: number },
): Promise<FirmFigures[]> =>
  query<FirmFigures>(
    tx,
    sql`with span as (
      select ${toDate(from)}::timestamptz as begins, ${toDate(until)}::timestamptz as ends,
        (${toDate(from)}::timestamptz at time zone ${timezone})::date as first, ((${toDate(until)}::timestamptz - interval '1 ms') at time zone ${timezone})::date as last
    )
    select f.id as "firmId",
      greatest(
        (select count(distinct d.mac) from device_sightings d where d.firm_id = f.id and d.mac <> '' and d.day between span.first and span.last),
        (select count(distinct acting.device) from (
          select device from traffic_counts t where t.firm_id = f.id and t.day between span.first and span.last
          union select device from alerts a where a.firm_id = f.id and a.last_seen_at >= span.begins and a.first_seen_at < span.ends) acting where acting.device <> ''))::int as devices,
      coalesce((select sum(a.count) from alerts a where a.firm_id = f.id and not a.is_monitored and a.last_seen_at >= span.begins and a.last_seen_at < span.ends), 0)::int as "securityEvents",
      coalesce((select sum(t.count) from traffic_counts t where t.firm_id = f.id and t.day between span.first and span.last), 0)::int as "trafficEvents",
      (select count(distinct h.hour) from sensor_hours h where h.firm_id = f.id and h.hour >= span.begins and h.hour < span.ends and h.lost_share > ${lossyAbove})::int as "lossyHours",
      coalesce((select jsonb_agg(s.name order by s.name) from sites s where s.firm_id = f.id
        and not exists (select from sensors n where n.site_id = s.id and n.created_at < span.ends and coalesce(n.revoked_at, span.ends) > span.begins)), '[]') as bare
    from firms f, span where f.id = any(${textArray(firmIds)}) order by f.id`,
  )

export type CountedCase = SeenCase & { firmId: string }

/** Every case that may tell of the month: seen or settled in it, or not settled yet. */
export async function casesOfMonth(tx: Tx, { regionId, firmId, from, now }: Counting): Promise<CountedCase[]> {
  type Row = Omit<CountedCase, 'firstSeenAt' | 'lastSeenAt' | 'closedAt'> & {
    firstSeenAt: Date
    lastSeenAt: Date
    closedAt: Date | null
  }
  const rows = await query<Row>(
    tx,
    sql`select c.id, c.firm_id as "firmId", c.kind, c.severity, c.state, c.first_seen_at as "firstSeenAt", c.last_seen_at as "lastSeenAt", c.closed_at as "closedAt",
      c.quiet_by is not null as "isQuiet",
      c.device <> '' and exists (select from alerts a where a.firm_id = c.firm_id and a.case_id = c.id and a.source = c.device) as "isOurs"
    from cases c where c.region_id = ${regionId} ${ofFirm('c', firmId)} and c.first_seen_at <= ${toDate(now)}
    and (c.closed_at is null or c.closed_at >= ${toDate(from)} or c.last_seen_at >= ${toDate(from)}) order by c.firm_id, c.first_seen_at, c.id`,
  )
  return rows.map((row) => ({
    ...row,
    firstSeenAt: toMs(row.firstSeenAt),
    lastSeenAt: toMs(row.lastSeenAt),
    closedAt: msOrNull(row.closedAt),
  }))
}

/** How these cases stand now, for what is left to do about them. */
export async function taskCasesOf(tx: Tx, firmId: string, caseIds: readonly string[]): Promise<TaskCase[]> {
  const rows = await query<Omit<TaskCase, 'closedAt'> & { closedAt: Date | null }>(
    tx,
    sql`select c.id, c.closed_at as "closedAt", c.advisory ->> 'state' as advisory,
      (select n.state from notices n where n.case_id = c.id and n.sent_at is not null) as notice,
      c.device = '' or exists (select from assets a where a.firm_id = c.firm_id and a.standing -> 'owner' <> 'null'
        and (a.standing ->> 'ip' = c.device or a.mac in (select d.mac from device_sightings d
          where d.firm_id = c.firm_id and d.ip = c.device and d.mac <> '' and d.last_seen_at >= c.first_seen_at - interval '1 day'))) as "isNamed"
    from cases c where c.firm_id = ${firmId} and c.id = any(${textArray(caseIds)}) order by c.first_seen_at, c.id`,
  )
  return rows.map((row) => ({ ...row, closedAt: msOrNull(row.closedAt) }))
}
