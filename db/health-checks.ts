import { sql } from 'drizzle-orm'
import type { Counted, Letter } from '#engine/health-check.ts'
import type { Middle } from '#engine/health-comparison.ts'
import type { HealthCheck, HealthState } from '#engine/health-course.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** セキュリティ健康診断 as they were counted, and what became of them; what there is to count, `health-counts.ts`. */

type Moments = 'approvedAt' | 'sentAt' | 'readAt' | 'sharedAt'
type Row = Omit<HealthCheck, Moments | 'countedAt'> & Record<Moments, Date | null> & { countedAt: Date }

const columns =
  sql.raw(`id, region_id as "regionId", firm_id as "firmId", month, state, grade, counted, counted_at as "countedAt", comment,
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
    counted = ${jsonText(counted)}::text::jsonb, found = ${foundIn(counted)}, counted_at = ${toDate(check.countedAt)}, comment = ${check.comment},
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

/** Of each firm of a region. */
export async function checksOfMonth(tx: Tx, regionId: string, month: string): Promise<HealthCheck[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from health_checks where region_id = ${regionId} and month = ${month} order by firm_id`,
  )
  return rows.map(toCheck)
}

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
