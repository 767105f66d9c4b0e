import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** A questionnaire that is being filled, or was. */
export const dialogueSessions = pgTable(
  'dialogue_sessions',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    questionnaire: text('questionnaire').notNull(),
    version: text('version').notNull(),
    /** Whose it is where each person has their own; '' where it is the firm's. */
    personId: text('person_id').notNull(),
    state: text('state').notNull(),
    /** What the events add up to (engine/dialogue/session.ts). */
    session: jsonb('session').notNull(),
    startedAt: moment('started_at').notNull(),
    movedAt: moment('moved_at').notNull(),
    finishedAt: moment('finished_at'),
    /** Of the result: when it reached the firm’s chat, and when somebody there first opened it. */
    sheetSentAt: moment('sheet_sent_at'),
    sheetReadAt: moment('sheet_read_at'),
  },
  (table) => [
    uniqueIndex('dialogue_sessions_one_at_a_time')
      .on(table.firmId, table.questionnaire, table.personId)
      .where(sql`${table.state} <> 'finished'`),
    index('dialogue_sessions_of_region').on(table.regionId, table.questionnaire, table.state),
  ],
)

/** Only ever added to. */
export const dialogueEvents = pgTable(
  'dialogue_events',
  {
    sessionId: text('session_id')
      .notNull()
      .references(() => dialogueSessions.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.seq] })],
)

/** What a finished session came to, so that a mean over a region reads no answers. */
export const dialogueScores = pgTable(
  'dialogue_scores',
  {
    sessionId: text('session_id')
      .primaryKey()
      .references(() => dialogueSessions.id),
    regionId: regionId(),
    firmId: firmId(),
    questionnaire: text('questionnaire').notNull(),
    personId: text('person_id').notNull(),
    score: jsonb('score').notNull(),
    /** The questions of which something else was observed than stated, and whether it was less. */
    corrections: jsonb('corrections').notNull(),
    finishedAt: moment('finished_at').notNull(),
  },
  (table) => [index('dialogue_scores_of_region').on(table.regionId, table.questionnaire)],
)
