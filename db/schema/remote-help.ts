import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** Help from afar (engine/remote-help.ts). */
export const remoteHelps = pgTable(
  'remote_helps',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    /** What it began with: `consultation_…` or `case_…`. */
    about: text('about').notNull(),
    state: text('state').notNull(),
    movedAt: moment('moved_at').notNull(),
    /** What the events add up to. */
    help: jsonb('help').notNull(),
  },
  (table) => [
    index('remote_helps_newest').on(table.regionId, table.movedAt),
    index('remote_helps_firm').on(table.firmId),
    check(
      'remote_helps_state',
      sql`${table.state} in ('asked', 'agreed', 'declined', 'in-hand', 'solved', 'difficult')`,
    ),
  ],
)

/** Only ever added to. */
export const remoteHelpEvents = pgTable(
  'remote_help_events',
  {
    remoteHelpId: text('remote_help_id')
      .notNull()
      .references(() => remoteHelps.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.remoteHelpId, table.seq] })],
)
