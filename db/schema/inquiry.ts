import { pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** That the people of a firm are asked whose device a case is about (engine/inquiry.ts). */
export const inquiries = pgTable('inquiries', {
  caseId: text('case_id').primaryKey(),
  regionId: regionId(),
  firmId: firmId(),
  severity: text('severity').notNull(),
  wording: text('wording').notNull(),
  eventAt: moment('event_at').notNull(),
  openedAt: moment('opened_at').notNull(),
  state: text('state').notNull(),
})

/** Who was asked, on which days, and what they said. */
export const inquiryPeople = pgTable(
  'inquiry_people',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => inquiries.caseId),
    personId: text('person_id').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    /** `2026-11-24`, where they live. */
    day: text('day').notNull(),
    askedAt: moment('asked_at').notNull(),
    says: text('says'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.personId, table.day] }),
    // At most one question a day, whichever firm asks.
    uniqueIndex('inquiry_people_once_a_day').on(table.personId, table.day),
  ],
)
