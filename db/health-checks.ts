import { sql } from 'drizzle-orm'
import type { Counted, Letter } from '#engine/health-check.ts'
import type { Middle } from '#engine/health-comparison.ts'
import type { HealthCheck, HealthState } from '#engine/health-course.ts'
import { query, type Tx, textArray } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** セキュリティ健康診断 as they were counted, and what became of them; what there is to count, `health-counts.ts`. */

type Moments = 'approvedAt' | 'sentAt' | 'readAt' | 'sharedAt'
type Row = Omit<HealthCheck, Moments | 'countedAt'> & Record<Moments, Date | null> & { countedAt: Date }

const columns =
  sql.raw(`id, region_id as "regionId", firm_id as "firmId", month, state, grade, counted, counted_at as "countedAt", is_picked as "isPicked", comment,
  approved_by as "approvedBy", approved_at as "approvedAt", sent_at as "sentAt", read_at as "readAt", shared_by as "sharedBy", shared_at as "sharedAt",
  hand_over as "handOver"`)

const toCheck = (row: Row): HealthCheck => ({
  ...row,
  countedAt: toMs(row.countedAt),
  approvedAt: msOrNull(row.approvedAt),
  sentAt: msOrNull(row.sentAt),
  readAt: msOrNull(row.readAt),
  sharedAt: msOrNull(row.sharedAt),
})

const foundIn = ({ findings }: Counted): number => findings.reduce((sum, { count }) => sum + count, 0)

/** A month is drafted once: answers with those that are new. */
export async function insertDrafts(tx: Tx, drafts: readonly HealthCheck[]): Promise<string[]> {
  if (drafts.length === 0) return []
  const rows = drafts.map(({ countedAt, ...draft }) => ({
    ...{ ...draft, letter: draft.grade.letter, found: foundIn(draft.counted), at: toDate(countedAt) },
  }))
  const added = await query<{ id: string }>(
    tx,
    sql`insert into health_checks (id, region_id, firm_id, month, state, letter, grade, counted, found, counted_at)
    select d.id, d."regionId", d."firmId", d.month, d.state, d.letter, d.grade, d.counted, d.found, d."at" from jsonb_to_recordset(${jsonText(rows)}::text::jsonb)
      as d(id text, "regionId" text, "firmId" text, month text, state text, letter text, grade jsonb, counted jsonb, found int, "at" timestamptz)
    on conflict (firm_id, month) do nothing returning id`,
  )
  return added.map(({ id }) => id)
}

export async function saveHealthCheck(tx: Tx, check: HealthCheck): Promise<void> {
  const { grade, counted } = check
  await query(
    tx,
    sql`update health_checks set state = ${check.state}, letter = ${grade.letter}, grade = ${jsonText(grade)}::text::jsonb,
    counted = ${jsonText(counted)}::text::jsonb, found = ${foundIn(counted)}, counted_at = ${toDate(check.countedAt)}, is_picked = ${check.isPicked}, comment = ${check.comment},
    approved_by = ${jsonOrNull(check.approvedBy)}::text::jsonb, approved_at = ${orNull(check.approvedAt)}, sent_at = ${orNull(check.sentAt)},
    read_at = ${orNull(check.readAt)}, shared_by = ${jsonOrNull(check.sharedBy)}::text::jsonb, shared_at = ${orNull(check.sharedAt)},
    hand_over = ${jsonOrNull(check.handOver)}::text::jsonb where id = ${check.id}`,
  )
}

const jsonOrNull = (value: unknown): string | null => (value === null ? null : jsonText(value))

export async function findHealthCheck(tx: Tx, id: string): Promise<HealthCheck | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from health_checks where id = ${id}`)
  return row && toCheck(row)
}

/** What its firm was sent last. */
export async function lastSentTo(tx: Tx, firmId: string): Promise<HealthCheck | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from health_checks where firm_id = ${firmId} and sent_at is not null order by month desc limit 1`,
  )
  return row && toCheck(row)
}

