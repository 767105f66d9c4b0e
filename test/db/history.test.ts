import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type Db, query, type Scope } from '#db/door.ts'
import { listProvisions } from '#db/provisions.ts'
import { openTestDatabase } from '../support/database.ts'
import { AT, threeFirms } from '../support/three-firms.ts'

let db: Db
beforeAll(async () => {
  const own = await openTestDatabase()
  db = own.db
  await threeFirms(db)
  return own.close
})

const FIRM: Scope = { kind: 'firm', regionId: 'iwate', firmId: 'sasaki' }

it.each([
  ['asset_events', 'seq'],
  ['audit', 'actor'],
  ['claim_events', 'seq'],
  ['dispatch_events', 'seq'],
  ['hearing_events', 'seq'],
  ['order_events', 'seq'],
  ['provisions', 'actor'],
  ['remote_help_events', 'seq'],
  ['responsibilities', 'seq'],
  ['security_action_steps', 'seq'],
  ['sensor_config_events', 'seq'],
  ['todo_events', 'seq'],
])('what happened (%s) cannot be changed by a tenant', async (table, column) => {
  const [of, what] = [sql.identifier(table), sql.identifier(column)]
  for (const scope of [FIRM, { kind: 'region', regionId: 'iwate' } as const])
    for (const change of [sql`delete from ${of}`, sql`update ${of} set ${what} = ${what}`])
      await expect(db.transaction(scope, (tx) => query(tx, change))).rejects.toThrow(/permission denied/)
})

it('a firm reads what was given to others of its own', async () => {
  expect((await db.transaction(FIRM, (tx) => listProvisions(tx, {}))).items).toMatchObject([
    { firmId: 'sasaki', items: ['times'], at: AT, agreedBy: 'person-sasaki' },
  ])
})
