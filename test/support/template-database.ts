import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/door.ts'

/**
 * One migrated database that every test copies: a folder for the embedded one, a template database where
 * `TEST_DATABASE_URL` names a PostgreSQL whose user may create databases and roles.
 */
export default async function templateDatabase(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL
  return url ? templateOnPostgres(project, url) : templateFolder(project)
}

async function templateFolder(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-template-'))
  await (await openDatabase({ directory: join(folder, 'database') })).close()
  project.provide('template', { kind: 'folder', path: join(folder, 'database') })
  return async () => rmSync(folder, { recursive: true, force: true })
}

async function templateOnPostgres(project: TestProject, url: string): Promise<() => Promise<void>> {
  const name = `otasuke_template_${process.pid}`
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  await (await openDatabase({ url: own.href })).close()
  project.provide('template', { kind: 'postgres', url, name })
  return async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

export type Template = { kind: 'folder'; path: string } | { kind: 'postgres'; url: string; name: string }

declare module 'vitest' {
  interface ProvidedContext {
    template: Template
  }
}