/** A month of these firms. */
export async function checksOfMonth(tx: Tx, firmIds: readonly string[], month: string): Promise<HealthCheck[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from health_checks where firm_id = any(${textArray(firmIds)}) and month = ${month} order by firm_id`,
  )
  return rows.map(toCheck)
}

/** A firm's month beside the one before, without what was counted: those of a large region are looked at together. */
export interface MonthStanding extends Pick<HealthCheck, 'id' | 'regionId' | 'firmId' | 'state'> {
  letter: Letter | null
  /** Undefined where there was none. */
  before: { letter: Letter | null } | undefined
}

/** Of each firm of a region. */
export async function standingsOfMonth(
  tx: Tx,
  regionId: string,
  { month, before }: { month: string; before: string },
): Promise<MonthStanding[]> {
  const rows = await query<Omit<MonthStanding, 'before'> & { before: Letter | null; hasBefore: boolean }>(
    tx,
    sql`select h.id, h.region_id as "regionId", h.firm_id as "firmId", h.state, h.letter, b.letter as before, b.id is not null as "hasBefore"
    from health_checks h left join health_checks b on b.firm_id = h.firm_id and b.month = ${before}
    where h.region_id = ${regionId} and h.month = ${month} order by h.firm_id`,
  )
  return rows.map(({ before: letter, hasBefore, ...row }) => ({ ...row, before: hasBefore ? { letter } : undefined }))
}

export interface MonthProgress {
  firms: number
  approved: number
  /** For LINE to bring. */
  sent: number
  /** Of these, not yet taken by LINE. */
  waiting: number
  /** For the desk to bring. */
  desk: number
  /** Approved, and on its way to nobody yet. */
  resting: number
  /** Handed on and not yet worked. */
  inWork: number
}

/** How far a month of a region is (system scope). */
export async function progressOf(tx: Tx, regionId: string, month: string): Promise<MonthProgress> {
  const [progress] = await query<MonthProgress>(
    tx,
    sql`select count(*)::int as firms, (count(*) filter (where state <> 'draft'))::int as approved,
      (count(*) filter (where sent_at is not null and coalesce(hand_over ->> 'state', 'on-line') = 'on-line'))::int as sent,
      (count(*) filter (where hand_over ->> 'state' <> 'on-line'))::int as desk,
      (count(*) filter (where state = 'approved' and hand_over is null))::int as resting,
      (select count(*)::int from outbox o join health_checks h on o.subject = 'health-check:' || h.id
        where o.state = 'pending' and o.platform = 'line' and h.region_id = ${regionId} and h.month = ${month}) as waiting,
      (select count(*)::int from inbox where state = 'pending' and kind = 'health-check' and region_id = ${regionId}) as "inWork"
    from health_checks where region_id = ${regionId} and month = ${month}`,
  )
  return progress ?? { firms: 0, approved: 0, sent: 0, waiting: 0, desk: 0, resting: 0, inWork: 0 }
}

/** Of the newest month there is, by state; for operations. */
export const newestByState = (tx: Tx): Promise<{ state: HealthState; checks: number }[]> =>
  query<{ state: HealthState; checks: number }>(
    tx,
    sql`select state, count(*)::int as checks from health_checks where month = (select max(month) from health_checks) group by state`,
  )

export async function checkOf(tx: Tx, firmId: string, month: string): Promise<HealthCheck | undefined> {
  const [row] = await query<Row>(
    tx,
    sql`select ${columns} from health_checks where firm_id = ${firmId} and month = ${month}`,
  )
  return row && toCheck(row)
}

/** A firm's letters, the latest month first. */
export const lettersOf = (tx: Tx, firmId: string): Promise<{ month: string; letter: Letter | null }[]> =>
  query<{ month: string; letter: Letter | null }>(
    tx,
    sql`select month, letter from health_checks where firm_id = ${firmId} order by month desc limit 24`,
  )

/** How much was found at how many firms of a region (region scope), the least first; those of which nothing could be told are left out. */
export const foundInRegion = (tx: Tx, regionId: string, month: string): Promise<Middle[]> =>
  query<Middle>(
    tx,
    sql`select found, count(*)::int as firms from health_checks where region_id = ${regionId} and month = ${month} and letter is not null
    group by found order by found`,
  )

export interface HealthRequest extends PageRequest {
  regionId?: string | undefined
  month?: string | undefined
  state?: HealthState | undefined
}

export async function listHealthChecks(tx: Tx, request: HealthRequest): Promise<Page<HealthCheck>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null, regionId = null, month = null, state = null } = request
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from health_checks where (${firmId}::text is null or firm_id = ${firmId}) and (${regionId}::text is null or region_id = ${regionId})
    and (${month}::text is null or month = ${month}) and (${state}::text is null or state = ${state})
    and (${id ?? null}::text is null or (counted_at, id) < (${at ?? null}::timestamptz, ${id ?? null}::text)) order by counted_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [toDate(toMs(row.countedAt)), row.id], toCheck)
}
