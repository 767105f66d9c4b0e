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
} from 'drizzle-orm/pg-core'
import { bytes, daySlots, firmId, moment, regionId } from './columns.ts'

/** How far a firm's log of batches has been worked through, and the detector's memory at some position of it. */
export const detectors = pgTable('detectors', {
  firmId: text('firm_id').primaryKey(),
  regionId: regionId(),
  /** Given to the next batch, under this row's lock. */
  nextNumber: bigint('next_number', { mode: 'number' }).notNull().default(1),
  /** The last batch whose alerts are stored: the fence that decides who owns the detector. */
  position: bigint('position', { mode: 'number' }).notNull().default(0),
  snapshot: bytes('snapshot'),
  snapshotPosition: bigint('snapshot_position', { mode: 'number' }).notNull().default(0),
  lastReceivedAt: moment('last_received_at'),
})

/** What sensors sent, zstd-compressed and sealed, until a durable snapshot covers it. */
export const batches = pgTable(
  'batches',
  {
    firmId: firmId(),
    regionId: regionId(),
    number: bigint('number', { mode: 'number' }).notNull(),
    /** Null for a tick, by which time enters the log after silence. */
    sensorId: text('sensor_id'),
    kind: text('kind').notNull(),
    sealed: bytes('sealed'),
    accepted: integer('accepted').notNull(),
    rejected: integer('rejected').notNull(),
    receivedAt: moment('received_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    parkedAt: moment('parked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.firmId, table.number] }),
    check('batches_kind', sql`${table.kind} in ('events', 'tick')`),
  ],
)

/** Kept after its batch is gone, so that a late repeat is still known. */
export const batchKeys = pgTable(
  'batch_keys',
  {
    firmId: firmId(),
    regionId: regionId(),
    key: text('key').notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    /** The same key with another body is a mistake of the sender's, and must not swallow the second body. */
    bodyHash: text('body_hash').notNull().default(''),
    accepted: integer('accepted').notNull(),
    rejected: integer('rejected').notNull(),
    receivedAt: moment('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.key] })],
)

/** When a sensor was heard, by days of its region's time zone. */
export const sensorDays = pgTable(
  'sensor_days',
  {
    firmId: firmId(),
    regionId: regionId(),
    sensorId: text('sensor_id').notNull(),
    day: date('day').notNull(),
    slots: daySlots('slots').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.sensorId, table.day] })],
)

/** What a sensor lost, by the hour: the readings it is told from (`engine/sensor-health.ts`), and the share. */
export const sensorHours = pgTable(
  'sensor_hours',
  {
    firmId: firmId(),
    regionId: regionId(),
    sensorId: text('sensor_id').notNull(),
    hour: moment('hour').notNull(),
    readings: jsonb('readings').notNull(),
    /** Null where too little was counted to tell. */
    lostShare: doublePrecision('lost_share'),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.hour, table.sensorId] })],
)

export const alerts = pgTable(
  'alerts',
  {
    firmId: firmId(),
    id: text('id').notNull(),
    regionId: regionId(),
    sensorId: text('sensor_id'),
    caseId: text('case_id'),
    rule: text('rule').notNull().default(''),
    /** Raised by a rule on trial: counted and shown, never part of a case. */
    isMonitored: boolean('is_monitored').notNull().default(false),
    kind: text('kind').notNull(),
    stage: text('stage').notNull(),
    severity: text('severity').notNull(),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    source: text('source').notNull(),
    target: text('target').notNull(),
    device: text('device').notNull(),
    count: integer('count').notNull(),
    evidence: jsonb('evidence').notNull(),
    reason: text('reason').notNull(),
    /** What a sensor lost in the worst hour of it, where that makes the evidence incomplete. */
    lostShare: doublePrecision('lost_share'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.firmId, table.id] }),
    index('alerts_case').on(table.firmId, table.caseId),
    index('alerts_monitored').on(table.regionId, table.rule, table.createdAt).where(sql`${table.isMonitored}`),
  ],
)

