import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment, regionId } from './columns.ts'

/** A question to the desk (engine/consultation.ts). */
export const consultations = pgTable(
  'consultations',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    /** Null for a call whose firm nobody has found out yet. */
    firmId: text('firm_id'),
    /** The chat that the desk's words go to; null where there is none. */
    chat: jsonb('chat'),
    personId: text('person_id'),
    matter: text('matter').notNull(),
    state: text('state').notNull(),
    openedAt: moment('opened_at').notNull(),
    movedAt: moment('moved_at').notNull(),
    /** What the events add up to. */
    consultation: jsonb('consultation').notNull(),
  },
  (table) => [
    uniqueIndex('consultations_one_at_a_time')
      .on(table.firmId, table.personId, table.matter)
      .where(sql`${table.state} <> 'solved' and ${table.personId} is not null`),
    index('consultations_newest').on(table.regionId, table.openedAt),
    index('consultations_person').on(table.personId, table.movedAt),
    check(
      'consultations_state',
      sql`${table.state} in ('new', 'received', 'in-hand', 'waiting', 'solved', 'reopened')`,
    ),
  ],
)

/** Only ever added to. */
export const consultationEvents = pgTable(
  'consultation_events',
  {
    consultationId: text('consultation_id')
      .notNull()
      .references(() => consultations.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: text('firm_id'),
    event: jsonb('event').notNull(),
  },
  (table) => [primaryKey({ columns: [table.consultationId, table.seq] })],
)

/** What crossed between the firm and the desk. Talk inside the thread never comes here. */
export const consultationWords = pgTable(
  'consultation_words',
  {
    id: text('id').primaryKey(),
    consultationId: text('consultation_id')
      .notNull()
      .references(() => consultations.id),
    regionId: regionId(),
    firmId: text('firm_id'),
    /** Who said it: somebody of the firm, or of the desk. */
    side: text('side').notNull(),
    by: jsonb('by').notNull(),
    /** Null once it is taken back, and where there is a photo alone. */
    text: text('text'),
    /** Of `dialogue_photos`; null once it is taken back. */
    photoId: text('photo_id'),
    /** The platform's, by which it is found when it is taken back or quoted; of the desk's, null until they are sent. */
    messageId: text('message_id'),
    /** LINE's, with which an answer can quote it. */
    quoteToken: text('quote_token'),
    /** What it quotes (`Quoted` in db/consultations.ts). */
    quotes: jsonb('quotes'),
    at: moment('at').notNull(),
  },
  (table) => [
    index('consultation_words_of').on(table.consultationId, table.at),
    check('consultation_words_side', sql`${table.side} in ('firm', 'desk')`),
  ],
)
