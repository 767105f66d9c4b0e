import { sql } from 'drizzle-orm'
import type { Order, OrderEvent } from '#engine/order.ts'
import { query, type Tx } from './door.ts'
import { jsonText } from './json-text.ts'
import { toDate } from './moments.ts'
import { keyOf, limitOf, type Page, type PageRequest, pageOf } from './page.ts'

/** An order as it is kept: beside the snapshot, the events that it is rebuilt from. */
export interface StoredOrder {
  id: string
  regionId: string
  firmId: string
  siteId: string
  order: Order
}

const columns = sql.raw('id, region_id as "regionId", firm_id as "firmId", site_id as "siteId", "order"')

export async function findOrder(tx: Tx, id: string): Promise<StoredOrder | undefined> {
  const [row] = await query<StoredOrder>(tx, sql`select ${columns} from orders where id = ${id}`)
  return row
}

/** Locked until the transaction ends: for whoever will change it. */
export async function lockOrder(tx: Tx, id: string): Promise<StoredOrder | undefined> {
  const [row] = await query<StoredOrder>(tx, sql`select ${columns} from orders where id = ${id} for update`)
  return row
}

/** All of a firm, those that are not over first, then the latest first. */
export const ordersOf = (tx: Tx, firmId: string): Promise<StoredOrder[]> =>
  query<StoredOrder>(
    tx,
    sql`select ${columns} from orders where firm_id = ${firmId}
    order by state in ('watching', 'cancelled'), moved_at desc, id desc`,
  )

/** The one of a site that is not over. */
export async function openOrderOfSite(tx: Tx, siteId: string): Promise<StoredOrder | undefined> {
  const [row] = await query<StoredOrder>(
    tx,
    sql`select ${columns} from orders where site_id = ${siteId} and state not in ('watching', 'cancelled')`,
  )
  return row
}

/** The one whose box a sensor is. */
export async function orderOfSensor(tx: Tx, sensorId: string): Promise<StoredOrder | undefined> {
  const [row] = await query<StoredOrder>(tx, sql`select ${columns} from orders where sensor_id = ${sensorId}`)
  return row
}

/** The snapshot and the event that led to it, in one go. */
export async function saveOrder(
  tx: Tx,
  { id, regionId, firmId, siteId, order }: StoredOrder,
  event: OrderEvent,
): Promise<void> {
  const { state, movedAt, sensorId, length } = order
  await query(
    tx,
    sql`insert into orders (id, region_id, firm_id, site_id, state, moved_at, sensor_id, "order")
    values (${id}, ${regionId}, ${firmId}, ${siteId}, ${state}, ${toDate(movedAt)}, ${sensorId}, ${jsonText(order)}::text::jsonb)
    on conflict (id) do update set state = excluded.state, moved_at = excluded.moved_at, sensor_id = excluded.sensor_id, "order" = excluded."order"`,
  )
  await query(
    tx,
    sql`insert into order_events (order_id, seq, region_id, firm_id, event)
    values (${id}, ${length}, ${regionId}, ${firmId}, ${jsonText(event)}::text::jsonb)`,
  )
}

export async function orderEvents(tx: Tx, id: string): Promise<OrderEvent[]> {
  const rows = await query<{ event: OrderEvent }>(
    tx,
    sql`select event from order_events where order_id = ${id} order by seq`,
  )
  return rows.map(({ event }) => event)
}

/** The latest first. */
export async function listOrders(tx: Tx, request: PageRequest): Promise<Page<StoredOrder>> {
  const [movedAt, id] = keyOf(request, 'instant', 'id') ?? []
  const { firmId = null } = request
  const rows = await query<StoredOrder>(
    tx,
    sql`select ${columns} from orders where (${firmId}::text is null or firm_id = ${firmId})
    and (${movedAt ?? null}::timestamptz is null or (moved_at, id) < (${movedAt ?? null}::timestamptz, ${id ?? null}))
    order by moved_at desc, id desc limit ${limitOf(request) + 1}`,
  )
  return pageOf(
    rows,
    request,
    (row) => [toDate(row.order.movedAt), row.id],
    (row) => row,
  )
}