export const cases = pgTable(
  'cases',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    kind: text('kind').notNull(),
    device: text('device').notNull(),
    windowStart: moment('window_start').notNull(),
    state: text('state').notNull(),
    severity: text('severity').notNull(),
    alertCount: integer('alert_count').notNull(),
    eventCount: integer('event_count').notNull(),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    counterpart: text('counterpart').notNull(),
    claimedBy: jsonb('claimed_by'),
    claimedAt: moment('claimed_at'),
    decisionRevision: integer('decision_revision').notNull(),
    next: text('next').notNull(),
    desk: jsonb('desk'),
    call: jsonb('call'),
    advisory: jsonb('advisory'),
    closedAt: moment('closed_at'),
    sight: jsonb('sight'),
    learned: jsonb('learned'),
    lostShare: doublePrecision('lost_share'),
    /** The suppression that keeps it without a card. */
    quietBy: text('quiet_by'),
  },
  (table) => [
    index('cases_fold').on(table.firmId, table.kind, table.device),
    index('cases_judged').on(table.regionId, table.kind).where(sql`${table.learned} is not null`),
    index('cases_quiet').on(table.quietBy).where(sql`${table.quietBy} is not null`),
  ],
)

/** What analysts agreed to keep quiet for a while: whole regions' matter, since its scope may be more than one firm. */
export const suppressions = pgTable(
  'suppressions',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    /** '' is every firm; so is every other part of the scope. */
    firmId: firmId(),
    kind: text('kind').notNull(),
    device: text('device').notNull(),
    counterpart: text('counterpart').notNull(),
    eventsMax: bigint('events_max', { mode: 'number' }).notNull(),
    caseId: text('case_id').notNull(),
    acceptedBy: jsonb('accepted_by').notNull(),
    acceptedAt: moment('accepted_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
    endedBy: jsonb('ended_by'),
  },
  (table) => [
    uniqueIndex('suppressions_one_at_a_time')
      .on(table.regionId, table.firmId, table.kind, table.device, table.counterpart)
      .where(sql`${table.endedAt} is null`),
  ],
)

/** Traffic unlike the days before, which is no alert: per firm, day, kind and device, for the health check and as context. */
export const trafficCounts = pgTable(
  'traffic_counts',
  {
    firmId: firmId(),
    regionId: regionId(),
    day: date('day').notNull(),
    kind: text('kind').notNull(),
    device: text('device').notNull(),
    count: integer('count').notNull(),
    examples: jsonb('examples').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.day, table.kind, table.device] })],
)

/** Which device was seen at which address, by the day; '' for an address, a device or a name that was not told. */
export const deviceSightings = pgTable(
  'device_sightings',
  {
    firmId: firmId(),
    regionId: regionId(),
    siteId: text('site_id').notNull(),
    day: date('day').notNull(),
    ip: text('ip').notNull(),
    mac: text('mac').notNull(),
    name: text('name').notNull(),
    via: text('via').notNull(),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.firmId, table.day, table.ip, table.mac, table.name, table.via, table.siteId],
      name: 'device_sightings_pk',
    }),
    check('device_sightings_via', sql`${table.via} in ('dhcp', 'arp', 'agent')`),
  ],
)

/** What analysts' verdicts have taught a region: how often each value of each feature was judged how. */
export const triageTallies = pgTable(
  'triage_tallies',
  {
    regionId: regionId(),
    feature: text('feature').notNull(),
    value: text('value').notNull(),
    verdict: text('verdict').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.regionId, table.feature, table.value, table.verdict] })],
)

export const notices = pgTable(
  'notices',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    state: text('state').notNull(),
    severity: text('severity').notNull(),
    title: text('title').notNull(),
    what: text('what').notNull(),
    steps: jsonb('steps').notNull(),
    dueAt: moment('due_at').notNull(),
    contact: text('contact').notNull(),
    clue: text('clue').notNull(),
    round: integer('round').notNull(),
    draftedBy: jsonb('drafted_by').notNull(),
    draftedAt: moment('drafted_at').notNull(),
    approvedBy: jsonb('approved_by'),
    aloneReason: text('alone_reason'),
    sentAt: moment('sent_at'),
    readAt: moment('read_at'),
    doneAt: moment('done_at'),
    answeredBy: jsonb('answered_by'),
    answer: text('answer'),
    told: jsonb('told').notNull().default([]),
    stepsBy: jsonb('steps_by').notNull().default([]),
    stepsFailed: jsonb('steps_failed').notNull().default([]),
  },
  (table) => [unique('notices_one_per_case').on(table.caseId)],
)
