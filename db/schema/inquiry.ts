import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
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

/** Who was asked, on which days, and what they said; about no case: whether one of the firm's PCs is theirs (engine/roll-call.ts). */
export const inquiryPeople = pgTable(
  'inquiry_people',
  {
    caseId: text('case_id').references(() => inquiries.caseId),
    personId: text('person_id').notNull(),
    regionId: regionId(),
    firmId: firmId(),
    /** `2026-11-24`, where they live. */
    day: text('day').notNull(),
    askedAt: moment('asked_at').notNull(),
    says: text('says'),
  },
  // At most one question a day, whichever firm asks.
  (table) => [primaryKey({ columns: [table.personId, table.day] })],
)
