import { type SQL, sql } from 'drizzle-orm'
import type { JudgedCase, QuietScope, Suppression } from '#engine/suppression.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** All of this is the region's: its scope, or the system's. */

type Row = Omit<Suppression, 'acceptedAt' | 'expiresAt' | 'endedAt'> & {
  acceptedAt: Date
  expiresAt: Date
  endedAt: Date | null
}
const columns =
  sql.raw(`id, region_id as "regionId", firm_id as "firmId", kind, device, counterpart, events_max::float8 as "eventsMax", case_id as "caseId",
  accepted_by as "acceptedBy", accepted_at as "acceptedAt", expires_at as "expiresAt", ended_at as "endedAt", ended_by as "endedBy"`)
const toSuppression = (row: Row): Suppression => ({
  ...row,
  acceptedAt: toMs(row.acceptedAt),
  expiresAt: toMs(row.expiresAt),
  endedAt: msOrNull(row.endedAt),
})
const json = (value: unknown): SQL => (value === null ? sql`null` : sql`${JSON.stringify(value)}::text::jsonb`)

/** How cases of a kind were judged that share a device or the other side with this one, the newest first. */
export const judgedLike = (
  tx: Tx,
  { regionId, firmId, kind, device, counterpart, id }: QuietSubject,
  { since, limit = 200 }: { since: number; limit?: number },
): Promise<JudgedCase[]> =>
  query<JudgedCase>(
    tx,
    sql`select firm_id as "firmId", device, counterpart, event_count as "eventCount", learned->>'verdict' as verdict from cases
    where region_id = ${regionId} and kind = ${kind} and learned is not null and id <> ${id} and last_seen_at >= ${toDate(since)}
    and ((${device} <> '' and firm_id = ${firmId} and device = ${device}) or (${counterpart} <> '' and counterpart = ${counterpart}))
    order by last_seen_at desc, id desc limit ${limit}`,
  )
type QuietSubject = Pick<QuietScope, 'firmId' | 'kind' | 'device' | 'counterpart'> & { regionId: string; id: string }

/** False when the very same is kept quiet already: the first to accept wins, and a repeat changes nothing. */
export async function addSuppression(tx: Tx, one: Suppression): Promise<boolean> {
  const rows = await query(
    tx,
    sql`insert into suppressions (id, region_id, firm_id, kind, device, counterpart, events_max, case_id, accepted_by, accepted_at, expires_at)
    values (${one.id}, ${one.regionId}, ${one.firmId}, ${one.kind}, ${one.device}, ${one.counterpart}, ${one.eventsMax}, ${one.caseId},
      ${json(one.acceptedBy)}, ${toDate(one.acceptedAt)}, ${toDate(one.expiresAt)}) on conflict do nothing returning id`,
  )
  return rows.length > 0
}

/** Those of a kind that have not ended. */
export async function suppressionsOf(tx: Tx, regionId: string, kind: string): Promise<Suppression[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from suppressions where region_id = ${regionId} and kind = ${kind} and ended_at is null order by accepted_at, id`,
  )
  return rows.map(toSuppression)
}

/** Locked until the transaction ends. */
export async function lockSuppression(tx: Tx, id: string): Promise<Suppression | undefined> {
  const [row] = await query<Row>(tx, sql`select ${columns} from suppressions where id = ${id} for update`)
  return row && toSuppression(row)
}

export async function saveSuppression(tx: Tx, one: Suppression): Promise<void> {
  await query(
    tx,
    sql`update suppressions set accepted_by = ${json(one.acceptedBy)}, accepted_at = ${toDate(one.acceptedAt)}, expires_at = ${toDate(one.expiresAt)},
    ended_at = ${orNull(one.endedAt)}, ended_by = ${json(one.endedBy)} where id = ${one.id}`,
  )
}

/** Cases that it keeps without a card. */
export async function quietCases(
  tx: Tx,
  id: string,
): Promise<{ caseId: string; firmId: string; isUndecided: boolean }[]> {
  return query(
    tx,
    sql`select id as "caseId", firm_id as "firmId", state in ('new', 'claimed', 'watching') as "isUndecided" from cases
    where quiet_by = ${id} order by first_seen_at, id`,
  )
}

export interface ListedSuppression extends Omit<Suppression, 'firmId'> {
  firmId: string | null
  /** Cases it has kept without a card. */
  quiet: number
}

/** The newest first; of a firm those that concern it, the whole region's among them. */
export async function listSuppressions(tx: Tx, request: PageRequest): Promise<Page<ListedSuppression>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<Row & { quiet: number }>(
    tx,
    sql`select ${columns}, (select count(*)::int from cases c where c.quiet_by = suppressions.id) as quiet from suppressions
    where (${request.firmId ?? null}::text is null or firm_id in ('', ${request.firmId ?? null}))
    and (${id ?? null}::text is null or (accepted_at, id) < (${at ?? null}::timestamptz, ${id ?? null}::text))
    order by accepted_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(toMs(row.acceptedAt)), row.id],
    ({ quiet, ...row }) => ({ ...toSuppression(row), firmId: row.firmId === '' ? null : row.firmId, quiet }),
  )
}
