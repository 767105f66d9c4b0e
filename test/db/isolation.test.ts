import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Db, query, type Scope } from '#db/door.ts'
import { addSite } from '#db/sites.ts'
import { openTestDatabase } from '../support/database.ts'
import { AT, threeFirms } from '../support/three-firms.ts'

/** Nothing here is kept, but the round that is closed. */
let db: Db
beforeAll(async () => {
  const own = await openTestDatabase()
  db = own.db
  await threeFirms(db)
  return own.close
})

async function everythingSeen(scope: Scope): Promise<Record<string, string[]>> {
  const tables = await db.transaction({ kind: 'system' }, (tx) =>
    query<{ name: string }>(tx, sql`select tablename as name from pg_tables where schemaname = 'public'`),
  )
  const seen: Record<string, string[]> = {}
  for (const { name } of tables) {
    const rows = await db.transaction(scope, (tx) =>
      query<{ row: string }>(tx, sql`select t::text as row from ${sql.identifier(name)} t`),
    )
    if (rows.length > 0) seen[name] = rows.map(({ row }) => row)
  }
  return seen
}

describe('with every check of the application left out', () => {
  it('a firm sees no row of another firm, in any table', async () => {
    const seen = await everythingSeen({ kind: 'firm', regionId: 'iwate', firmId: 'sasaki' })
    expect(JSON.stringify(seen)).not.toMatch(/nanbu|kesen|miyagi/)
    expect(seen.suppressions).toBeUndefined()
    expect(seen.accounts).toBeUndefined()
    expect(seen.vendors).toBeUndefined()
    expect(seen.meetings).toBeUndefined()
    expect(seen.recruitings).toBeUndefined()
    expect(seen.flyers).toBeUndefined()
    expect(seen.programme_reports).toBeUndefined()
    expect(seen.recruiting_visits).toBeUndefined()
    expect(seen.firm_imports).toBeUndefined()
    expect(seen.console_sessions).toBeUndefined()
    expect(seen.money_books).toBeUndefined()
    expect(seen.invoice_issuers).toBeUndefined()
    expect(seen.published_examples).toHaveLength(2)
    expect(seen.examples).toHaveLength(1)
    expect(Object.keys(seen)).toEqual(
      expect.arrayContaining([
        'alerts',
        'applications',
        'asset_events',
        'assets',
        'attendances',
        'audit',
        'batches',
        'device_sightings',
        'security_action_steps',
        'dialogue_events',
        'dispatch_events',
        'dispatches',
        'visit_addresses',
        'dialogue_scores',
        'dialogue_photos',
        'dialogue_sessions',
        'erasures',
        'example_showings',
        'examples',
        'firms',
        'hearing_events',
        'hearings',
        'identities',
        'inbox',
        'claim_events',
        'claims',
        'installations',
        'insurance_enrolments',
        'invoices',
        'leaks',
        'leavings',
        'memberships',
        'milestones',
        'money_entries',
        'order_events',
        'orders',
        'outbox',
        'people',
        'programmes',
        'provisions',
        'quotes',
        'published_examples',
        'remote_help_events',
        'remote_helps',
        'responsibilities',
        'sensor_beats',
        'sensor_codes',
        'sensor_config_events',
        'sensor_configs',
        'sensor_days',
        'sensor_hours',
        'sensor_sights',
        'sensors',
        'sign_ups',
        'subscriptions',
        'survey_participants',
        'survey_rounds',
        'timers',
        'todo_events',
        'todo_reminders',
        'todos',
        'touches',
        'traffic_counts',
      ]),
    )
  })

  it('a region sees its firms and nothing of another region', async () => {
    const seen = await everythingSeen({ kind: 'region', regionId: 'iwate' })
    expect(JSON.stringify(seen)).not.toMatch(/kesen|miyagi/)
    expect(seen.firms).toHaveLength(2)
    expect(seen.suppressions).toHaveLength(2)
    expect(seen.vendors).toHaveLength(2)
    expect(seen.accounts).toHaveLength(1)
    expect(seen.firm_imports).toHaveLength(2)
    expect(seen.console_sessions).toHaveLength(2)
  })

  it('a transaction that names no region sees nothing', async () => {
    expect(await everythingSeen({ kind: 'region', regionId: '' })).toEqual({})
  })

  it.each([
    ['another firm', { kind: 'firm', regionId: 'iwate', firmId: 'nanbu' }],
    ['another region', { kind: 'region', regionId: 'miyagi' }],
  ] as const)('%s cannot write a row into a firm', async (_, scope) => {
    const write = db.transaction(scope, (tx) =>
      addSite(tx, {
        id: 'site-x',
        regionId: 'iwate',
        firmId: 'sasaki',
        name: 'x',
        kind: 'home',
        homeNetworks: [],
        at: AT,
      }),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })

  it('a round of the survey is read by the region’s firms, and changed by the region alone', async () => {
    const close = (scope: Scope) =>
      db.transaction(scope, (tx) => query(tx, sql`update survey_rounds set closed_at = created_at returning id`))
    expect(await close({ kind: 'firm', regionId: 'iwate', firmId: 'sasaki' })).toEqual([])
    expect(await close({ kind: 'region', regionId: 'iwate' })).toEqual([{ id: 'round-iwate' }])
  })

  it('a programme is read by the region’s firms, and changed by the region alone', async () => {
    const change = (scope: Scope) =>
      db.transaction(scope, (tx) => query(tx, sql`update programmes set changed_at = changed_at returning region_id`))
    expect(await change({ kind: 'firm', regionId: 'iwate', firmId: 'sasaki' })).toEqual([])
    expect(await change({ kind: 'region', regionId: 'iwate' })).toEqual([{ region_id: 'iwate' }])
  })

  it('every table forces row-level security, also one that is added later', async () => {
    const open = await db.transaction({ kind: 'system' }, (tx) =>
      query(
        tx,
        sql`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)`,
      ),
    )
    expect(open).toEqual([])
  })
})
