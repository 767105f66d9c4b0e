import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** What became of a firm's enrolment, floor by floor (engine/insurance.ts); only ever added to. */
export const insuranceEnrolments = pgTable(
  'insurance_enrolments',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    floor: integer('floor').notNull(),
    state: text('state').notNull(),
    by: text('by').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    index('insurance_enrolments_of').on(table.firmId, table.at),
    check('insurance_enrolments_floor', sql`${table.floor} in (1, 2)`),
    check('insurance_enrolments_state', sql`${table.state} in ('none', 'considering', 'enrolled', 'ended')`),
  ],
)

/** A trigger record (engine/claim.ts): the three conditions of one case, and what became of the claim. */
export const claims = pgTable(
  'claims',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    caseId: text('case_id').notNull(),
    state: text('state').notNull(),
    movedAt: moment('moved_at').notNull(),
    /** What the events add up to. */
    claim: jsonb('claim').notNull(),
  },
  (table) => [index('claims_newest').on(table.regionId, table.movedAt), index('claims_firm').on(table.firmId)],
)

/** Only ever added to: who found which condition, when, and by what. */
export const claimEvents = pgTable(
  'claim_events',
  {
    claimId: text('claim_id')
      .notNull()
      .references(() => claims.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.claimId, table.seq] })],
)
