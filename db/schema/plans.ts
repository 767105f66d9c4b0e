import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** What a region's firms can take for money; every firm of it may read them. */
export const plans = pgTable('plans', {
  id: text('id').primaryKey(),
  regionId: regionId(),
  name: text('name').notNull(),
  says: text('says').notNull(),
  yen: integer('yen').notNull(),
  per: text('per').notNull(),
  /** What it does not watch (engine/plan.ts). */
  unwatched: jsonb('unwatched').notNull().default([]),
  createdAt: moment('created_at').notNull(),
  retiredAt: moment('retired_at'),
})

/** Which plan a firm has taken, from when until when; one without a beginning is a wish that the chamber has not answered yet. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    planId: text('plan_id')
      .notNull()
      .references(() => plans.id),
    saidBy: text('said_by').notNull(),
    saidAt: moment('said_at').notNull(),
    startsAt: moment('starts_at'),
    endsAt: moment('ends_at'),
  },
  (table) => [
    uniqueIndex('subscriptions_one_wish').on(table.firmId).where(sql`${table.startsAt} is null`),
    uniqueIndex('subscriptions_one_open')
      .on(table.firmId)
      .where(sql`${table.startsAt} is not null and ${table.endsAt} is null`),
    check('subscriptions_order', sql`${table.endsAt} is null or ${table.endsAt} > ${table.startsAt}`),
  ],
)
