import { sql } from 'drizzle-orm'
import type { Plan } from '#engine/plan.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, toDate, toMs } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

type RegionPlan = Plan & { regionId: string }

export async function addPlan(tx: Tx, { at, ...plan }: RegionPlan & { at: number }): Promise<void> {
  await query(
    tx,
    sql`insert into plans (id, region_id, name, says, yen, per, created_at)
    values (${plan.id}, ${plan.regionId}, ${plan.name}, ${plan.says}, ${plan.yen}, ${plan.per}, ${toDate(at)})`,
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
  query<Plan>(
    tx,
    sql`select id, name, says, yen, per from plans where region_id = ${regionId} and retired_at is null order by id`,
  )

export type ListedPlan = RegionPlan & { createdAt: number; retiredAt: number | null }

/** The newest first, those that were retired among them. */
export async function listPlans(tx: Tx, request: PageRequest): Promise<Page<ListedPlan>> {
  const [at, id] = keyOf(request, 'instant', 'id') ?? []
  const rows = await query<RegionPlan & { createdAt: Date; retiredAt: Date | null }>(
    tx,
    sql`select id, region_id as "regionId", name, says, yen, per, created_at as "createdAt", retired_at as "retiredAt" from plans
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
