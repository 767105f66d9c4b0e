import { integer, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** Who answers for security at a firm: each time it was told, only ever added to; the newest counts. */
export const responsibilities = pgTable(
  'responsibilities',
  {
    firmId: firmId(),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    at: moment('at').notNull(),
    /** engine/responsibility.ts */
    named: jsonb('named').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.seq] })],
)
