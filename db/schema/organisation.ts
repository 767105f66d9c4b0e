import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytes, firmId, moment, regionId } from './columns.ts'

export const regions = pgTable('regions', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  timezone: text('timezone').notNull().default('Asia/Tokyo'),
  locale: text('locale').notNull().default('ja'),
  /** The follow-up ladders by severity (`engine/ladder.ts`); null means the defaults. */
  ladder: jsonb('ladder'),
  /** Who is on call (`engine/rota.ts`); null means every analyst, in the order they are asked. */
  rota: jsonb('rota'),
  /** How grave kinds are taken to be, and how soon an analyst decides (`engine/region-rules.ts`); null means the defaults. */
  rules: jsonb('rules'),
  /** What a visit of each category costs (`engine/dispatch.ts`); null until somebody has said. */
  visitTerms: jsonb('visit_terms'),
  createdAt: moment('created_at').notNull(),
})

export const apiTokens = pgTable('api_tokens', {
  id: text('id').primaryKey(),
  regionId: regionId(),
  role: text('role').notNull(),
  name: text('name').notNull(),
  hash: text('hash').notNull().unique(),
  createdAt: moment('created_at').notNull(),
  revokedAt: moment('revoked_at'),
})

export const firms = pgTable(
  'firms',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    name: text('name').notNull(),
    kana: text('kana'),
    /** 法人番号; a sole trader has none. */
    corporateNumber: text('corporate_number'),
    industry: text('industry'),
    employees: integer('employees'),
    /** Where only that is known (`engine/firm-list.ts`). */
    sizeBand: text('size_band'),
    pcs: integer('pcs'),
    phone: text('phone'),
    /** As the chamber's list names whom it asks; who has joined is in `memberships`. */
    contactName: text('contact_name'),
    mail: text('mail'),
    /** The list that it came with. */
    importId: text('import_id'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    unique('firms_corporate_number').on(table.regionId, table.corporateNumber),
    index('firms_import').on(table.importId),
  ],
)

/** A list of firms that was read, and what became of it (`bot/firm-import/`). */
export const firmImports = pgTable(
  'firm_imports',
  {
    id: text('id').primaryKey(),
    regionId: regionId().references(() => regions.id),
    /** Sealed; gone once it was taken in. */
    file: bytes('file'),
    /** How many firms it made, and how many were here before. */
    made: integer('made'),
    known: integer('known'),
    /** How many lines had something wrong. */
    faulty: integer('faulty'),
    /** How many were taken back. */
    takenBack: integer('taken_back'),
    createdAt: moment('created_at').notNull(),
    ranAt: moment('ran_at'),
    undoneAt: moment('undone_at'),
  },
  (table) => [
    index('firm_imports_region').on(table.regionId),
    check('firm_imports_ran', sql`(${table.ranAt} is null) = (${table.file} is not null)`),
  ],
)

export const sites = pgTable(
  'sites',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId().references(() => firms.id),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    municipality: text('municipality'),
    /** Of an office; where people live is kept nowhere. */
    address: text('address'),
    homeNetworks: text('home_networks').array().notNull().default(sql`'{}'`),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    index('sites_firm').on(table.firmId),
    check('sites_kind', sql`${table.kind} in ('office', 'home')`),
    check('sites_no_home_address', sql`${table.kind} = 'office' or ${table.address} is null`),
  ],
)

export const sensors = pgTable(
  'sensors',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId().references(() => firms.id),
    siteId: text('site_id')
      .notNull()
      .references(() => sites.id),
    type: text('type').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    lastSeenAt: moment('last_seen_at'),
    /** Since when nothing has come, once operations was told of it. */
    silentSince: moment('silent_since'),
    /** A timer will look whether it is still heard. */
    isWatched: boolean('is_watched').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index('sensors_firm').on(table.firmId),
    check('sensors_type', sql`${table.type} in ('office', 'small-office', 'home')`),
  ],
)

export const people = pgTable('people', {
  id: text('id').primaryKey(),
  regionId: regionId(),
  name: text('name').notNull(),
  createdAt: moment('created_at').notNull(),
})

/** A person's account on a chat platform. Whether it can be reached changes with follow and unfollow. */
export const identities = pgTable(
  'identities',
  {
    platform: text('platform').notNull(),
    account: text('account').notNull(),
    userId: text('user_id').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    regionId: regionId(),
    isReachable: boolean('is_reachable').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.account, table.userId] }),
    index('identities_person').on(table.personId),
  ],
)

/** A role, in a firm (owner, manager, worker) or in the whole region (analyst, desk …): then `firm_id` is null. */
export const memberships = pgTable(
  'memberships',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: text('firm_id').references(() => firms.id),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role').notNull(),
    /** Of a vendor's people: whose. */
    vendorId: text('vendor_id'),
    /** The order in which a firm's people are asked, lowest first. */
    rank: integer('rank').notNull(),
    consentVersion: text('consent_version'),
    consentedAt: moment('consented_at'),
    /** Of a contractor: the sites it looks after; null means the whole firm. */
    siteIds: text('site_ids').array(),
    /** Who of the firm let it in. */
    invitedBy: text('invited_by'),
    createdAt: moment('created_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (table) => [
    unique('memberships_once').on(table.personId, table.role, table.firmId).nullsNotDistinct(),
    index('memberships_firm').on(table.firmId),
  ],
)

export const invites = pgTable(
  'invites',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: text('firm_id').references(() => firms.id),
    role: text('role').notNull(),
    /** Of a contractor: the sites it is to look after; null means the whole firm. */
    siteIds: text('site_ids').array(),
    /** The person of the firm who invites; null when the operator or a chamber does. */
    createdBy: text('created_by'),
    /** For a vendor's people: whose. */
    vendorId: text('vendor_id'),
    /** The code itself is never kept. */
    codeHmac: text('code_hmac').notNull().unique(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    usedBy: text('used_by'),
  },
  (table) => [index('invites_firm').on(table.firmId)],
)

/** Who of the staff looks at the console (`bot/http/console/`): offered in their chat, opened once, over with their role. */
export const consoleSessions = pgTable(
  'console_sessions',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    personId: text('person_id').notNull(),
    role: text('role').notNull(),
    createdAt: moment('created_at').notNull(),
    opensUntil: moment('opens_until').notNull(),
    /** Of what the browser holds; null until it was opened. */
    tokenHash: text('token_hash').unique(),
    endsAt: moment('ends_at'),
  },
  (table) => [index('console_sessions_created').on(table.createdAt)],
)

export const inviteAttempts = pgTable(
  'invite_attempts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    platform: text('platform').notNull(),
    account: text('account').notNull(),
    userId: text('user_id').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [index('invite_attempts_recent').on(table.platform, table.account, table.userId, table.at)],
)

/** Where a conversation stands; one row per chat account, locked while it is answered. */
export const chats = pgTable(
  'chats',
  {
    platform: text('platform').notNull(),
    account: text('account').notNull(),
    userId: text('user_id').notNull(),
    state: jsonb('state').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [primaryKey({ columns: [table.platform, table.account, table.userId] })],
)

export const settings = pgTable('settings', { name: text('name').primaryKey(), value: jsonb('value').notNull() })

/** Answers of idempotent creates, by the caller's key. */
export const idempotentAnswers = pgTable(
  'idempotent_answers',
  {
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    answer: jsonb('answer').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.key] })],
)
