import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { lockDirectory } from './directory-lock.ts'

/** What cannot be written or put back, in words for whoever asked for it. */
export class NoBackup extends Error {
  override name = 'NoBackup'
}

/** Either database whole in one file: PGlite's own archive of its folder, or what pg_dump writes. */
export async function backup(where: Where, file: string): Promise<void> {
  if ('url' in where)
    return writtenWhole(file, (next) => postgresTool('pg_dump', where.url, ['--format=custom', `--file=${next}`]))
  const { directory } = where
  if (!existsSync(directory)) throw new NoBackup(`there is no database in ${directory}`)
  await alone(directory, async () => {
    const { PGlite } = await import('@electric-sql/pglite')
    const client = await PGlite.create({ dataDir: directory })
    const archive = await client.dumpDataDir('gzip').finally(() => client.close())
    const bytes = new Uint8Array(await archive.arrayBuffer())
    await writtenWhole(file, async (next) => writeFileSync(next, bytes))
  })
}

/**
 * Written beside and renamed over, so that a kill leaves the earlier backup or this one. Nobody else may read it while it
 * grows, whatever was left there: a file keeps the rights, and a link the place, that it had.
 */
async function writtenWhole(file: string, write: (next: string) => Promise<void>): Promise<void> {
  const next = `${file}.next`
  rmSync(next, { force: true })
  writeFileSync(next, '', { mode: 0o600, flag: 'wx' })
  await write(next)
  renameSync(next, file)
}

/** What was there before is gone. Killed in the middle, the same again ends it. */
export async function restore(where: Where, file: string): Promise<void> {
  const kind = kindOf(file)
  if ('url' in where) {
    if (kind !== 'postgres') throw new NoBackup(`${file} is no backup of PostgreSQL, and DATABASE_URL is set`)
    await postgresTool('pg_restore', where.url, ['--clean', '--if-exists', '--single-transaction', '--no-owner', file])
    return
  }
  if (kind !== 'embedded')
    throw new NoBackup(`${file} is no backup of an embedded database, and DATABASE_URL is not set`)
  const { directory } = where
  mkdirSync(dirname(directory), { recursive: true })
  await alone(directory, async () => {
    const [fresh, old] = [`${directory}.restored`, `${directory}.replaced`]
    for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true })
    const { PGlite } = await import('@electric-sql/pglite')
    mkdirSync(fresh, { mode: 0o700 })
    const archive = new Blob([new Uint8Array(readFileSync(file))], { type: 'application/x-gzip' })
    await (await PGlite.create({ dataDir: fresh, loadDataDir: archive })).close()
    renameSync(directory, old)
    renameSync(fresh, directory)
    rmSync(old, { recursive: true, force: true })
  })
}

/** PostgreSQL, or else the embedded database's folder. */
export type Where = { url: string } | { directory: string }

async function alone(directory: string, work: () => Promise<void>): Promise<void> {
  const unlock = await lockDirectory(directory)
  await work().finally(unlock)
}

function kindOf(file: string): 'postgres' | 'embedded' | undefined {
  const head = readFileSync(file).subarray(0, 5)
  if (head.toString('latin1') === 'PGDMP') return 'postgres'
  return head[0] === 0x1f && head[1] === 0x8b ? 'embedded' : undefined
}

/** Passwords go by the environment: everybody on the machine can read a command's words. What the address asks of TLS holds here, too. */
async function postgresTool(tool: 'pg_dump' | 'pg_restore', url: string, words: readonly string[]): Promise<void> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const database = decodeURIComponent(pathname.slice(1))
  const env = {
    ...{ PATH: PATH_OF_TOOLS, PGHOST: hostname, PGPORT: port || '5432', PGUSER: decodeURIComponent(username) },
    ...{ PGPASSWORD: decodeURIComponent(password), PGDATABASE: database },
    ...Object.fromEntries(
      [...searchParams]
        .filter(([name]) => /^ssl[a-z]+$/.test(name))
        .map(([name, value]) => [`PG${name.toUpperCase()}`, value]),
    ),
  }
  const whither = tool === 'pg_restore' ? [`--dbname=${database}`] : []
  try {
    await promisify(execFile)(tool, [...whither, ...words], { env })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new NoBackup(`${tool} is not on this machine: install PostgreSQL's client programs`)
    const { stderr = '' } = error as { stderr?: string }
    throw new NoBackup(`${tool}: ${stderr.split('\n')[0] || 'it failed'}`, { cause: error })
  }
}

const PATH_OF_TOOLS = '/usr/local/bin:/usr/bin:/bin'
