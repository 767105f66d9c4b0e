import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** A talk with a firm by telephone or web meeting, ahead or over. */
export const hearings = pgTable(
  'hearings',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    state: text('state').notNull(),
    startsAt: moment('starts_at').notNull(),
    /** What the events add up to (engine/hearing.ts). */
    hearing: jsonb('hearing').notNull(),
  },
  (table) => [
    uniqueIndex('hearings_one_at_a_time').on(table.firmId).where(sql`${table.state} in ('booked', 'missed')`),
    index('hearings_newest').on(table.regionId, table.startsAt),
  ],
)

/** Only ever added to. */
export const hearingEvents = pgTable(
  'hearing_events',
  {
    hearingId: text('hearing_id')
      .notNull()
      .references(() => hearings.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hearingId, table.seq] })],
)
