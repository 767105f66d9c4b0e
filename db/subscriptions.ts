import { sql } from 'drizzle-orm'
import type { Watchable, WatchedPlace } from '#engine/health-check.ts'
import type { Plan } from '#engine/plan.ts'
import { query, type Tx } from './door.ts'
import { msOrNull, toDate, toMs } from './moments.ts'

/** Which plan a firm has, had, or wishes for. */
export interface Subscription {
  id: string
  regionId: string
  firmId: string
  planId: string
  /** Who said so: a person of the firm, or whoever of the chamber or the operator entered it. */
  saidBy: string
  saidAt: number
}

/** The firm’s wish; a later one takes the place of an earlier one. */
export async function wishFor(tx: Tx, { id, regionId, firmId, planId, saidBy, saidAt }: Subscription): Promise<void> {
  await query(
    tx,
    sql`insert into subscriptions (id, region_id, firm_id, plan_id, said_by, said_at)
    values (${id}, ${regionId}, ${firmId}, ${planId}, ${saidBy}, ${toDate(saidAt)})
    on conflict (firm_id) where starts_at is null
    do update set plan_id = excluded.plan_id, said_by = excluded.said_by, said_at = excluded.said_at`,
  )
}

/** For that plan, or for whichever; false where there was none. */
export async function dropWish(tx: Tx, firmId: string, planId: string | null): Promise<boolean> {
  const gone = await query(
    tx,
    sql`delete from subscriptions where firm_id = ${firmId} and starts_at is null
    and (${planId}::text is null or plan_id = ${planId}) returning id`,
  )
  return gone.length > 0
}

/** From then on, in place of whatever the firm had or wished for. */
export async function startPlan(tx: Tx, { startsAt, ...taken }: Subscription & { startsAt: number }): Promise<void> {
  await endPlan(tx, taken.firmId, startsAt)
  await dropWish(tx, taken.firmId, null)
  const { id, regionId, firmId, planId, saidBy, saidAt } = taken
  await query(
    tx,
    sql`insert into subscriptions (id, region_id, firm_id, plan_id, said_by, said_at, starts_at)
    values (${id}, ${regionId}, ${firmId}, ${planId}, ${saidBy}, ${toDate(saidAt)}, ${toDate(startsAt)})`,
  )
}

/** What had not begun by then never does. */
export async function endPlan(tx: Tx, firmId: string, at: number): Promise<void> {
  await query(tx, sql`delete from subscriptions where firm_id = ${firmId} and starts_at >= ${toDate(at)}::timestamptz`)
  await query(
    tx,
    sql`update subscriptions set ends_at = ${toDate(at)}::timestamptz
    where firm_id = ${firmId} and starts_at is not null and (ends_at is null or ends_at > ${toDate(at)}::timestamptz)`,
  )
}

export type Taken = Plan & { startsAt: number | null; endsAt: number | null }

/** What a firm has now, or will have; and what it wishes for (`startsAt` null). */
export async function plansTaken(tx: Tx, firmId: string, now: number): Promise<Taken[]> {
  const rows = await query<Plan & { startsAt: Date | null; endsAt: Date | null }>(
    tx,
    sql`select p.id, p.name, p.says, p.yen, p.per, p.unwatched, s.starts_at as "startsAt", s.ends_at as "endsAt"
    from subscriptions s join plans p on p.id = s.plan_id
    where s.firm_id = ${firmId} and (s.ends_at is null or s.ends_at > ${toDate(now)}::timestamptz) order by s.starts_at nulls last`,
  )
  return rows.map((row) => ({ ...row, startsAt: msOrNull(row.startsAt), endsAt: msOrNull(row.endsAt) }))
}

/** What the plans of these firms leave out at that moment; a firm without one is watched wholly, and is not here. */
export async function unwatchedOf(
  tx: Tx,
  { firmId, at }: { firmId: string | null; at: number },
): Promise<Map<string, Watchable[]>> {
  const rows = await query<{ firmId: string; unwatched: Watchable[] }>(
    tx,
    sql`select s.firm_id as "firmId", p.unwatched from subscriptions s join plans p on p.id = s.plan_id
    where (${firmId}::text is null or s.firm_id = ${firmId}) and p.unwatched <> '[]'
    and s.starts_at <= ${toDate(at)}::timestamptz and (s.ends_at is null or s.ends_at > ${toDate(at)}::timestamptz)`,
  )
  return new Map(rows.map((row) => [row.firmId, row.unwatched]))
}

/** When which plan of a firm left something out. */
export interface Narrowed {
  unwatched: Watchable[]
  startsAt: number
  endsAt: number | null
}

export async function narrowedOf(tx: Tx, firmId: string): Promise<Narrowed[]> {
  const rows = await query<{ unwatched: Watchable[]; startsAt: Date; endsAt: Date | null }>(
    tx,
    sql`select p.unwatched, s.starts_at as "startsAt", s.ends_at as "endsAt" from subscriptions s join plans p on p.id = s.plan_id
    where s.firm_id = ${firmId} and s.starts_at is not null and p.unwatched <> '[]' order by s.starts_at`,
  )
  return rows.map((row) => ({ ...row, startsAt: toMs(row.startsAt), endsAt: msOrNull(row.endsAt) }))
}

/** Where each of a firm's sensors stands. */
export async function placesOfSensors(tx: Tx, firmId: string): Promise<Map<string, WatchedPlace>> {
  const rows = await query<{ id: string; kind: WatchedPlace }>(
    tx,
    sql`select n.id, s.kind from sensors n join sites s on s.id = n.site_id where n.firm_id = ${firmId}`,
  )
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}
