import { sql } from 'drizzle-orm'
import type { Service } from '#engine/programme.ts'
import { query, type Tx } from './door.ts'
import { receive } from './inbox.ts'
import { toDate, toMs } from './moments.ts'
import { isSwitchedOff } from './programmes.ts'

export interface Timer {
  key: string
  /** Business time, epoch ms. */
  dueAt: number
  lane: string
  kind: string
  payload: object
  regionId: string | null
  firmId: string | null
  /**
   * Of which service it is: while its region has switched that off it does not ring, and is there again with it. What people have
   * agreed on or wait for (a consultation, a visit, a hearing, a case) is of none, and goes on to its end.
   */
  service?: Service | undefined
}

/** Arming a key again moves it. Each arming has a number of its own, so that each firing is a new inbox row. */
export async function arm(
  tx: Tx,
  { key, dueAt, lane, kind, payload, regionId, firmId, service }: Timer,
): Promise<void> {
  await query(tx, sql`delete from timers where key = ${key}`)
  await query(
    tx,
    sql`insert into timers (key, due_at, lane, kind, payload, region_id, firm_id, service)
    values (${key}, ${toDate(dueAt)}, ${lane}, ${kind}, ${JSON.stringify(payload)}::text::jsonb, ${regionId}, ${firmId}, ${service ?? null})`,
  )
}

/** Whoever is waited for already is waited for as before. */
export async function armOnce(tx: Tx, timer: Timer): Promise<void> {
  if (!(await isArmed(tx, timer.key))) await arm(tx, timer)
}

export async function isArmed(tx: Tx, key: string): Promise<boolean> {
  return (await query(tx, sql`select from timers where key = ${key}`)).length > 0
}

/** Disarms every timer whose key begins so. */
export async function disarm(tx: Tx, keyPrefix: string): Promise<void> {
  await query(tx, sql`delete from timers where starts_with(key, ${keyPrefix})`)
}

/** Fires what is due: each timer becomes an inbox row and is gone, in one transaction (system scope). */
export async function fireDue(tx: Tx, now: number, limit = 100): Promise<number> {
  const due = await query<Omit<Timer, 'dueAt'> & { dueAt: Date; armed: number }>(
    tx,
    sql`
    delete from timers where key in (select key from timers where due_at <= ${toDate(now)} and not ${isSwitchedOff('timers')} order by due_at, key limit ${limit} for update skip locked)
    returning key, due_at as "dueAt", lane, kind, payload, region_id as "regionId", firm_id as "firmId", armed::int as armed`,
  )
  const inOrder = due.sort((one, other) => toMs(one.dueAt) - toMs(other.dueAt) || one.armed - other.armed)
  await receive(
    tx,
    inOrder.map(({ key, dueAt, armed, ...timer }) => ({
      ...timer,
      account: 'timer',
      eventId: `${key}#${armed}`,
      at: toMs(dueAt),
    })),
  )
  return due.length
}

export async function nextDueAt(tx: Tx): Promise<number | undefined> {
  const [row] = await query<{ dueAt: Date | null }>(
    tx,
    sql`select min(due_at) as "dueAt" from timers where not ${isSwitchedOff('timers')}`,
  )
  return row?.dueAt ? toMs(row.dueAt) : undefined
}

export interface ArmedGroup {
  kind: string
  regionId: string | null
  /** Epoch ms. */
  dueAt: number
  count: number
}

/** What is armed, by kind and instant (system scope); of one region, or of all. */
export async function armedGroups(tx: Tx, regionId: string | undefined): Promise<ArmedGroup[]> {
  const rows = await query<Omit<ArmedGroup, 'dueAt'> & { dueAt: Date }>(
    tx,
    sql`select kind, region_id as "regionId", due_at as "dueAt", count(*)::int as count from timers
    where (${regionId ?? null}::text is null or region_id = ${regionId ?? null}) and not ${isSwitchedOff('timers')} group by kind, region_id, due_at order by due_at, kind`,
  )
  return rows.map((row) => ({ ...row, dueAt: toMs(row.dueAt) }))
}

/** A region's timers of that kind, in the order of their keys (system scope). */
export async function timersOf(tx: Tx, { regionId, kind }: { regionId: string; kind: string }): Promise<Timer[]> {
  const rows = await query<Omit<Timer, 'dueAt'> & { dueAt: Date }>(
    tx,
    sql`select key, due_at as "dueAt", lane, kind, payload, region_id as "regionId", firm_id as "firmId" from timers
    where region_id = ${regionId} and kind = ${kind} order by key`,
  )
  return rows.map((row) => ({ ...row, dueAt: toMs(row.dueAt) }))
}
