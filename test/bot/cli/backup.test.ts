import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { runOtasuke } from '#bot/cli/run.ts'
import { type Db, openDatabase, query } from '#db/door.ts'
import { eraseFirm } from '#db/erasure.ts'
import { noteErasure } from '#db/leavings.ts'
import { ERASED_WITH_FIRM } from '#engine/retention.ts'
import { startCluster } from '../../support/postgres-cluster.ts'
import { AT, threeFirms } from '../../support/three-firms.ts'

const cluster = await startCluster()
afterAll(() => cluster?.stop())
const inSystem = { kind: 'system' } as const

function stage(url?: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'otasuke backup-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const environment = {
    DATA_DIR: dataDir,
    ...(url && { DATABASE_URL: url, SECRET_KEY: 'a-secret-key-of-thirty-two-characters-or-more' }),
  }
  const open = (): Promise<Db> => openDatabase(url ? { url } : { directory: join(dataDir, 'database') })
  const otasuke = async (...argv: string[]) => {
    const said: string[] = []
    const write = { write: (text: string) => void said.push(text) }
    const code = await runOtasuke(argv, { stdin: Readable.from([]), stdout: write, stderr: write }, environment)
    return { code, said: said.join('') }
  }
  const inDb = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const db = await open()
    return work(db).finally(() => db.close())
  }
  return { dataDir, open, otasuke, inDb, file: join(dataDir, 'the backup') }
}

const firmsIn = (db: Db): Promise<string[]> =>
  db.transaction(inSystem, async (tx) =>
    (await query<{ id: string }>(tx, sql`select id from firms order by id`)).map(({ id }) => id),
  )

const erasedSince = (db: Db): Promise<void> =>
  db.transaction(inSystem, async (tx) => {
    await eraseFirm(tx, 'sasaki', ERASED_WITH_FIRM)
    const erasure = { id: 'certificate_1', regionId: 'iwate', firmId: 'sasaki', personId: null }
    await noteErasure(tx, { ...erasure, at: AT, rows: 1, hash: 'hash' })
  })

const databases: [string, string | undefined][] = [
  ['the embedded database', undefined],
  ['PostgreSQL', cluster?.url],
]

describe.each(databases)('%s', (kind, server) => {
  const isAbsent = kind === 'PostgreSQL' && server === undefined

  it.skipIf(isAbsent)('comes back from its backup as it was, without what was erased since', async () => {
    const { otasuke, inDb, file, dataDir } = stage(server && (await ownDatabase(server)))
    await inDb(async (db) => {
      await threeFirms(db)
      await db.transaction(inSystem, (tx) => query(tx, sql`delete from erasures`))
    })
    expect(await otasuke('backup', file)).toMatchObject({ code: 0 })
    await inDb(async (db) => {
      await erasedSince(db)
      await db.transaction(inSystem, (tx) => query(tx, sql`update firms set name = 'changed since' where id = 'nanbu'`))
    })

    expect(await otasuke('restore', file)).toMatchObject({ code: 0, said: expect.stringContaining('erased anew: 1') })
    await inDb(async (db) => {
      expect(await firmsIn(db)).toEqual(['kesen', 'nanbu'])
      const [nanbu] = await db.transaction(inSystem, (tx) =>
        query<{ name: string }>(tx, sql`select name from firms where id = 'nanbu'`),
      )
      expect(nanbu?.name).toBe('nanbu')
    })
    // What is known of the erasure names nobody.
    expect(readFileSync(join(dataDir, 'erasures.ndjson'), 'utf8')).toMatch(
      /^\{"id":"certificate_1","regionId":"iwate","firmId":"sasaki"/,
    )

    // The embedded one is lost altogether: the file beside it is enough. PostgreSQL is put back a second time.
    rmSync(join(dataDir, 'database'), { recursive: true, force: true })
    expect(await otasuke('restore', file)).toMatchObject({ code: 0, said: expect.stringContaining('erased anew: 1') })
    expect(await inDb(firmsIn)).toEqual(['kesen', 'nanbu'])
  })

  it.skipIf(isAbsent)('is backed up for nobody else to read, wherever a file or a link was left before', async () => {
    const { otasuke, inDb, file } = stage(server && (await ownDatabase(server)))
    await inDb(threeFirms)
    writeFileSync(`${file}.next`, 'left by a kill')
    chmodSync(`${file}.next`, 0o666)
    expect(await otasuke('backup', file)).toMatchObject({ code: 0 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    writeFileSync(`${file} of somebody else`, '')
    symlinkSync(`${file} of somebody else`, `${file}.next`)
    expect(await otasuke('backup', file)).toMatchObject({ code: 0 })
    expect(statSync(`${file} of somebody else`).size).toBe(0)
  })

  it.skipIf(isAbsent)('takes no file that is not one of its own', async () => {
    const { otasuke, file, inDb } = stage(server && (await ownDatabase(server)))
    await inDb(threeFirms)
    writeFileSync(file, server ? Buffer.from([0x1f, 0x8b, 0]) : 'PGDMP')
    expect(await otasuke('restore', file)).toMatchObject({ code: 1, said: expect.stringContaining('is no backup of') })
    expect(await inDb(firmsIn)).toEqual(['kesen', 'nanbu', 'sasaki'])
    expect(await otasuke('restore', `${file} that is not there`)).toMatchObject({ code: 66 })
    expect(await otasuke('backup')).toMatchObject({ code: 64 })
  })
})

it('the embedded database is for its owner alone to read, as it was made and as it was put back', async () => {
  const { otasuke, inDb, file, dataDir } = stage()
  const rights = (): number => statSync(join(dataDir, 'database')).mode & 0o777
  await inDb(firmsIn)
  expect(rights()).toBe(0o700)
  expect(await otasuke('backup', file)).toMatchObject({ code: 0 })
  expect(await otasuke('restore', file)).toMatchObject({ code: 0 })
  expect(rights()).toBe(0o700)
})

it('the embedded database is backed up by nobody while it is at work', async () => {
  const { open, otasuke, file } = stage()
  const db = await open()
  onTestFinished(() => db.close())
  expect(await otasuke('backup', file)).toMatchObject({ code: 1, said: expect.stringContaining('another process has') })
  expect(existsSync(file)).toBe(false)
})

it.skipIf(!cluster)('PostgreSQL is backed up over TLS, or not at all, where its address says so', async () => {
  const own = new URL(await ownDatabase(cluster?.url ?? ''))
  own.searchParams.set('sslmode', 'require')
  const { otasuke, file } = stage(own.href)
  expect(await otasuke('backup', file)).toMatchObject({ code: 1, said: expect.stringContaining('SSL') })
})

async function ownDatabase(server: string): Promise<string> {
  const postgres = (await import('postgres')).default(server, { max: 1, onnotice: () => {} })
  const name = `backup_${crypto.randomUUID().replaceAll('-', '')}`
  await postgres.unsafe(`create database ${name}`)
  await postgres.end()
  const own = new URL(server)
  own.pathname = `/${name}`
  return own.href
}
