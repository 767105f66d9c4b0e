import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** A warning of the region's analysts to its firms (engine/warning.ts). */
export const warnings = pgTable(
  'warnings',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    state: text('state').notNull(),
    body: jsonb('body').notNull(),
    writtenBy: jsonb('written_by').notNull(),
    sentBy: jsonb('sent_by'),
    leavesAt: moment('leaves_at'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    index('warnings_newest').on(table.regionId, table.createdAt),
    check('warnings_state', sql`${table.state} in ('written', 'sent', 'dropped')`),
    check('warnings_sent', sql`(${table.state} = 'sent') = (${table.leavesAt} is not null)`),
    check(
      'warnings_two_people',
      sql`${table.sentBy} is null or ${table.sentBy} ->> 'personId' <> ${table.writtenBy} ->> 'personId'`,
    ),
  ],
)

/** A firm that was warned, and what it answered. */
export const warnedFirms = pgTable(
  'warned_firms',
  {
    warningId: text('warning_id')
      .notNull()
      .references(() => warnings.id),
    firmId: firmId(),
    regionId: regionId(),
    /** To how many people; none where nobody can be reached. */
    messages: integer('messages').notNull(),
    alsoAt: moment('also_at'),
    doneAt: moment('done_at'),
  },
  (table) => [primaryKey({ columns: [table.warningId, table.firmId] })],
)

/** Whoever wants no warnings, until they ask for them. */
export const warningOptOuts = pgTable(
  'warning_opt_outs',
  {
    firmId: firmId(),
    personId: text('person_id').notNull(),
    regionId: regionId(),
    since: moment('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.personId] })],
)
