import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { seal, verifyChain } from '#db/audit-chain.ts'
import { type Db, query } from '#db/door.ts'
import { eraseFirm, erasePerson } from '#db/erasure.ts'
import { receive } from '#db/inbox.ts'
import { countAttempt } from '#db/invites.ts'
import { linkIdentity } from '#db/people.ts'
import { ERASED_WITH_FIRM, RETENTION } from '#engine/retention.ts'
import { testDatabase } from '../support/database.ts'
import { AT, threeFirms } from '../support/three-firms.ts'

const inSystem = { kind: 'system' } as const

/** Every row of every table, with what tells rows of firms apart: their ids have the firm's name in them. */
async function rowsWith(db: Db, word: string): Promise<Record<string, string[]>> {
  const seen: Record<string, string[]> = {}
  for (const table of Object.keys(RETENTION)) {
    const rows = await db.transaction(inSystem, (tx) =>
      query<{ row: string }>(
        tx,
        sql`select t::text as row from ${sql.identifier(table)} t where position(${word} in t::text) > 0 order by 1`,
      ),
    )
    if (rows.length > 0) seen[table] = rows.map(({ row }) => row)
  }
  return seen
}

describe('a firm that is erased', () => {
  it('is in no row of any table but those that say so; the others lose nothing, and the chain of the audit log holds', async () => {
    const db = await testDatabase()
    await threeFirms(db)
    await db.transaction(inSystem, (tx) => seal(tx))
    const before = await rowsWith(db, 'sasaki')
    const [nanbu, kesen] = [await rowsWith(db, 'nanbu'), await rowsWith(db, 'kesen')]

    const erased = await db.transaction(inSystem, (tx) => eraseFirm(tx, 'sasaki', ERASED_WITH_FIRM))
    const after = await rowsWith(db, 'sasaki')
    // That something was given away is kept for three years by law, and that there was a line of the audit log by the chain.
    const ofRegion = (table: string): boolean => RETENTION[table as keyof typeof RETENTION].lives === 'region'
    expect(
      Object.keys(after)
        .filter((table) => !ofRegion(table))
        .sort(),
    ).toEqual(['audit', 'erasures', 'invoices', 'leavings', 'provisions'])
    expect(after.audit?.join()).not.toContain('person-sasaki')
    expect(Object.keys(erased).length).toBeGreaterThan(40)
    for (const table of Object.keys(before))
      if (!Object.keys(after).concat('lanes', 'outbox_lanes').includes(table))
        expect(erased[table as keyof typeof erased], table).toBeGreaterThan(0)

    expect(await rowsWith(db, 'nanbu')).toEqual(nanbu)
    expect(await rowsWith(db, 'kesen')).toEqual(kesen)
    expect(await db.transaction(inSystem, verifyChain)).toMatchObject({ broken: null })
  })

  it('loses nothing when it is cut short, and everything at the next try; a second time there is nothing left', async () => {
    const db = await testDatabase()
    await threeFirms(db)
    const before = await rowsWith(db, 'sasaki')
    await db
      .transaction(inSystem, async (tx) => {
        await eraseFirm(tx, 'sasaki', ERASED_WITH_FIRM)
        throw new Error('cut short')
      })
      .catch(() => {})
    expect(await rowsWith(db, 'sasaki')).toEqual(before)
    await db.transaction(inSystem, (tx) => eraseFirm(tx, 'sasaki', ERASED_WITH_FIRM))
    expect(await db.transaction(inSystem, (tx) => eraseFirm(tx, 'sasaki', ERASED_WITH_FIRM))).toEqual({})
  })

  it('takes nobody along who belongs to another firm, too', async () => {
    const db = await testDatabase()
    await threeFirms(db)
    await db.transaction(inSystem, (tx) =>
      query(
        tx,
        sql`insert into memberships (id, region_id, firm_id, person_id, role, rank, created_at)
          values ('both', 'iwate', 'nanbu', 'person-sasaki', 'contractor', 1, now())`,
      ),
    )
    await db.transaction(inSystem, (tx) => eraseFirm(tx, 'sasaki', ERASED_WITH_FIRM))
    const after = await rowsWith(db, 'person-sasaki')
    expect(Object.keys(after)).toEqual(expect.arrayContaining(['people', 'identities', 'memberships']))
    expect(after.memberships).toHaveLength(1)
  })
})

describe('a person who is erased', () => {
  it('is a number without a name in what stays, and nobody else’s name is gone', async () => {
    const db = await testDatabase()
    await threeFirms(db)
    const named = (firm: string, rows: Record<string, string[]>): number =>
      Object.values(rows).flat().join('\n').split(`""name"": ""${firm}"", ""personId"": ""person-${firm}""`).length - 1
    expect(named('sasaki', await rowsWith(db, 'sasaki'))).toBeGreaterThan(10)
    const theirs = named('nanbu', await rowsWith(db, 'nanbu'))

    await db.transaction(inSystem, (tx) => erasePerson(tx, 'person-sasaki'))
    const after = await rowsWith(db, 'person-sasaki')
    expect(named('sasaki', after)).toBe(0)
    for (const table of ['people', 'identities', 'memberships', 'outbox']) expect(after[table]).toBeUndefined()
    expect(after.consultation_events?.join()).toContain('""who"": """"')
    expect(named('nanbu', await rowsWith(db, 'nanbu'))).toBe(theirs)
  })

  it('takes nothing from whoever has the same id in another workspace', async () => {
    const db = await testDatabase()
    await threeFirms(db)
    const twins = { 'T-iwate': ['iwate', 'person-sasaki'], 'T-miyagi': ['miyagi', 'person-kesen'] } as const
    for (const [team, [regionId, personId]] of Object.entries(twins))
      await db.transaction(inSystem, async (tx) => {
        const chat = { platform: 'slack', account: team, userId: 'U-twin' } as const
        await linkIdentity(tx, { ...chat, personId, regionId })
        const row = { lane: `said:${team}`, kind: 'chat-asked', account: `slack:${team}`, eventId: 'twin', at: AT }
        await receive(tx, [{ ...row, regionId: null, firmId: null, payload: chat }])
        await countAttempt(tx, { ...chat, at: AT })
      })
    await db.transaction(inSystem, (tx) => erasePerson(tx, 'person-sasaki'))
    expect(await rowsWith(db, 'T-iwate')).not.toHaveProperty('inbox')
    const left = await rowsWith(db, 'T-miyagi')
    for (const table of ['identities', 'inbox', 'invite_attempts']) expect(left[table], table).toHaveLength(1)
  })
})
