import { type SQL, sql } from 'drizzle-orm'
import type { Hearing, HearingEvent } from '#engine/hearing.ts'
import type { HearingCounts } from '#engine/hearing-counts.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** A hearing as it is kept: beside the snapshot, the events that it is rebuilt from. */
export interface StoredHearing {
  id: string
  regionId: string
  firmId: string
  hearing: Hearing
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", hearing')

/** The one that is not over; without one, the newest of those that are. */
export const findHearing = (tx: Tx, firmId: string): Promise<StoredHearing | undefined> => present(tx, firmId, sql``)

/** The same, locked until the transaction ends: for whoever will change it. */
export const lockHearing = (tx: Tx, firmId: string): Promise<StoredHearing | undefined> =>
  present(tx, firmId, sql`for update`)

async function present(tx: Tx, firmId: string, lock: SQL): Promise<StoredHearing | undefined> {
  const [row] = await query<StoredHearing>(
    tx,
    sql`select ${columns} from hearings where firm_id = ${firmId}
    order by state in ('booked', 'missed') desc, starts_at desc, id desc limit 1 ${lock}`,
  )
  return row
}

/** The snapshot and the event that led to it, in one go. */
export async function saveHearing(
  tx: Tx,
  { id, regionId, firmId, hearing }: StoredHearing,
  event: HearingEvent,
): Promise<void> {
  const { state, startsAt, length } = hearing
  await query(
    tx,
    sql`insert into hearings (id, region_id, firm_id, state, starts_at, hearing)
    values (${id}, ${regionId}, ${firmId}, ${state}, ${toDate(startsAt)}, ${jsonText(hearing)}::text::jsonb)
    on conflict (id) do update set state = excluded.state, starts_at = excluded.starts_at, hearing = excluded.hearing`,
  )
  await query(
    tx,
    sql`insert into hearing_events (hearing_id, seq, region_id, firm_id, event)
    values (${id}, ${length}, ${regionId}, ${firmId}, ${jsonText(event)}::text::jsonb)`,
  )
}

export async function hearingEvents(tx: Tx, id: string): Promise<HearingEvent[]> {
  const rows = await query<{ event: HearingEvent }>(
    tx,
    sql`select event from hearing_events where hearing_id = ${id} order by seq`,
  )
  return rows.map(({ event }) => event)
}

/** When a firm was last talked with. */
export async function lastHeldAt(tx: Tx, firmId: string): Promise<number | null> {
  const [row] = await query<{ heldAt: number | null }>(tx, sql`select ${heldAt(sql`${firmId}`)} as "heldAt"`)
  return row?.heldAt ?? null
}

/** The same as a part of a query. */
export const heldAt = (firm: SQL): SQL =>
  sql`(select max((hearing->'report'->>'heldAt')::float8) from hearings where hearings.firm_id = ${firm})`

/** The latest day first. */
export async function listHearings(tx: Tx, request: PageRequest): Promise<Page<StoredHearing>> {
  const [startsAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null } = request
  const rows = await query<StoredHearing>(
    tx,
    sql`select ${columns} from hearings where (${firmId}::text is null or firm_id = ${firmId})
    and (${startsAt ?? null}::timestamptz is null or (starts_at, id) < (${startsAt ?? null}::timestamptz, ${id ?? null}))
    order by starts_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(row.hearing.startsAt), row.id],
    (row) => row,
  )
}

/** How many there are, and of how many firms. Missed are those that nobody came to and no new day was set for. */
export async function countHearings(
  tx: Tx,
  regionId: string,
): Promise<{ hearings: HearingCounts; firms: HearingCounts }> {
  const hearings = await counted(tx, regionId, sql`count(*)`)
  return { hearings, firms: await counted(tx, regionId, sql`count(distinct firm_id)`) }
}

async function counted(tx: Tx, regionId: string, count: SQL): Promise<HearingCounts> {
  const found = sql`hearing->'report'->>'operation'`
  const [row] = await query<HearingCounts>(
    tx,
    sql`select ${count}::int as hearings, (${count} filter (where state = 'booked'))::int as booked,
      (${count} filter (where state = 'held'))::int as held, (${count} filter (where state = 'missed'))::int as missed,
      (${count} filter (where state = 'cancelled'))::int as cancelled,
      (${count} filter (where ${found} = 'operated'))::int as operated,
      (${count} filter (where ${found} = 'just-installed'))::int as "justInstalled",
      (${count} filter (where ${found} = 'unknown'))::int as unknown
    from hearings where region_id = ${regionId}`,
  )
  if (!row) throw new Error('a count has a row')
  return row
}
