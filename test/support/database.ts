import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { inject, onTestFinished } from 'vitest'
import { type Db, openDatabase } from '#db/door.ts'
import { lendDatabase } from './lent-database.ts'
import type { Template } from './template-database.ts'

export interface TestDatabase {
  db: Db
  /** Opens the same database again, as a second node (PostgreSQL) or after a restart (either). */
  options: { url?: string; directory?: string }
  close(): Promise<void>
  /** Removes it, when the caller has closed it already. */
  drop(): Promise<void>
}

export const isPostgres = (): boolean => inject('template').kind === 'postgres'

/** The same, closed and removed when the test ends. */
export async function testDatabase(): Promise<Db> {
  const own = await openTestDatabase()
  onTestFinished(own.close)
  return own.db
}

/** A migrated database for a program in this process: `directory` is where it may be opened, or a URL of its own. */
export async function databaseFor(directory: string): Promise<{ url: string | undefined; drop(): Promise<void> }> {
  const template = inject('template')
  if (template.kind === 'postgres') return copyOfTemplate(directory, template)
  const { giveBack } = lendDatabase(directory, template.path)
  return { url: undefined, drop: async () => giveBack() }
}

/** The same for a process of its own: a folder at `directory`, or a URL. */
export async function copyOfTemplate(
  directory: string,
  template: Template = inject('template'),
): Promise<{ url: string | undefined; drop(): Promise<void> }> {
  if (template.kind === 'folder') {
    cpSync(template.path, directory, { recursive: true })
    return { url: undefined, drop: async () => {} }
  }
  const name = `otasuke_test_${randomBytes(6).toString('hex')}`
  await asAdmin(template.url, `create database ${name} template ${template.name}`)
  const own = new URL(template.url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => asAdmin(template.url, `drop database if exists ${name} with (force)`) }
}

/** A real, migrated database of the caller's own. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-test-'))
  const directory = join(folder, 'database')
  const { url, drop } = await databaseFor(directory)
  const options = url ? { url } : { directory }
  const db = await openDatabase({ ...options, connectionsMax: 5 })
  const dropAll = async (): Promise<void> => {
    await drop()
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    db,
    options,
    drop: dropAll,
    async close() {
      await db.close()
      await dropAll()
    },
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end()
  }
}
