import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { bytes, firmId, moment, regionId } from './columns.ts'

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

/** A photo that answers a question, belongs to a visit, or crosses a consultation: first `wanted`, with nothing of it here but its name at the platform, then `kept`, sealed. */
export const dialoguePhotos = pgTable(
  'dialogue_photos',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    /** Null for a photo that no question asks for: of a visit, or of a consultation. */
    sessionId: text('session_id').references(() => dialogueSessions.id),
    question: text('question').notNull(),
    account: text('account').notNull(),
    messageId: text('message_id').notNull(),
    /** What its session, visit or consultation is told with it: by whom it was sent, and how they are answered. */
    said: jsonb('said').notNull(),
    state: text('state').notNull(),
    attempts: integer('attempts').notNull().default(0),
    notBefore: moment('not_before').notNull(),
    owner: text('owner'),
    leaseUntil: moment('lease_until'),
    type: text('type'),
    sealed: bytes('sealed'),
    keptAt: moment('kept_at'),
  },
  (table) => [
    uniqueIndex('dialogue_photos_message').on(table.account, table.messageId),
    index('dialogue_photos_session').on(table.sessionId),
    index('dialogue_photos_consultation').on(sql`(said ->> 'consultationLane')`).where(sql`question = 'consultation'`),
    index('dialogue_photos_wanted').on(table.notBefore).where(sql`${table.state} = 'wanted'`),
    check('dialogue_photos_state', sql`${table.state} in ('wanted', 'kept')`),
  ],
)
