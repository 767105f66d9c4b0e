import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'

/** What happened to a firm, on its way to the others (engine/example.ts). */
export const examples = pgTable(
  'examples',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    /** Null for a case that somebody else has published. */
    firmId: text('firm_id'),
    state: text('state').notNull(),
    /** Gone once it is withdrawn. */
    body: jsonb('body'),
    hash: text('hash').generatedAlwaysAs(sql`example_hash(body)`),
    consent: jsonb('consent'),
    /** The hash of the text that consent was given to. */
    consentedHash: text('consented_hash'),
    proposedBy: jsonb('proposed_by').notNull(),
    remindedAt: moment('reminded_at'),
    movedAt: moment('moved_at').notNull(),
  },
  (table) => [
    unique('examples_consented').on(table.id, table.consentedHash, table.regionId),
    index('examples_newest').on(table.regionId, table.movedAt),
    index('examples_firm').on(table.firmId),
    check(
      'examples_state',
      sql`${table.state} in ('proposed', 'asked', 'to-correct', 'agreed', 'refused', 'published', 'withdrawn')`,
    ),
    check('examples_consent', sql`(${table.consent} is null) = (${table.consentedHash} is null)`),
    check('examples_need_consent', sql`${table.state} not in ('agreed', 'published') or ${table.consent} is not null`),
    check(
      'examples_consent_is_to_this_text',
      sql`${table.consentedHash} is null or ${table.consentedHash} is not distinct from ${table.hash}`,
    ),
    check('examples_leave_nothing', sql`(${table.state} = 'withdrawn') = (${table.body} is null)`),
    check(
      'examples_source',
      sql`${table.body} is null or (${table.firmId} is null) = (coalesce(${table.body} ->> 'source', '') <> '')`,
    ),
  ],
)

/** What every firm of the region may read: no firm stands in it. A row is there only while its very text is consented to. */
export const publishedExamples = pgTable(
  'published_examples',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    body: jsonb('body').notNull(),
    hash: text('hash').generatedAlwaysAs(sql`example_hash(body)`),
    publishedAt: moment('published_at').notNull(),
  },
  (table) => [
    foreignKey({
      name: 'published_examples_consented',
      columns: [table.id, table.hash, table.regionId],
      foreignColumns: [examples.id, examples.consentedHash, examples.regionId],
    }),
    index('published_examples_newest').on(table.regionId, table.publishedAt),
  ],
)

/** Which examples a firm has seen, so that none is sent to it twice. */
export const exampleShowings = pgTable(
  'example_showings',
  {
    firmId: firmId(),
    exampleId: text('example_id').notNull(),
    regionId: regionId(),
    shownAt: moment('shown_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.firmId, table.exampleId] })],
)
