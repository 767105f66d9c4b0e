import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** A firm that leaves (engine/leaving.ts): one row from its owner's yes until nothing of it is left here but its erasure. */
export const leavings = pgTable(
  'leavings',
  {
    firmId: firmId().primaryKey(),
    regionId: regionId(),
    state: text('state').notNull(),
    begunBy: jsonb('begun_by').notNull(),
    begunAt: moment('begun_at').notNull(),
    eraseAt: moment('erase_at').notNull(),
    /** Which erasure it came to, and what the owner was told of it. */
    erasureId: text('erasure_id'),
    certificate: jsonb('certificate'),
  },
  (table) => [
    check('leavings_state', sql`${table.state} in ('leaving', 'erased')`),
    check('leavings_certificate', sql`(${table.state} = 'erased') = (${table.certificate} is not null)`),
  ],
)

/**
 * What was erased, without a word of whose it was: ids that stand nowhere else. By it a backup that is put back loses the
 * same again; so it is also kept beside the database (`bot/leaving/ledger.ts`).
 */
export const erasures = pgTable(
  'erasures',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    /** A firm's, or of a person alone null. */
    firmId: text('firm_id'),
    personId: text('person_id'),
    at: moment('at').notNull(),
    rows: integer('rows').notNull(),
    /** Of the certificate that was given. */
    hash: text('hash').notNull(),
  },
  (table) => [
    index('erasures_newest').on(table.regionId, table.at),
    check('erasures_whose', sql`num_nonnulls(${table.firmId}, ${table.personId}) = 1`),
  ],
)
