import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** A firm asks whether a leak has to be reported (engine/leak.ts). */
export const leaks = pgTable(
  'leaks',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    begunAt: moment('begun_at').notNull(),
    leak: jsonb('leak').notNull(),
  },
  (table) => [index('leaks_newest').on(table.firmId, table.begunAt)],
)
