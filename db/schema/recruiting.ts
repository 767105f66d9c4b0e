import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { moment, regionId } from './columns.ts'
import { regions } from './organisation.ts'

/** How firms heard of the programme (engine/recruiting.ts): leaflets, mailing lists, visits, and what stood in the papers. */
export const recruitings = pgTable(
  'recruitings',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    organisation: text('organisation').notNull(),
    medium: text('medium').notNull(),
    /** Leaflets or addressees; null where nobody knows. */
    reach: integer('reach'),
    doneAt: moment('done_at'),
    url: text('url'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    index('recruitings_region').on(table.regionId),
    check(
      'recruitings_medium',
      sql`${table.medium} in ('leaflet', 'mailing-list', 'website', 'referral', 'visit', 'telephone', 'advertisement', 'banner', 'article')`,
    ),
  ],
)

/** A company that applied (engine/application.ts), whether or not it ever started. */
export const applications = pgTable(
  'applications',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    /** Once it has started. */
    firmId: text('firm_id'),
    company: text('company').notNull(),
    appliedAt: moment('applied_at').notNull(),
    startedAt: moment('started_at'),
    /** Why it never started. */
    stoppedBecause: text('stopped_because'),
    /** Everything that it heard of the programme by, and what decided. */
    touches: jsonb('touches').notNull(),
    decidedBy: text('decided_by').references(() => recruitings.id),
    /** What it says to going on. */
    continuation: jsonb('continuation'),
  },
  (table) => [
    index('applications_region').on(table.regionId),
    check('applications_started', sql`${table.startedAt} is null or ${table.stoppedBecause} is null`),
    check('applications_firm', sql`${table.firmId} is null or ${table.startedAt} is not null`),
  ],
)

/** 説明会・報告会 (engine/meeting.ts). */
export const meetings = pgTable(
  'meetings',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    /** Null on the web. */
    place: text('place'),
    startsAt: moment('starts_at').notNull(),
    endsAt: moment('ends_at').notNull(),
  },
  (table) => [
    index('meetings_region').on(table.regionId, table.startsAt),
    check('meetings_kind', sql`${table.kind} in ('briefing', 'individual', 'report')`),
    check('meetings_end', sql`${table.endsAt} > ${table.startsAt}`),
  ],
)

/** A company at a meeting, and how many came from it; never who. */
export const attendances = pgTable(
  'attendances',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: text('firm_id'),
    meetingId: text('meeting_id')
      .notNull()
      .references(() => meetings.id),
    company: text('company').notNull(),
    kind: text('kind').notNull(),
    people: integer('people').notNull(),
  },
  (table) => [
    index('attendances_meeting').on(table.meetingId),
    check(
      'attendances_kind',
      sql`${table.kind} in ('participant', 'company', 'municipality', 'association', 'university')`,
    ),
    check('attendances_people', sql`${table.people} > 0`),
  ],
)

/** What somebody said of the programme; it is shown to nobody else before they agreed. */
export const quotes = pgTable(
  'quotes',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    firmId: text('firm_id'),
    words: text('words').notNull(),
    saidAt: moment('said_at').notNull(),
    agreedAt: moment('agreed_at'),
  },
  (table) => [index('quotes_region').on(table.regionId)],
)
