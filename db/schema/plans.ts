import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { moment, regionId } from './columns.ts'

/** What a region's firms can take for money; every firm of it may read them. */
export const plans = pgTable('plans', {
  id: text('id').primaryKey(),
  regionId: regionId(),
  name: text('name').notNull(),
  says: text('says').notNull(),
  yen: integer('yen').notNull(),
  per: text('per').notNull(),
  createdAt: moment('created_at').notNull(),
  retiredAt: moment('retired_at'),
})
