import { sql } from 'drizzle-orm'
import type { Plan } from '#engine/plan.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { msOrNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

type RegionPlan = Plan & { regionId: string }

const columns = sql.raw('id, name, says, yen, per, unwatched')

export async function addPlan(tx: Tx, { at, ...plan }: RegionPlan & { at: number }): Promise<void> {
  await query(
    tx,
    sql`insert into plans (id, region_id, name, says, yen, per, unwatched, created_at)
    values (${plan.id}, ${plan.regionId}, ${plan.name}, ${plan.says}, ${plan.yen}, ${plan.per}, ${jsonText(plan.unwatched)}::text::jsonb, ${toDate(at)})`,
  )
}

/** The region it was of; undefined when there is none, or it was retired before. */
export async function retirePlan(tx: Tx, id: string, at: number): Promise<string | undefined> {
  const [row] = await query<{ regionId: string }>(
    tx,
    sql`update plans set retired_at = ${toDate(at)} where id = ${id} and retired_at is null returning region_id as "regionId"`,
  )
  return row?.regionId
}

/** Those that firms are offered. */
export const plansOf = (tx: Tx, regionId: string): Promise<Plan[]> =>
  query<Plan>(tx, sql`select ${columns} from plans where region_id = ${regionId} and retired_at is null order by id`)

export async function findPlan(tx: Tx, id: string): Promise<(RegionPlan & { isOffered: boolean }) | undefined> {
  const [plan] = await query<RegionPlan & { isOffered: boolean }>(
    tx,
    sql`select ${columns}, region_id as "regionId", retired_at is null as "isOffered" from plans where id = ${id}`,
  )
  return plan
}

export type ListedPlan = RegionPlan & { createdAt: number; retiredAt: number | null }

/** The newest first, those that were retired among them. */
export async function listPlans(tx: Tx, request: PageRequest): Promise<Page<ListedPlan>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<RegionPlan & { createdAt: Date; retiredAt: Date | null }>(
    tx,
    sql`select ${columns}, region_id as "regionId", created_at as "createdAt", retired_at as "retiredAt" from plans
    where (${id ?? null}::text is null or (created_at, id) < (${at ?? null}::timestamptz, ${id ?? null}::text))
    order by created_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(toMs(row.createdAt)), row.id],
    (row) => ({ ...row, createdAt: toMs(row.createdAt), retiredAt: msOrNull(row.retiredAt) }),
  )
}
