import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
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
    /** How many were to be reached, and what it cost; null where nobody said. */
    plannedReach: integer('planned_reach'),
    costYen: integer('cost_yen'),
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

/** A company that asked or applied (engine/application.ts), whether or not it ever started. */
export const applications = pgTable(
  'applications',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    /** Once it is one of the region's firms. */
    firmId: text('firm_id'),
    company: text('company').notNull(),
    appliedAt: moment('applied_at').notNull(),
    startedAt: moment('started_at'),
    /** How far it is by hand; what has really happened may be further. */
    saidState: text('said_state').notNull().default('applied'),
    /** Why it never started. */
    stoppedCode: text('stopped_code'),
    stoppedBecause: text('stopped_because'),
    /** Everything that it heard of the programme by, and what decided. */
    touches: jsonb('touches').notNull(),
    decidedBy: text('decided_by').references(() => recruitings.id),
    /** When its people were asked what they had heard of it by: once. */
    askedAt: moment('asked_at'),
    /** What it says to going on. */
    continuation: jsonb('continuation'),
  },
  (table) => [
    index('applications_region').on(table.regionId),
    check('applications_started', sql`${table.startedAt} is null or ${table.stoppedBecause} is null`),
    index('applications_of_firm').on(table.firmId),
    check(
      'applications_said_state',
      sql`${table.saidState} in ('inquired', 'applied', 'booked', 'diagnosed', 'preparing', 'installed', 'watched', 'ended', 'continuing', 'declined')`,
    ),
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
    /** Of one that people sign up to: the code on its papers, and the one at its door. */
    code: text('code').unique(),
    doorCode: text('door_code').unique(),
    /** Null: as many as come. */
    seats: integer('seats'),
    closedAt: moment('closed_at'),
    cancelledAt: moment('cancelled_at'),
    /** What is told, by whom and for how long. */
    agenda: jsonb('agenda').notNull().default(sql`'[]'::jsonb`),
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
    /** Of one who had signed up, or did at the door. */
    signUpId: text('sign_up_id').unique(),
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

/** Printed paper (engine/flyer.ts): who hands it out, for which meeting, and the code by which both are known again. */
export const flyers = pgTable(
  'flyers',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    recruitingId: text('recruiting_id')
      .notNull()
      .references(() => recruitings.id),
    /** Null: it leads to us, and to no meeting. */
    meetingId: text('meeting_id').references(() => meetings.id),
    /** For everybody to see: no secret. */
    code: text('code').notNull().unique(),
    headline: text('headline').notNull(),
    /** The LINE account that its QR opens. */
    basicId: text('basic_id').notNull(),
    madeBy: text('made_by').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('flyers_region').on(table.regionId)],
)

/** By whose paper somebody came; whose chat it was is let go of, and what it led to stays in their company's application. */
export const touches = pgTable(
  'touches',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    /** Once they belong to one. */
    firmId: text('firm_id'),
    recruitingId: text('recruiting_id')
      .notNull()
      .references(() => recruitings.id),
    platform: text('platform').notNull(),
    account: text('account').notNull(),
    userId: text('user_id').notNull(),
    applicationId: text('application_id').references(() => applications.id),
    at: moment('at').notNull(),
  },
  (table) => [unique('touches_once').on(table.platform, table.account, table.userId, table.recruitingId)],
)

/** A company that means to come to a meeting (engine/sign-up.ts). */
export const signUps = pgTable(
  'sign_ups',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: text('firm_id'),
    meetingId: text('meeting_id')
      .notNull()
      .references(() => meetings.id),
    company: text('company').notNull(),
    people: integer('people').notNull(),
    recruitingId: text('recruiting_id').references(() => recruitings.id),
    signedAt: moment('signed_at').notNull(),
    cancelledAt: moment('cancelled_at'),
    /** What they said of it afterwards, by question. */
    feedback: jsonb('feedback').notNull().default(sql`'{}'`),
    /** Where they are told of it, for as long as that is needed. */
    platform: text('platform'),
    account: text('account'),
    userId: text('user_id'),
  },
  (table) => [
    index('sign_ups_meeting').on(table.meetingId),
    unique('sign_ups_once').on(table.meetingId, table.platform, table.account, table.userId),
    check('sign_ups_people', sql`${table.people} > 0`),
  ],
)

/** Somebody of ours went to a company. */
export const recruitingVisits = pgTable(
  'recruiting_visits',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    firmId: text('firm_id'),
    company: text('company').notNull(),
    place: text('place').notNull(),
    result: text('result').notNull(),
    memo: text('memo').notNull(),
    visitedOn: date('visited_on').notNull(),
    nextStep: text('next_step'),
    nextOn: date('next_on'),
    /** When somebody was told that it is due. */
    nextTold: moment('next_told'),
    by: jsonb('by').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    index('recruiting_visits_region').on(table.regionId, table.visitedOn),
    check(
      'recruiting_visits_result',
      sql`${table.result} in ('not-met', 'visited', 'considering', 'joining', 'declined')`,
    ),
    check('recruiting_visits_next', sql`(${table.nextStep} is null) = (${table.nextOn} is null)`),
  ],
)
