import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { backup, NoBackup, restore, type Where } from '#db/backup.ts'
import { DirectoryInUse } from '#db/directory-lock.ts'
import { openDatabase } from '#db/door.ts'
import { erasuresIn } from '#db/leavings.ts'
import type { readStorage } from '../config.ts'
import { eraseAgain, writeLedger } from '../leaving/ledger.ts'
import { EXIT, Failure } from './client.ts'
import type { Io } from './io.ts'

type Storage = ReturnType<typeof readStorage>

const HELP = {
  backup: `Usage: otasuke backup FILE
Writes the database to one file. The embedded database of DATA_DIR must be stopped; PostgreSQL (DATABASE_URL) may run, and needs pg_dump here.
The key that photos are sealed with (SECRET_KEY, or DATA_DIR/secret-key) is not in it: keep it apart. Keep no backup longer than 35 days.
`,
  restore: `Usage: otasuke restore FILE
Puts such a file in the place of the database, with Otasuke stopped, and erases anew whatever was erased since it was written:
that stands in DATA_DIR/erasures.ndjson and in the database that is replaced.
`,
}

/** `otasuke backup FILE` and `otasuke restore FILE`, without a running Otasuke. Resolves to the exit code. */
export async function runBackup(
  verb: keyof typeof HELP,
  argv: readonly string[],
  io: Io,
  storage: Storage,
): Promise<number> {
  const { values, positionals } = parsed(verb, argv)
  const [file, surplus] = positionals
  if (values.help) {
    io.stdout.write(HELP[verb])
    return 0
  }
  if (file === undefined || surplus !== undefined)
    throw new Failure(`${verb} needs one FILE\n${HELP[verb].trimEnd()}`, EXIT.misused)
  try {
    return await (verb === 'backup' ? write(file, io, storage) : putBack(file, io, storage))
  } catch (error) {
    if (error instanceof NoBackup || error instanceof DirectoryInUse) throw new Failure(error.message, EXIT.refused)
    throw error
  }
}

function parsed(verb: string, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
  } catch {
    throw new Failure(`${verb}: see \`otasuke ${verb} --help\``, EXIT.misused)
  }
}

const whereOf = ({ databaseUrl, dataDir }: Storage): Where =>
  databaseUrl ? { url: databaseUrl } : { directory: join(dataDir, 'database') }
const ledgerIn = ({ dataDir }: Storage): string => join(dataDir, 'erasures.ndjson')

async function write(file: string, io: Io, storage: Storage): Promise<number> {
  await backup(whereOf(storage), file)
  io.stdout.write(`${file} is written; keep it for 35 days at most, and the secret key apart from it\n`)
  return 0
}

async function putBack(file: string, io: Io, storage: Storage): Promise<number> {
  if (!existsSync(file)) throw new Failure(`${file} is not there`, EXIT.unreadable)
  const where = whereOf(storage)
  await carryForward(storage)
  await restore(where, file)
  const db = await openDatabase(where)
  const again = await eraseAgain(db, ledgerIn(storage)).finally(() => db.close())
  io.stdout.write(`${file} is put back; erased anew: ${again}\n`)
  return 0
}

/** The database that is replaced knows best what was erased; where there is none, or a broken one, the file has to do. */
async function carryForward(storage: Storage): Promise<void> {
  const where = whereOf(storage)
  if ('directory' in where && !existsSync(where.directory)) return
  const db = await openDatabase(where).catch((error: unknown) => {
    if (error instanceof DirectoryInUse) throw error
  })
  if (!db) return
  const known = await db.transaction({ kind: 'system' }, erasuresIn).finally(() => db.close())
  if (known.length > 0) writeLedger(ledgerIn(storage), known)
}
