import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** A firm's セキュリティ健康診断 of one month (engine/health-check.ts), as it was counted and on its way to the firm. */
export const healthChecks = pgTable(
  'health_checks',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    /** `2026-11`, of the region's time zone. */
    month: text('month').notNull(),
    state: text('state').notNull(),
    /** Null where it could not be told. */
    letter: text('letter'),
    grade: jsonb('grade').notNull(),
    counted: jsonb('counted').notNull(),
    /** How many findings, for the middle of a region. */
    found: integer('found').notNull(),
    countedAt: moment('counted_at').notNull(),
    /** Somebody asked for its card. */
    isPicked: boolean('is_picked').notNull().default(false),
    comment: text('comment'),
    approvedBy: jsonb('approved_by'),
    approvedAt: moment('approved_at'),
    sentAt: moment('sent_at'),
    readAt: moment('read_at'),
    /** The firm's own consent that its chamber sees it. */
    sharedBy: jsonb('shared_by'),
    sharedAt: moment('shared_at'),
    /** Whoever of the desk brings it, where LINE reaches nobody. */
    handOver: jsonb('hand_over'),
  },
  (table) => [
    unique('health_checks_one_a_month').on(table.firmId, table.month),
    index('health_checks_month').on(table.regionId, table.month),
    check('health_checks_state', sql`${table.state} in ('draft', 'approved', 'sent', 'read', 'shared')`),
    check('health_checks_letter', sql`${table.letter} in ('A', 'B', 'C', 'D')`),
    check('health_checks_approved', sql`(${table.state} = 'draft') = (${table.approvedBy} is null)`),
    check('health_checks_shared', sql`(${table.state} = 'shared') = (${table.sharedBy} is not null)`),
  ],
)
