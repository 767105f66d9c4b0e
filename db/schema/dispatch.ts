import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** Regional businesses that go to firms (engine/vendor.ts). */
export const vendors = pgTable(
  'vendors',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    name: text('name').notNull(),
    areas: jsonb('areas').notNull(),
    skills: jsonb('skills').notNull(),
    hours: jsonb('hours').notNull(),
    phone: text('phone'),
    mail: text('mail'),
    createdAt: moment('created_at').notNull(),
    suspendedAt: moment('suspended_at'),
  },
  (table) => [index('vendors_region').on(table.regionId)],
)

/** A visit to a firm (engine/dispatch.ts). */
export const dispatches = pgTable(
  'dispatches',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    /** Null in a drill, which is about no firm. */
    firmId: text('firm_id'),
    /** What it began with: `consultation_…` or `case_…`. */
    about: text('about').notNull(),
    /** Who plays everybody in a drill; null when it is none. */
    drill: jsonb('drill'),
    /** Whose job it is now. */
    vendorId: text('vendor_id'),
    state: text('state').notNull(),
    movedAt: moment('moved_at').notNull(),
    /** What the events add up to. */
    dispatch: jsonb('dispatch').notNull(),
  },
  (table) => [
    index('dispatches_newest').on(table.regionId, table.movedAt),
    index('dispatches_firm').on(table.firmId),
    index('dispatches_vendor').on(table.vendorId),
    check('dispatches_drill', sql`(${table.firmId} is null) = (${table.drill} is not null)`),
    check(
      'dispatches_state',
      sql`${table.state} in ('requested', 'refused', 'offering', 'unmanned', 'won', 'proposed', 'booked', 'departed', 'arrived', 'done', 'carried-over', 'cancelled')`,
    ),
  ],
)

/** Only ever added to. */
export const dispatchEvents = pgTable(
  'dispatch_events',
  {
    dispatchId: text('dispatch_id')
      .notNull()
      .references(() => dispatches.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: text('firm_id'),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.dispatchId, table.seq] })],
)

/** Where a visit goes to: apart from everything that is kept, because it is not. */
export const visitAddresses = pgTable('visit_addresses', {
  dispatchId: text('dispatch_id').primaryKey(),
  regionId: regionId(),
  firmId: firmId(),
  address: text('address').notNull(),
})
