import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { inject, onTestFinished } from 'vitest'
import { type Db, openDatabase } from '#db/door.ts'
import type {} from './template-database.ts'

export interface TestDatabase {
  db: Db
  /** Opens the same database again, as a second node (PostgreSQL) or after a restart (either). */
  options: { url?: string; directory?: string }
  close(): Promise<void>
}

export const isPostgres = (): boolean => inject('template').kind === 'postgres'

/** A real, migrated database of the caller's own. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const template = inject('template')
  return template.kind === 'folder' ? copyFolder(template.path) : copyDatabase(template.url, template.name)
}

/** The same, closed and removed when the test ends. */
export async function testDatabase(): Promise<Db> {
  const own = await openTestDatabase()
  onTestFinished(own.close)
  return own.db
}

async function copyFolder(template: string): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-test-'))
  const directory = join(folder, 'database')
  cpSync(template, directory, { recursive: true })
  const db = await openDatabase({ directory })
  return {
    db,
    options: { directory },
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function copyDatabase(url: string, template: string): Promise<TestDatabase> {
  const name = `otasuke_test_${randomBytes(6).toString('hex')}`
  await asAdmin(url, `create database ${name} template ${template}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const db = await openDatabase({ url: own.href, connectionsMax: 5 })
  return {
    db,
    options: { url: own.href },
    async close() {
      await db.close()
      await asAdmin(url, `drop database if exists ${name} with (force)`)
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
