import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'
import { sensors, sites } from './organisation.ts'

/** A sensor on its way to a firm (engine/order.ts). */
export const orders = pgTable(
  'orders',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    siteId: text('site_id')
      .notNull()
      .references(() => sites.id),
    state: text('state').notNull(),
    movedAt: moment('moved_at').notNull(),
    /** The sensor that its box has become: its heartbeats move the order on. */
    sensorId: text('sensor_id').references(() => sensors.id),
    /** What the events add up to. */
    order: jsonb('order').notNull(),
  },
  (table) => [
    uniqueIndex('orders_one_at_a_time').on(table.siteId).where(sql`${table.state} not in ('watching', 'cancelled')`),
    index('orders_newest').on(table.regionId, table.movedAt),
    index('orders_firm').on(table.firmId),
    index('orders_sensor').on(table.sensorId),
    check(
      'orders_state',
      sql`${table.state} in ('received', 'heard', 'guided', 'kitted', 'shipped', 'arrived', 'connected', 'checked', 'watching', 'returned', 'resending', 'visit-asked', 'visited', 'cancelled')`,
    ),
  ],
)

/** Only ever added to. */
export const orderEvents = pgTable(
  'order_events',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.seq] })],
)

/** What a box shows once to become a sensor. The code itself is never kept. */
export const sensorCodes = pgTable(
  'sensor_codes',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    codeHmac: text('code_hmac').notNull().unique(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** When the sheet that shows it was opened first. */
    shownAt: moment('shown_at'),
    usedAt: moment('used_at'),
    voidedAt: moment('voided_at'),
  },
  (table) => [index('sensor_codes_order').on(table.orderId)],
)
