import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'
import { regions } from './organisation.ts'

/** One asking of the survey at an event; its state follows from its moments (engine/survey-round.ts). */
export const surveyRounds = pgTable(
  'survey_rounds',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    name: text('name').notNull(),
    /** Printed on paper for everybody to see: no secret. */
    code: text('code').notNull().unique(),
    /** The LINE account that its QR opens, once it was published. */
    basicId: text('basic_id'),
    createdAt: moment('created_at').notNull(),
    untilAt: moment('until_at'),
    publishedAt: moment('published_at'),
    closedAt: moment('closed_at'),
  },
  (table) => [index('survey_rounds_of_region').on(table.regionId)],
)

/**
 * Who takes part in a round: a firm one of whose people scanned, or a guest. A guest is a tenant without a firm: `firm_id` is
 * an id of its own that stands in no other register, so that row-level security keeps guests apart as it does firms, and whatever goes
 * through firms, memberships or contacts never meets one.
 */
export const surveyParticipants = pgTable(
  'survey_participants',
  {
    roundId: text('round_id')
      .notNull()
      .references(() => surveyRounds.id),
    regionId: regionId(),
    firmId: firmId(),
    joinedAt: moment('joined_at').notNull(),
    /** The rest is of guests alone: the chat that they answer in … */
    platform: text('platform'),
    account: text('account'),
    userId: text('user_id'),
    /** … whether anything can be said to them there: not once they blocked us, or have a firm … */
    isReachable: boolean('is_reachable').notNull().default(true),
    consentVersion: text('consent_version'),
    /** … and the firm they joined later: a company counts once. */
    becameFirmId: text('became_firm_id'),
  },
  (table) => [
    primaryKey({ columns: [table.roundId, table.firmId] }),
    uniqueIndex('survey_participants_tenant').on(table.firmId).where(sql`${table.userId} is not null`),
    uniqueIndex('survey_participants_chat').on(table.platform, table.account, table.userId, table.roundId),
    check(
      'survey_participants_guest',
      sql`num_nulls(${table.platform}, ${table.account}, ${table.userId}, ${table.consentVersion}) in (0, 4)`,
    ),
  ],
)
