import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openEmbedded } from '#db/embedded.ts'

const SEGMENT_MB = 16

it('the log of an embedded database is cut back every minute, however much is written', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-embedded-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { drizzle, close } = await openEmbedded(join(folder, 'database'))
  onTestFinished(close)
  const logMb = () =>
    readdirSync(join(folder, 'database', 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length * SEGMENT_MB
  await drizzle.execute(sql`create table heavy (words text)`)
  await drizzle.execute(sql`alter table heavy alter words set storage external`)
  await drizzle.execute(sql`insert into heavy select repeat(md5(g::text), 100) from generate_series(1, 50000) g`)
  expect(logMb()).toBeGreaterThan(128)
  vi.advanceTimersByTime(60_000)
  await drizzle.execute(sql`select 1`)
  expect(logMb()).toBeLessThanOrEqual(64)
})
