import { sql } from 'drizzle-orm'
import { check, date, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { moment, regionId } from './columns.ts'
import { firms, regions } from './organisation.ts'

/** A region's programme (engine/programme.ts); a region without a row has a new one. */
export const programmes = pgTable('programmes', {
  regionId: text('region_id')
    .primaryKey()
    .references(() => regions.id),
  programme: jsonb('programme').notNull(),
  changedAt: moment('changed_at').notNull(),
})

/** What is to be reached by a day (engine/milestone.ts). */
export const milestones = pgTable(
  'milestones',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    /** Null: the whole programme's. */
    firmId: text('firm_id').references(() => firms.id),
    kind: text('kind').notNull(),
    says: text('says').notNull(),
    dueOn: date('due_on').notNull(),
    doneAt: moment('done_at'),
  },
  (table) => [
    index('milestones_region').on(table.regionId, table.dueOn),
    check(
      'milestones_kind',
      sql`${table.kind} in ('application', 'diagnosis', 'installation', 'analysis', 'health-check', 'meeting', 'other')`,
    ),
  ],
)
