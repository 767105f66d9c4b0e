import { sql } from 'drizzle-orm'
import type { DetectedAlert } from '#engine/alert.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface StoredAlert extends DetectedAlert {
  firmId: string
  sensorId: string | null
  caseId: string | null
  /** Raised by a rule on trial: never part of a case. */
  isMonitored: boolean
  /** What a sensor lost in the worst hour of it, where that makes the evidence incomplete; else null. */
  lostShare: number | null
}

type Row = Omit<StoredAlert, 'firstSeenAt' | 'lastSeenAt'> & { firstSeenAt: Date; lastSeenAt: Date }
const columns =
  sql.raw(`id, firm_id as "firmId", sensor_id as "sensorId", case_id as "caseId", rule, is_monitored as "isMonitored", kind, stage, severity, first_seen_at as "firstSeenAt",
  last_seen_at as "lastSeenAt", source, target, device, count, evidence, reason, lost_share as "lostShare"`)
const toAlert = (row: Row): StoredAlert => ({
  ...row,
  firstSeenAt: toMs(row.firstSeenAt),
  lastSeenAt: toMs(row.lastSeenAt),
})

/**
 * Absolute values, so that a replayed batch writes the same rows again. An alert never shrinks: a detector that has let its
 * subject's day go, and hears of it once more, begins to count anew under the same id. What was once raised for good stays so
 * when its rule goes on trial, and what was on trial is for good from its next growth after its rule became active.
 */
export async function upsertAlerts(
  tx: Tx,
  owner: {
    regionId: string
    firmId: string
    sensorId: string | null
    at: number
    /** Whether a rule is on trial here. */
    isMonitored: (rule: string) => boolean
  },
  raised: readonly DetectedAlert[],
): Promise<void> {
  if (raised.length === 0) return
  const rows = raised.map((alert) => ({
    ...alert,
    isMonitored: owner.isMonitored(alert.rule),
    firstSeenAt: toDate(alert.firstSeenAt),
    lastSeenAt: toDate(alert.lastSeenAt),
  }))
  await query(
    tx,
    sql`
    insert into alerts (firm_id, region_id, sensor_id, created_at, id, rule, is_monitored, kind, stage, severity, first_seen_at, last_seen_at, source, target, device, count, evidence, reason)
    select ${owner.firmId}, ${owner.regionId}, ${owner.sensorId}, ${toDate(owner.at)}, a.* from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as a(
      id text, rule text, "isMonitored" boolean, kind text, stage text, severity text, "firstSeenAt" timestamptz, "lastSeenAt" timestamptz, source text, target text, device text, count int, evidence jsonb, reason text)
    on conflict (firm_id, id) do update set is_monitored = alerts.is_monitored and excluded.is_monitored, severity = excluded.severity, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at,
      source = excluded.source, target = excluded.target, device = excluded.device, count = excluded.count, evidence = excluded.evidence, reason = excluded.reason
      where excluded.count >= alerts.count`,
  )
}

export async function alertsByIds(tx: Tx, firmId: string, ids: readonly string[]): Promise<StoredAlert[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from alerts where firm_id = ${firmId}
    and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)) order by first_seen_at, id`,
  )
  return rows.map(toAlert)
}

export async function alertsOfCase(tx: Tx, firmId: string, caseId: string): Promise<StoredAlert[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from alerts where firm_id = ${firmId} and case_id = ${caseId} order by first_seen_at, id`,
  )
  return rows.map(toAlert)
}

/** What a rule on trial would have raised in a region on the day of `at` in its zone, by firm, the most first. */
export const monitoredOn = (
  tx: Tx,
  { regionId, rule, timezone, at }: { regionId: string; rule: string; timezone: string; at: number },
): Promise<{ firm: string; count: number }[]> =>
  query<{ firm: string; count: number }>(
    tx,
    sql`select f.name as firm, count(*)::int as count from alerts a join firms f on f.id = a.firm_id
    where a.region_id = ${regionId} and a.rule = ${rule} and a.is_monitored
    and a.created_at >= date_trunc('day', ${toDate(at)}::timestamptz, ${timezone}) and a.created_at < date_trunc('day', ${toDate(at)}::timestamptz, ${timezone}) + interval '1 day'
    group by f.id, f.name order by count desc, f.name`,
  )

/** How many alerts each rule has raised in a region, and how many more while it was on trial. */
export const countsByRule = (
  tx: Tx,
  regionId: string,
): Promise<{ rule: string; alerts: number; monitored: number }[]> =>
  query<{ rule: string; alerts: number; monitored: number }>(
    tx,
    sql`select rule, count(*) filter (where not is_monitored)::int as alerts, count(*) filter (where is_monitored)::int as monitored
    from alerts where region_id = ${regionId} group by rule`,
  )

/** An alert stays in the case it was first put in. */
export async function assignCase(tx: Tx, firmId: string, ids: readonly string[], caseId: string): Promise<void> {
  await query(
    tx,
    sql`update alerts set case_id = ${caseId} where firm_id = ${firmId} and case_id is null
    and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))`,
  )
}

/** By when they were raised, which stays while an alert grows: whoever turns pages meanwhile misses none. */
export async function listAlerts(tx: Tx, request: PageRequest): Promise<Page<StoredAlert>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<Row & { createdAt: Date }>(
    tx,
    sql`select ${columns}, created_at as "createdAt" from alerts where (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${id ?? null}::text is null or (created_at, id) < (${at ?? null}::timestamptz, ${id ?? null}::text)) order by created_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(toMs(row.createdAt)), row.id],
    ({ createdAt, ...row }) => toAlert(row),
  )
}
