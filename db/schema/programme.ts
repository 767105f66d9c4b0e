import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
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

/** A programme's report, finished (engine/programme-report.ts): as it was told then. No version ever changes. */
export const programmeReports = pgTable(
  'programme_reports',
  {
    regionId: regionId().references(() => regions.id),
    version: integer('version').notNull(),
    finishedAt: moment('finished_at').notNull(),
    /** By name; null: its time was over. */
    finishedBy: text('finished_by'),
    /** Why there is one more. */
    reason: text('reason'),
    /** For whoever sees everything, and for everybody else. */
    whole: jsonb('whole').notNull(),
    shared: jsonb('shared').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionId, table.version] }),
    check(
      'programme_reports_reason',
      sql`${table.version} = 1 or ${table.finishedBy} is null or ${table.reason} is not null`,
    ),
  ],
)
