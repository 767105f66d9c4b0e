import { integer, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** What firms told on their way to a star (engine/security-action.ts). Only ever added to; words that were taken back are blanked. */
export const securityActionSteps = pgTable(
  'security_action_steps',
  {
    firmId: firmId(),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    at: moment('at').notNull(),
    step: jsonb('step').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.seq] })],
)
