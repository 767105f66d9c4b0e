import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment, regionId } from './columns.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

/** One aggregate's queue of things to do, worked one at a time; claimed by lease. */
export const lanes = pgTable(
  'lanes',
  {
    lane: text('lane').primaryKey(),
    isWaiting: boolean('is_waiting').notNull().default(true),
    leaseUntil: moment('lease_until'),
    owner: text('owner'),
    notBefore: moment('not_before').notNull().default(sql`now()`),
  },
  (table) => [index('lanes_ready').on(table.notBefore).where(sql`is_waiting`)],
)

export const inbox = pgTable(
  'inbox',
  {
    id: id(),
    lane: text('lane').notNull(),
    kind: text('kind').notNull(),
    account: text('account').notNull(),
    eventId: text('event_id').notNull(),
    regionId: text('region_id'),
    firmId: text('firm_id'),
    payload: jsonb('payload'),
    at: moment('at').notNull(),
    state: text('state').notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    receivedAt: moment('received_at').notNull().default(sql`now()`),
    doneAt: moment('done_at'),
  },
  (table) => [
    unique('inbox_once').on(table.account, table.eventId),
    // By what a platform calls it, whatever is taken back is found again: as it came, and on its way to whoever decides.
    index('inbox_said')
      .on(sql`(payload #>> '{content,messageId}')`)
      .where(sql`payload #>> '{content,messageId}' is not null`),
    index('inbox_passed_on').on(sql`(payload ->> 'messageId')`).where(sql`payload ->> 'messageId' is not null`),
    index('inbox_heads').on(table.lane, table.id).where(sql`state = 'pending'`),
    check('inbox_state', sql`${table.state} in ('pending', 'done', 'parked')`),
  ],
)

export const actions = pgTable('actions', {
  token: text('token').primaryKey(),
  regionId: regionId(),
  firmId: text('firm_id'),
  subject: text('subject').notNull(),
  command: text('command').notNull(),
  params: jsonb('params').notNull(),
  holder: jsonb('holder').notNull(),
  revision: integer('revision'),
  expiresAt: moment('expires_at').notNull(),
})

/** One recipient's queue of messages, in order within a priority. */
export const outboxLanes = pgTable(
  'outbox_lanes',
  {
    lane: text('lane').primaryKey(),
    platform: text('platform').notNull(),
    isWaiting: boolean('is_waiting').notNull().default(true),
    leaseUntil: moment('lease_until'),
    owner: text('owner'),
    notBefore: moment('not_before').notNull().default(sql`now()`),
  },
  (table) => [index('outbox_lanes_ready').on(table.notBefore).where(sql`is_waiting`)],
)

export const outbox = pgTable(
  'outbox',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    id: uuid('id').notNull().unique(),
    regionId: regionId(),
    firmId: text('firm_id'),
    subject: text('subject'),
    lane: text('lane').notNull(),
    platform: text('platform').notNull(),
    account: text('account').notNull(),
    address: text('address').notNull(),
    threadOf: text('thread_of'),
    /** 0 incident … 4 campaign: `PRIORITIES` of `engine/message.ts`. */
    priority: integer('priority').notNull(),
    locale: text('locale').notNull(),
    message: jsonb('message').notNull(),
    stickyKey: text('sticky_key'),
    replyToken: text('reply_token'),
    replyUntil: moment('reply_until'),
    state: text('state').notNull().default('pending'),
    route: text('route'),
    payload: jsonb('payload'),
    retryKey: uuid('retry_key'),
    attempts: integer('attempts').notNull().default(0),
    attemptedAt: moment('attempted_at'),
    firstAttemptedAt: moment('first_attempted_at'),
    messageId: text('message_id'),
    /** Says nothing: deletes what was posted under this id. */
    takesBack: uuid('takes_back'),
    /** Of which service of the programme it is, if nobody asked for it: while its region has switched that off it waits. */
    service: text('service'),
    /** What the platform calls each of its objects, where it may be asked for by that name (LINE: when one is quoted). */
    sentAs: jsonb('sent_as'),
    result: text('result'),
    expiresAt: moment('expires_at'),
    createdAt: moment('created_at').notNull().default(sql`now()`),
    settledAt: moment('settled_at'),
  },
  (table) => [
    index('outbox_heads').on(table.lane, table.priority, table.seq).where(sql`state = 'pending'`),
    index('outbox_about').on(table.subject).where(sql`subject is not null`),
    index('outbox_attempted').on(table.lane).where(sql`attempted_at is not null and platform <> 'line'`),
    index('outbox_taking_back').on(table.takesBack).where(sql`takes_back is not null`),
    index('outbox_sent_as').on(table.lane).where(sql`sent_as is not null`),
    index('outbox_urgent').on(table.priority, table.seq).where(sql`state = 'pending'`),
    index('outbox_subject').on(table.subject).where(sql`state = 'pending'`),
    check('outbox_state', sql`${table.state} in ('pending', 'sent', 'dead', 'cancelled', 'expired')`),
  ],
)

