import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** A firm plugs its sensor in, led one step at a time (engine/installation/guide.ts). */
export const installations = pgTable(
  'installations',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    begunAt: moment('begun_at').notNull(),
    installation: jsonb('installation').notNull(),
  },
  (table) => [index('installations_newest').on(table.firmId, table.begunAt)],
)
