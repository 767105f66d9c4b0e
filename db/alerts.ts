import { sql } from 'drizzle-orm'
import type { Alert } from '#engine/alert.ts'
import { query, type Tx } from './door.ts'
import { toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

export interface StoredAlert extends Alert {
  firmId: string
  sensorId: string | null
  caseId: string | null
}

type Row = Omit<StoredAlert, 'firstSeenAt' | 'lastSeenAt'> & { firstSeenAt: Date; lastSeenAt: Date }
const columns =
  sql.raw(`id, firm_id as "firmId", sensor_id as "sensorId", case_id as "caseId", kind, stage, severity, first_seen_at as "firstSeenAt",
  last_seen_at as "lastSeenAt", source, target, device, count, evidence, reason`)
const toAlert = (row: Row): StoredAlert => ({
  ...row,
  firstSeenAt: toMs(row.firstSeenAt),
  lastSeenAt: toMs(row.lastSeenAt),
})

/**
 * Absolute values, so that a replayed batch writes the same rows again. An alert never shrinks: a detector that has let its
 * subject's day go, and hears of it once more, begins to count anew under the same id.
 */
export async function upsertAlerts(
  tx: Tx,
  owner: { regionId: string; firmId: string; sensorId: string | null; at: number },
  raised: readonly Alert[],
): Promise<void> {
  if (raised.length === 0) return
  const rows = raised.map((alert) => ({
    ...alert,
    firstSeenAt: toDate(alert.firstSeenAt),
    lastSeenAt: toDate(alert.lastSeenAt),
  }))
  await query(
    tx,
    sql`
    insert into alerts (firm_id, region_id, sensor_id, created_at, id, kind, stage, severity, first_seen_at, last_seen_at, source, target, device, count, evidence, reason)
    select ${owner.firmId}, ${owner.regionId}, ${owner.sensorId}, ${toDate(owner.at)}, a.* from jsonb_to_recordset(${jsonText(rows)}::text::jsonb) as a(
      id text, kind text, stage text, severity text, "firstSeenAt" timestamptz, "lastSeenAt" timestamptz, source text, target text, device text, count int, evidence jsonb, reason text)
    on conflict (firm_id, id) do update set severity = excluded.severity, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at,
      source = excluded.source, target = excluded.target, device = excluded.device, count = excluded.count, evidence = excluded.evidence, reason = excluded.reason
      where excluded.count >= alerts.count`,
  )
}

/** PostgreSQL's text cannot hold NUL; whoever put one into a host name sees a replacement character. */
const jsonText = (value: unknown): string => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')

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
