import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'
import { consultations } from './consultation.ts'

/** What came out of a consultation for whoever asks the same (engine/answer.ts). Only its own firm's rows have its name. */
export const answers = pgTable(
  'answers',
  {
    /** Its consultation's. */
    id: text('id')
      .primaryKey()
      .references(() => consultations.id),
    regionId: regionId(),
    firmId: text('firm_id'),
    state: text('state').notNull(),
    question: text('question').notNull(),
    answer: text('answer').notNull(),
    draft: integer('draft').notNull(),
    proposedBy: jsonb('proposed_by').notNull(),
    approvedBy: jsonb('approved_by'),
    solvedAt: moment('solved_at').notNull(),
    movedAt: moment('moved_at').notNull(),
  },
  (table) => [
    index('answers_newest').on(table.regionId, table.movedAt),
    check('answers_state', sql`${table.state} in ('proposed', 'approved', 'dropped')`),
    check('answers_need_approval', sql`${table.state} <> 'approved' or ${table.approvedBy} is not null`),
  ],
)

/** An answer that was shown to somebody who asked, and what they said of it. */
export const answerShowings = pgTable(
  'answer_showings',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    personId: text('person_id').notNull(),
    /** An answer's id, or the name of one that was there from the start. */
    answer: text('answer').notNull(),
    shownAt: moment('shown_at').notNull(),
    outcome: text('outcome'),
  },
  (table) => [
    index('answer_showings_of').on(table.regionId, table.answer),
    index('answer_showings_person').on(table.personId),
    check('answer_showings_outcome', sql`${table.outcome} in ('helped', 'wrong')`),
  ],
)
