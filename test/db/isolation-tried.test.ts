import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { type Db, query } from '#db/door.ts'
import { ACT_NAMES, type Act, type Attempt, type Outcome, tenantTables, tried } from '../support/attempts.ts'
import { openTestDatabase } from '../support/database.ts'
import { proofRuns } from '../support/proof.ts'
import { threeFirms } from '../support/three-firms.ts'

let db: Db
let tables: string[]
beforeAll(async () => {
  const own = await openTestDatabase()
  db = own.db
  await threeFirms(db)
  tables = await db.transaction({ kind: 'system' }, tenantTables)
  return own.close
})

const FIRMS = ['sasaki', 'nanbu', 'kesen', '']
const AT_ONCE = 500

/** Also those that there cannot be, such as a firm in a region that is not its own. */
const attempts = (): fc.Arbitrary<Attempt[]> => {
  const attempt = fc.record({
    region: fc.constantFrom('iwate', 'miyagi', ''),
    firm: fc.constantFrom(...FIRMS),
    act: fc.constantFrom(...ACT_NAMES),
    table: fc.constantFrom(...tables),
    of: fc.constantFrom(...FIRMS),
  })
  return fc.array(attempt, { minLength: AT_ONCE, maxLength: AT_ONCE })
}

const PROOF = { numRuns: proofRuns(1, 200), seed: 7 }

// `npm run prove -- isolation` tries all 100,000.
it('whoever tries whatever with whichever rows, none of another firm comes back or is changed', async () => {
  const none = () => ({ rows: 0, refused: 0 })
  const came: Record<Act, { rows: number; refused: number }> = {
    ...{ read: none(), take: none(), give: none(), drop: none(), forge: none() },
  }
  let count = 0
  await fc.assert(
    fc.asyncProperty(attempts(), async (batch) => {
      const outcomes = await db.transaction({ kind: 'system' }, (tx) => tried(tx, batch))
      expect(outcomes).toHaveLength(batch.length)
      expect(batch.filter((_, place) => outcomes[place]?.isLeak)).toEqual([])
      for (const [place, { act }] of batch.entries()) {
        came[act].rows += outcomes[place]?.rows ?? 0
        came[act].refused += outcomes[place]?.isRefused ? 1 : 0
      }
      count += batch.length
    }),
    PROOF,
  )
  expect(count).toBe(PROOF.numRuns * AT_ONCE)
  expect(tables.length).toBeGreaterThan(30)
  for (const act of ['read', 'drop', 'take'] as const) expect(came[act].rows, `${act} of their own`).toBeGreaterThan(5)
  for (const act of ['give', 'forge'] as const) expect(came[act].refused, `${act} refused`).toBeGreaterThan(5)
})

const LEAKS = [
  ['reads', 'select using (true)', 'read'],
  ['takes', 'update using (true)', 'take'],
  ['gives', 'update using (firm_id = scope_firm()) with check (true)', 'give'],
  ['takes away', 'delete using (true)', 'drop'],
  ['writes', 'insert with check (true)', 'forge'],
] as const

it.each(LEAKS)('and one table in which somebody %s what is another firm’s would be found', async (_, policy, act) => {
  const nosy: Attempt = { region: 'iwate', firm: 'sasaki', act, table: 'timers', of: 'nanbu' }
  const outcomes: Outcome[] = []
  await db
    .transaction({ kind: 'system' }, async (tx) => {
      outcomes.push(...(await tried(tx, [nosy])))
      await query(tx, sql`select set_config('role', 'none', true)`)
      await query(tx, sql.raw(`create policy leak on timers for ${policy.replace(' ', ' to otasuke_tenant ')}`))
      await query(tx, sql`select set_config('role', 'otasuke_system', true)`)
      outcomes.push(...(await tried(tx, [nosy])))
      throw new Error('undone')
    })
    .catch(() => {})
  expect(outcomes).toMatchObject([{ isLeak: false }, { isLeak: true }])
})