/** The one message on a platform that a sticky key stands for, once it was posted. */
export const stickies = pgTable(
  'stickies',
  {
    key: text('key').primaryKey(),
    regionId: regionId(),
    firmId: text('firm_id'),
    platform: text('platform').notNull(),
    account: text('account').notNull(),
    address: text('address').notNull(),
    messageId: text('message_id').notNull(),
    sentAt: moment('sent_at').notNull(),
  },
  (table) => [index('stickies_message').on(table.address, table.messageId)],
)

/** LINE counts pushes by calendar month; a share of them is kept for incidents. */
export const quotas = pgTable(
  'quotas',
  {
    regionId: regionId(),
    month: text('month').notNull(),
    limit: integer('limit_count').notNull(),
    reserveShare: doublePrecision('reserve_share').notNull(),
    reserved: integer('reserved').notNull().default(0),
    settled: integer('settled').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.regionId, table.month] })],
)

/** The ledger of pushes that LINE has taken, by day in Japan: what the rest of a month is foretold from. */
export const quotaDays = pgTable(
  'quota_days',
  {
    regionId: regionId(),
    day: date('day').notNull(),
    priority: text('priority').notNull(),
    pushes: integer('pushes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.regionId, table.day, table.priority] })],
)

export const timers = pgTable(
  'timers',
  {
    key: text('key').primaryKey(),
    dueAt: moment('due_at').notNull(),
    lane: text('lane').notNull(),
    kind: text('kind').notNull(),
    payload: jsonb('payload').notNull(),
    regionId: text('region_id'),
    firmId: text('firm_id'),
    /** Of which service of the programme it is: while its region has switched that off it does not ring. */
    service: text('service'),
    /** Counts armings, so that each firing has an inbox key of its own. */
    armed: bigint('armed', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  },
  (table) => [index('timers_due').on(table.dueAt)],
)

export const audit = pgTable(
  'audit',
  {
    id: id(),
    regionId: regionId(),
    firmId: text('firm_id'),
    subject: text('subject').notNull(),
    at: moment('at').notNull(),
    actor: text('actor').notNull(),
    what: text('what').notNull(),
    params: jsonb('params').notNull(),
    reason: text('reason'),
    /** Set by the sealer: the row's place in the chain, a salted digest of it, and the chain over all digests so far. */
    sealNo: bigint('seal_no', { mode: 'number' }),
    salt: text('salt'),
    digest: text('digest'),
    chain: text('chain'),
    isErased: boolean('is_erased').notNull().default(false),
  },
  (table) => [
    index('audit_subject').on(table.subject, table.id),
    uniqueIndex('audit_chain').on(table.sealNo),
    index('audit_unsealed').on(table.id).where(sql`chain is null`),
  ],
)
