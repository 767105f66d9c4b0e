import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { bytes, moment, regionId } from './columns.ts'
import { regions } from './organisation.ts'

/** A region’s own account on a platform; whoever has none uses the installation’s. */
export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    platform: text('platform').notNull(),
    /** As the platform names it in all that it says: LINE’s `destination`, Slack’s team. */
    account: text('account').notNull(),
    /** As people find it. */
    name: text('name').notNull(),
    /** Sealed (`bot/account/`); so are those before them, which still prove what the platform signed until somebody drops them. */
    credentials: bytes('credentials').notNull(),
    former: bytes('former'),
    /** Where the region’s staff works; null on LINE. */
    channels: jsonb('channels'),
    /** Counts every change, so that every node sees one. */
    revision: integer('revision').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    rotatedAt: moment('rotated_at'),
    disabledAt: moment('disabled_at'),
  },
  (table) => [
    unique('accounts_once').on(table.platform, table.account),
    uniqueIndex('accounts_of_region').on(table.regionId, table.platform).where(sql`disabled_at is null`),
    check('accounts_platform', sql`${table.platform} in ('line', 'slack', 'discord')`),
  ],
)
