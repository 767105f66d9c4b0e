import { sql } from 'drizzle-orm'
import type { PersonRef } from '#engine/case.ts'
import type { Dispatch, DispatchEvent, VisitCategory, VisitTerms } from '#engine/dispatch.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'
import type { Identity } from './people.ts'

/** A visit as it is kept: beside the snapshot, the events that it is rebuilt from. */
export interface StoredDispatch {
  id: string
  regionId: string
  /** Null in a drill. */
  firmId: string | null
  about: string
  /** Who plays everybody in a drill. */
  drill: (Identity & PersonRef) | null
  dispatch: Dispatch
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", about, drill, dispatch')

/** Locked until the transaction ends: for whoever will change it. */
export async function lockDispatch(tx: Tx, id: string): Promise<StoredDispatch | undefined> {
  const [row] = await query<StoredDispatch>(tx, sql`select ${columns} from dispatches where id = ${id} for update`)
  return row
}

export async function findDispatch(tx: Tx, id: string): Promise<StoredDispatch | undefined> {
  const [row] = await query<StoredDispatch>(tx, sql`select ${columns} from dispatches where id = ${id}`)
  return row
}

/** The snapshot and the event that led to it, in one go. */
export async function saveDispatch(
  tx: Tx,
  { id, regionId, firmId, about, drill, dispatch }: StoredDispatch,
  event: DispatchEvent,
): Promise<void> {
  const { state, winner, movedAt, length } = dispatch
  await query(
    tx,
    sql`insert into dispatches (id, region_id, firm_id, about, drill, vendor_id, state, moved_at, dispatch)
    values (${id}, ${regionId}, ${firmId}, ${about}, ${drill && jsonText(drill)}::text::jsonb, ${winner?.vendorId ?? null}, ${state},
      ${toDate(movedAt)}, ${jsonText(dispatch)}::text::jsonb)
    on conflict (id) do update set state = excluded.state, vendor_id = excluded.vendor_id, moved_at = excluded.moved_at, dispatch = excluded.dispatch`,
  )
  await query(
    tx,
    sql`insert into dispatch_events (dispatch_id, seq, region_id, firm_id, event)
    values (${id}, ${length}, ${regionId}, ${firmId}, ${jsonText(event)}::text::jsonb)`,
  )
}

/** The visit at which this person of a vendor is just now, as they said themselves. */
export async function visitUnderWay(
  tx: Tx,
  { vendorId, personId }: { vendorId: string; personId: string },
): Promise<StoredDispatch | undefined> {
  const [row] = await query<StoredDispatch>(
    tx,
    sql`select ${columns} from dispatches where vendor_id = ${vendorId} and state = 'arrived'
      and dispatch->'visits'->-1->'arrivedBy'->>'personId' = ${personId} order by moved_at desc limit 1`,
  )
  return row
}

/** Where somebody goes to, until it is forgotten. */
export async function keepAddress(
  tx: Tx,
  { dispatchId, regionId, firmId, address }: { dispatchId: string; regionId: string; firmId: string; address: string },
): Promise<void> {
  await query(
    tx,
    sql`insert into visit_addresses (dispatch_id, region_id, firm_id, address) values (${dispatchId}, ${regionId}, ${firmId}, ${address})
    on conflict (dispatch_id) do update set address = excluded.address`,
  )
}

export async function addressOf(tx: Tx, dispatchId: string): Promise<string | undefined> {
  const [row] = await query<{ address: string }>(
    tx,
    sql`select address from visit_addresses where dispatch_id = ${dispatchId}`,
  )
  return row?.address
}

export async function forgetAddress(tx: Tx, dispatchId: string): Promise<void> {
  await query(tx, sql`delete from visit_addresses where dispatch_id = ${dispatchId}`)
}

/** The region's prices of a visit; undefined where nobody has said what one of this kind costs. */
export async function visitTermsOf(
  tx: Tx,
  regionId: string,
): Promise<Partial<Record<VisitCategory, VisitTerms>> | undefined> {
  const [row] = await query<{ terms: Partial<Record<VisitCategory, VisitTerms>> | null }>(
    tx,
    sql`select visit_terms as terms from regions where id = ${regionId}`,
  )
  return row?.terms ?? undefined
}

export async function saveVisitTerms(
  tx: Tx,
  regionId: string,
  terms: Partial<Record<VisitCategory, VisitTerms>>,
): Promise<void> {
  await query(tx, sql`update regions set visit_terms = ${jsonText(terms)}::text::jsonb where id = ${regionId}`)
}

/** The latest change first; drills among them. */
export async function listDispatches(tx: Tx, request: PageRequest): Promise<Page<StoredDispatch>> {
  const [movedAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null } = request
  const rows = await query<StoredDispatch>(
    tx,
    sql`select ${columns} from dispatches where (${firmId}::text is null or firm_id = ${firmId})
    and (${movedAt ?? null}::timestamptz is null or (moved_at, id) < (${movedAt ?? null}::timestamptz, ${id ?? null}))
    order by moved_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(row.dispatch.movedAt), row.id],
    (row) => row,
  )
}

export interface VisitCount {
  /** `2026-11`. */
  month: string
  category: VisitCategory
  visits: number
  minutes: number
  firms: number
}

/** Visits that have ended, by month of the region's own zone and by category; no drill is one. */
export const countVisits = (
  tx: Tx,
  { regionId, timezone }: { regionId: string; timezone: string },
): Promise<VisitCount[]> =>
  query<VisitCount>(
    tx,
    sql`select to_char(to_timestamp((v->>'endedAt')::bigint / 1000.0) at time zone ${timezone}::text, 'YYYY-MM') as month, v->>'category' as category,
      count(*)::int as visits, sum((v->>'minutes')::int)::int as minutes, count(distinct firm_id)::int as firms
    from dispatches, jsonb_array_elements(dispatch->'visits') v
    where region_id = ${regionId} and firm_id is not null and v->>'endedAt' is not null group by 1, 2 order by 1 desc, 2`,
  )
