import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, inject, onTestFinished, test } from 'vitest'
import { note } from '#db/audit.ts'
import { type Db, openDatabase, query } from '#db/door.ts'
import { lendDatabase } from '../support/lent-database.ts'

test.skipIf(inject('template').kind === 'postgres')(
  'who borrows a database finds nothing of the one before, and one who closed it cannot ask it again',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otasuke-borrow-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))

    const first = borrowed(join(folder, 'first'))
    const held = await first.open()
    await noted(held)
    expect(await audited(held)).toEqual([1])
    await held.close()
    await expect(audited(held)).rejects.toThrow('closed')
    const again = await first.open()
    expect(await audited(again), 'opened again where it was').toEqual([1])
    await again.close()
    first.giveBack()

    const second = borrowed(join(folder, 'second'))
    const next = await second.open()
    expect(await audited(next), 'emptied').toEqual([])
    await noted(next)
    expect(await audited(next), 'counted anew').toEqual([1])
    await next.close()
    second.giveBack()
  },
)

function borrowed(directory: string): { open(): Promise<Db>; giveBack(): void } {
  const template = inject('template')
  if (template.kind === 'postgres') throw new Error('only the embedded database is lent')
  return { ...lendDatabase(directory, template.path), open: () => openDatabase({ directory }) }
}

const noted = (db: Db): Promise<void> =>
  db.transaction({ kind: 'region', regionId: 'iwate' }, (tx) =>
    note(tx, {
      regionId: 'iwate',
      firmId: null,
      subject: 'case:1',
      at: Date.parse('2026-11-24T10:00:00+09:00'),
      actor: 'operator',
      what: 'seen',
      params: {},
      reason: null,
    }),
  )

async function audited(db: Db): Promise<number[]> {
  const rows = await db.transaction({ kind: 'system' }, (tx) => query<{ id: string }>(tx, sql`select id from audit`))
  return rows.map(({ id }) => Number(id))
}
