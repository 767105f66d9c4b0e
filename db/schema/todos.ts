import { integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** What a diagnosis proposed to do, and what has become of it. */
export const todos = pgTable(
  'todos',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    /** Whose it is where each person has their own; '' where it is the firm's. */
    personId: text('person_id').notNull(),
    questionnaire: text('questionnaire').notNull(),
    question: text('question').notNull(),
    place: integer('place').notNull(),
    because: jsonb('because').notNull(),
    state: text('state').notNull(),
    since: moment('since').notNull(),
    dueAt: moment('due_at'),
    changedBy: jsonb('changed_by'),
    round: integer('round').notNull(),
    revision: integer('revision').notNull(),
    /** What the last change can be taken back to. */
    before: jsonb('before'),
  },
  (table) => [
    uniqueIndex('todos_once_in_a_list').on(table.firmId, table.personId, table.questionnaire, table.question),
  ],
)

/** Only ever added to. */
export const todoEvents = pgTable(
  'todo_events',
  {
    todoId: text('todo_id')
      .notNull()
      .references(() => todos.id),
    seq: integer('seq').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    what: text('what').notNull(),
    at: moment('at').notNull(),
    /** Who it was; null for a diagnosis. */
    actor: jsonb('actor'),
  },
  (table) => [primaryKey({ columns: [table.todoId, table.seq] })],
)

/** How the people of a list have been reminded of it. */
export const todoReminders = pgTable(
  'todo_reminders',
  {
    firmId: firmId(),
    personId: text('person_id').notNull(),
    regionId: regionId(),
    remindedAt: moment('reminded_at'),
    unanswered: integer('unanswered').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.personId] })],
)
