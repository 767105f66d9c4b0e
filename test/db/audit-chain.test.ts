import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { auditOf, note } from '#db/audit.ts'
import { erasingAudit, seal, verifyChain } from '#db/audit-chain.ts'
import { type Db, query, type Tx } from '#db/door.ts'
import { testDatabase } from '../support/database.ts'

const AT = Date.UTC(2026, 10, 24, 1)
const inSystem = <T>(db: Db, fn: (tx: Tx) => Promise<T>): Promise<T> => db.transaction({ kind: 'system' }, fn)
const change = (db: Db, statement: ReturnType<typeof sql>) => inSystem(db, (tx) => query(tx, statement))

const noteLines = (db: Db, count: number): Promise<void> =>
  inSystem(db, async (tx) => {
    for (let n = 0; n < count; n++)
      await note(tx, {
        ...{ regionId: 'iwate', firmId: 'sasaki', subject: 'case:1', at: AT + n, actor: `person-${n}` },
        ...{ what: 'claim', params: { zeta: n, alpha: [n] }, reason: null },
      })
  })

async function chained(db: Db, count: number): Promise<number[]> {
  await noteLines(db, count)
  await inSystem(db, (tx) => seal(tx))
  return (await inSystem(db, (tx) => auditOf(tx, 'case:1'))).map(({ id }) => id)
}

describe('the audit log is one chain', () => {
  it('that holds, grows, and names the first line that was changed, left out, swapped or cut off', async () => {
    const db = await testDatabase()
    const ids = await chained(db, 4)
    await chained(db, 2)
    expect(await inSystem(db, verifyChain)).toEqual({ sealed: 6, erased: 0, waiting: 0, broken: null })
    const broken = async (statement: ReturnType<typeof sql>) => {
      let found: unknown
      await inSystem(db, async (tx) => {
        await query(tx, statement)
        found = (await verifyChain(tx)).broken
        throw new Error('undone')
      }).catch(() => {})
      return found
    }
    const [, second, third] = ids
    expect(await broken(sql`update audit set actor = 'x' where id = ${third}`)).toEqual({
      no: 3,
      id: third,
      reason: 'changed',
    })
    expect(await broken(sql`update audit set params = '{"zeta": 9}' where id >= ${second}`)).toMatchObject({
      no: 2,
      id: second,
    })
    expect(await broken(sql`delete from audit where id = ${second}`)).toEqual({ no: 2, id: null, reason: 'missing' })
    expect(
      await broken(
        sql`update audit set digest = salt, is_erased = true, salt = null, actor = '', params = '{}' where id = ${second}`,
      ),
    ).toMatchObject({ reason: 'linked-anew' })
    expect(await broken(sql`update audit set is_erased = true, actor = 'x' where id = ${second}`)).toMatchObject({
      no: 2,
      reason: 'not-erased',
    })
    expect(await broken(sql`delete from audit where seal_no > 4`)).toEqual({ no: 5, id: null, reason: 'cut-off' })
    expect(await broken(sql`delete from audit`)).toMatchObject({ no: 1, reason: 'cut-off' })
    expect((await inSystem(db, verifyChain)).broken).toBeNull()
  })

  it('from which a line can be erased, and nothing of it is left to guess at', async () => {
    const db = await testDatabase()
    const [first = 0] = await chained(db, 3)
    await change(db, erasingAudit(sql`id = ${first}`))
    expect(await inSystem(db, verifyChain)).toMatchObject({ sealed: 3, erased: 1, broken: null })
    const [row] = await change(db, sql`select actor, params, reason, salt from audit where id = ${first}`)
    expect(row).toEqual({ actor: '', params: {}, reason: null, salt: null })
    await noteLines(db, 1)
    expect(await inSystem(db, verifyChain)).toMatchObject({ waiting: 1, broken: null })
  })

  it('however many seal it, and whichever line is committed first', async () => {
    const db = await testDatabase()
    await noteLines(db, 40)
    // A line that was begun earlier comes into sight only now.
    await Promise.all(Array.from({ length: 4 }, () => inSystem(db, (tx) => seal(tx, 15))))
    await change(
      db,
      sql`insert into audit (id, region_id, subject, at, actor, what, params) overriding system value values (-1, 'iwate', 'late', now(), 'x', 'late', '{}')`,
    )
    for (let round = 0; round < 4; round++) await inSystem(db, (tx) => seal(tx, 15))
    expect(await inSystem(db, verifyChain)).toEqual({ sealed: 41, erased: 0, waiting: 0, broken: null })
  })
})
