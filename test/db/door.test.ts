import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { query } from '#db/door.ts'
import { listFirms } from '#db/firms.ts'
import { addRegion } from '#db/regions.ts'
import { testDatabase } from '../support/database.ts'
import { AT } from '../support/three-firms.ts'

describe('the door', () => {
  it('keeps parameters out of its errors', async () => {
    const db = await testDatabase()
    const failing = db.transaction({ kind: 'system' }, (tx) =>
      query(tx, sql`insert into regions (id, name, created_at) values (${'r'}, ${'geheim'}, ${'no date'})`),
    )
    await expect(failing).rejects.toSatisfy(
      (error: Error) => !`${error.message}${error.stack}${JSON.stringify(error)}${error.cause}`.includes('geheim'),
    )
  })

  it('rolls everything back when the work fails', async () => {
    const db = await testDatabase()
    const failing = db.transaction({ kind: 'system' }, async (tx) => {
      await addRegion(tx, { id: 'iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: AT })
      throw new Error('the work failed')
    })
    await expect(failing).rejects.toThrow('the work failed')
    expect(await db.transaction({ kind: 'region', regionId: 'iwate' }, (tx) => listFirms(tx, {}))).toEqual({
      items: [],
      nextCursor: null,
    })
  })
})
