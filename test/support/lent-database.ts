import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'

/**
 * Starting an embedded database costs as much as many a test on it, so who works on one in this process borrows one that
 * runs already. Nobody but `PGlite.create` knows: asked for a directory that was lent, it gives the database that was
 * closed there before, or an emptied one.
 */
export function lendDatabase(directory: string, template: string): { giveBack(): void } {
  mkdirSync(directory, { recursive: true })
  lent.set(directory, template)
  return {
    giveBack() {
      lent.delete(directory)
      const running = closed.get(directory)
      closed.delete(directory)
      if (running) idle.push(running)
    },
  }
}

interface Running {
  client: PGlite
  folder: string
  loans: number
}

/** Rows that are gone are walked over all the same: after so many a new one is cheaper. */
const LOANS_MAX = 50

/** The directories lent, each with the template it is to look like. */
const lent = new Map<string, string>()
const closed = new Map<string, Running>()
const idle: Running[] = []

const create = PGlite.create.bind(PGlite)
PGlite.create = (async (options: PGliteOptions = {}) => {
  const directory = options.dataDir ?? ''
  const template = lent.get(directory)
  if (template === undefined) return create(options)
  const running = closed.get(directory) ?? (await emptied()) ?? (await started(options, template))
  closed.delete(directory)
  return leased(running, () => closed.set(directory, running))
}) as typeof PGlite.create

async function started(options: PGliteOptions, template: string): Promise<Running> {
  // Beside the template, which goes when the run ends.
  const folder = mkdtempSync(join(dirname(template), 'lent-'))
  cpSync(template, join(folder, 'database'), { recursive: true })
  return { client: await create({ ...options, dataDir: join(folder, 'database') }), folder, loans: 0 }
}

async function emptied(): Promise<Running | undefined> {
  const running = idle.pop()
  if (!running) return undefined
  running.loans++
  if (running.loans < LOANS_MAX) {
    await running.client.exec(EMPTY)
    return running
  }
  await running.client.close()
  rmSync(running.folder, { recursive: true, force: true })
  return emptied()
}

/** What a migrated database holds is its list of migrations alone; every other table is emptied, and every count begins anew. */
const EMPTY = `
do $$
declare one record; has boolean;
begin
  set local session_replication_role = replica;
  for one in select oid::regclass as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
    execute format('select exists (select from %s)', one.name) into has;
    if has then execute format('delete from %s', one.name); end if;
  end loop;
  for one in select schemaname, sequencename, start_value from pg_sequences where schemaname = 'public' and last_value is not null loop
    perform setval(format('%I.%I', one.schemaname, one.sequencename)::regclass, one.start_value, false);
  end loop;
end $$`

/** The same database until it is closed; whoever still asks it then is refused, as by one that has ended. */
function leased(running: Running, end: () => void): PGlite {
  let isClosed = false
  const close = async (): Promise<void> => {
    isClosed = true
    await running.client.exec('discard all')
    end()
  }
  return new Proxy(running.client, {
    get(client, name) {
      if (name === 'close') return close
      if (name === 'closed') return isClosed
      const value: unknown = Reflect.get(client, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        if (isClosed) throw new Error('PGlite is closed')
        return value.apply(client, given)
      }
    },
    set: (client, name, value) => Reflect.set(client, name, value, client),
  })
}
