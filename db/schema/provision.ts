import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** Each time something of a firm was given to somebody outside it and us: who, to whom, what, when and why it may be (APPI 27–30). */
export const provisions = pgTable(
  'provisions',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    recipient: jsonb('recipient').notNull(),
    /** What it was about: `case:…`. */
    subject: text('subject').notNull(),
    /** The kinds of things that were given, never the things themselves. */
    items: text('items').array().notNull(),
    basis: text('basis').notNull(),
    /** Who agreed to it or ordered it, where somebody did. */
    agreedBy: text('agreed_by'),
    /** Who gave it: a person's id or `otasuke`. */
    actor: text('actor').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    index('provisions_newest').on(table.firmId, table.at),
    check('provisions_basis', sql`${table.basis} in ('consent', 'entrustment', 'joint-use', 'law')`),
  ],
)
