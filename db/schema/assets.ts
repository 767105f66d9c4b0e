import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** The ledger of a firm's devices as it stands now (engine/asset.ts): what its events come to. */
export const assets = pgTable(
  'assets',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    /** '' where only a list tells of it. */
    mac: text('mac').notNull(),
    standing: jsonb('standing').notNull(),
    /** What the last change can be taken back to. */
    before: jsonb('before'),
    revision: integer('revision').notNull(),
    changedAt: moment('changed_at').notNull(),
  },
  (table) => [uniqueIndex('assets_by_mac').on(table.firmId, table.mac).where(sql`${table.mac} <> ''`)],
)

/** Only ever added to. */
export const assetEvents = pgTable(
  'asset_events',
  {
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    at: moment('at').notNull(),
    /** Who it was; null for a list. */
    actor: jsonb('actor'),
    change: jsonb('change').notNull(),
  },
  (table) => [primaryKey({ columns: [table.assetId, table.seq] })],
)

/** That a firm is to be telephoned and asked whose its PCs are (engine/whose-call.ts): once, whatever becomes of it. */
export const whoseCalls = pgTable(
  'whose_calls',
  {
    firmId: firmId().primaryKey(),
    regionId: regionId(),
    waitingSince: moment('waiting_since').notNull(),
    /** Null while others come first. */
    handedAt: moment('handed_at'),
    call: jsonb('call').notNull(),
    endedAt: moment('ended_at'),
  },
  (table) => [index('whose_calls_open').on(table.regionId, table.waitingSince).where(sql`${table.endedAt} is null`)],
)
