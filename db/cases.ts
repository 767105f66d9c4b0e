import { type SQL, sql } from 'drizzle-orm'
import type { Case } from '#engine/case.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, orNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

type Moments = 'windowStart' | 'firstSeenAt' | 'lastSeenAt'
type Row = Omit<Case, Moments | 'claimedAt' | 'closedAt'> &
  Record<Moments, Date> & { claimedAt: Date | null; closedAt: Date | null }
const columns =
  sql.raw(`id, region_id as "regionId", firm_id as "firmId", kind, device, window_start as "windowStart", state, severity, alert_count as "alertCount",
  event_count as "eventCount", first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt", counterpart, claimed_by as "claimedBy", claimed_at as "claimedAt",
  decision_revision as "decisionRevision", next, desk, call, advisory, closed_at as "closedAt", sight, learned, lost_share as "lostShare", quiet_by as "quietBy"`)

const toCase = (row: Row): Case => ({
  ...row,
  windowStart: toMs(row.windowStart),
  firstSeenAt: toMs(row.firstSeenAt),
  lastSeenAt: toMs(row.lastSeenAt),
  claimedAt: msOrNull(row.claimedAt),
  closedAt: msOrNull(row.closedAt),
})

const json = (value: unknown): SQL => (value === null ? sql`null` : sql`${JSON.stringify(value)}::text::jsonb`)

/** The case, locked until the transaction ends. */
export const lockCase = (tx: Tx, id: string): Promise<Case | undefined> =>
  one(tx, sql`select ${columns} from cases where id = ${id} for update`)

export const findCase = (tx: Tx, id: string): Promise<Case | undefined> =>
  one(tx, sql`select ${columns} from cases where id = ${id}`)

async function one(tx: Tx, statement: SQL): Promise<Case | undefined> {
  const [row] = await query<Row>(tx, statement)
  return row && toCase(row)
}

/** Whether it was new: a repeat leaves the case as it is. */
export async function insertCase(tx: Tx, subject: Case): Promise<boolean> {
  const { id, regionId, firmId, kind, device, windowStart, counterpart } = subject
  const rows = await query(
    tx,
    sql`insert into cases (id, region_id, firm_id, kind, device, window_start, state, severity, alert_count, event_count,
      first_seen_at, last_seen_at, counterpart, decision_revision, next)
    values (${id}, ${regionId}, ${firmId}, ${kind}, ${device}, ${toDate(windowStart)}, ${subject.state}, ${subject.severity}, ${subject.alertCount}, ${subject.eventCount},
      ${toDate(subject.firstSeenAt)}, ${toDate(subject.lastSeenAt)}, ${counterpart.replaceAll('\0', '\ufffd')}, ${subject.decisionRevision}, ${subject.next})
    on conflict (id) do nothing returning id`,
  )
  return rows.length > 0
}

export async function saveCase(tx: Tx, subject: Case): Promise<void> {
  const { state, severity, alertCount, eventCount, claimedBy, decisionRevision, next, desk, counterpart } = subject
  await query(
    tx,
    sql`update cases set state = ${state}, severity = ${severity}, alert_count = ${alertCount}, event_count = ${eventCount},
    first_seen_at = ${toDate(subject.firstSeenAt)}, last_seen_at = ${toDate(subject.lastSeenAt)}, counterpart = ${counterpart.replaceAll('\0', '\ufffd')},
    claimed_by = ${json(claimedBy)}, claimed_at = ${orNull(subject.claimedAt)}, decision_revision = ${decisionRevision}, next = ${next},
    desk = ${json(desk)}, call = ${json(subject.call)}, advisory = ${json(subject.advisory)}, closed_at = ${orNull(subject.closedAt)}, sight = ${json(subject.sight)}, learned = ${json(subject.learned)},
    lost_share = ${subject.lostShare}, quiet_by = ${subject.quietBy} where id = ${subject.id}`,
  )
}

/** Cases that alerts may still be folded into: not closed, and begun at or after `since`. */
export async function openCasesOf(tx: Tx, firmId: string, since: number): Promise<Case[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from cases where firm_id = ${firmId} and closed_at is null and window_start >= ${toDate(since)}
    order by window_start, id`,
  )
  return rows.map(toCase)
}

/** What a firm is to be advised of with the week's digest, in the order it was judged. */
export async function advisoriesWaiting(tx: Tx, firmId: string): Promise<Case[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from cases where firm_id = ${firmId} and state = 'advised' and advisory ->> 'state' = 'draft'
    order by closed_at, id`,
  )
  return rows.map(toCase)
}

/** Everything that waits for an analyst, of one firm or of all. */
export async function undecidedCases(
  tx: Tx,
  { firmId = null, regionId = null }: { firmId?: string | null | undefined; regionId?: string | null },
): Promise<Case[]> {
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from cases where (${firmId}::text is null or firm_id = ${firmId}) and (${regionId}::text is null or region_id = ${regionId})
    and state in ('new', 'claimed', 'watching') order by first_seen_at, id`,
  )
  return rows.map(toCase)
}

export const listCases = (tx: Tx, request: PageRequest): Promise<Page<Case>> => pageOfCases(tx, request, sql`true`)

/** Those about which somebody still has to do something; what is kept quiet asks nothing of anybody. */
export const casesWithNext = (tx: Tx, request: PageRequest): Promise<Page<Case>> =>
  pageOfCases(tx, request, sql`next <> 'nobody' and quiet_by is null`)

async function pageOfCases(tx: Tx, request: PageRequest, which: SQL): Promise<Page<Case>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<Row>(
    tx,
    sql`select ${columns} from cases where ${which} and (${request.firmId ?? null}::text is null or firm_id = ${request.firmId ?? null})
    and (${id ?? null}::text is null or (first_seen_at, id) < (${at ?? null}::timestamptz, ${id ?? null}::text)) order by first_seen_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(rows, request, (row) => [toDate(toMs(row.firstSeenAt)), row.id], toCase)
}

/** How many calls of whoever is on call nobody has taken yet. */
export async function openCalls(tx: Tx): Promise<number> {
  const [row] = await query<{ count: number }>(
    tx,
    sql`select count(*)::int as count from cases where closed_at is null and call is not null and call ->> 'takenBy' is null`,
  )
  return row?.count ?? 0
}
