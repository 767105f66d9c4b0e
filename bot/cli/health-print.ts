import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { readClientConfig } from '../config.ts'
import { type Book, bindBook } from '../pictures/book.ts'
import { healthPaper } from '../pictures/health-paper.ts'
import type { HealthSheet } from '../pictures/health-sheet.ts'
import { type Ask, createClient, EXIT, Failure } from './client.ts'
import { harmless } from './columns.ts'
import { segment, withQuery } from './command.ts'
import type { Io } from './io.ts'
import { reasonOf } from './unpacked.ts'

export const HEALTH_PRINT_HELP = `Usage: otasuke health-check print FILE --region ID --month YYYY-MM [options]
The health checks of a month as one PDF to print: a sheet of A4 for each firm, in the order of the register. Only what an
analyst has approved is in it; whose is still a draft is said. FILE may be - for standard output.

  --region ID      whose firms (needed)
  --month YYYY-MM  which month (needed)
  --firm ID …      only this firm's
  --help           this text
`

export interface Wanted {
  /** `-`: standard output. */
  file: string
  regionId: string
  month: string
  /** None: every firm of the region. */
  firmIds: readonly string[]
}

export async function printHealthChecks(
  config: ReturnType<typeof readClientConfig>,
  wanted: Wanted,
  io: Io,
): Promise<void> {
  const ask = createClient(config)
  const { ids, drafts, missing } = await chosen(ask, wanted)
  if (drafts.length > 0) io.stderr.write(`not printed, since nobody has approved them yet: ${named(drafts)}\n`)
  if (missing.length > 0) io.stderr.write(`not printed, since there is none of ${wanted.month}: ${named(missing)}\n`)
  if (ids.length === 0) throw new Failure(`there is no approved health check of ${wanted.month}`, EXIT.refused)
  const out = outTo(wanted.file, io)
  try {
    await bind(ids, { ask, write: out.write, progress: io.stderr })
    out.keep()
  } catch (error) {
    out.drop()
    throw error
  }
  io.stderr.write(`sheets printed to ${wanted.file === '-' ? 'standard output' : wanted.file}: ${ids.length}\n`)
}

const named = (firms: readonly string[]): string => firms.map((one) => harmless(one, 60)).join(', ')

/** Each sheet is drawn while the book is written: no more than one is held at a time. */
async function bind(
  ids: readonly string[],
  { ask, write, progress }: { ask: Ask; write: (bytes: Uint8Array) => void; progress: Io['stderr'] },
): Promise<void> {
  let book: Book | undefined
  for (const [place, id] of ids.entries()) {
    const { sheet } = (await ask('GET', `/health-checks/${segment(id)}/sheet`)) as { sheet: HealthSheet }
    book ??= bindBook(write, { title: `${sheet.title}　${sheet.heading}`, language: sheet.locale })
    book.add(await healthPaper(sheet))
    if (progress.isTTY) progress.write(`${CLEARED}sheet ${place + 1} of ${ids.length}`)
  }
  if (progress.isTTY) progress.write(CLEARED)
  book?.end()
}
const CLEARED = '\r\u001b[K'

/** Which are printed, in the order of the register; and by name which are not. */
async function chosen(ask: Ask, wanted: Wanted): Promise<{ ids: string[]; drafts: string[]; missing: string[] }> {
  const checks = await checksOf(ask, wanted)
  const ids: string[] = []
  const drafts: string[] = []
  const found = new Set<string>()
  for await (const { firmId, name } of firmsOf(ask, wanted.regionId)) {
    const check = checks.get(firmId)
    if (!check) continue
    found.add(firmId)
    if (check.state === 'draft') drafts.push(name)
    else ids.push(check.id)
  }
  return { ids, drafts, missing: wanted.firmIds.filter((one) => !found.has(one)) }
}

type Check = { id: string; state: string }

/** Of those that were named and no others: each that is looked at is written down. */
async function checksOf(ask: Ask, { regionId, month, firmIds }: Wanted): Promise<Map<string, Check>> {
  const checks = new Map<string, Check>()
  for (const firmId of firmIds.length > 0 ? firmIds : [undefined])
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { regionId, firmId, month, limit: '200', cursor }
      const page = (await ask('GET', withQuery('/health-checks', query))) as {
        items: (Check & { firmId: string })[]
        nextCursor: string | null
      }
      for (const one of page.items) checks.set(one.firmId, { id: one.id, state: one.state })
      cursor = page.nextCursor
    }
  return checks
}

async function* firmsOf(ask: Ask, regionId: string): AsyncGenerator<{ firmId: string; name: string }> {
  for (let page = 1, pages = 1; page <= pages; page++) {
    const query = { order: 'name', size: '500', page: String(page) }
    const answer = (await ask('GET', withQuery(`/regions/${segment(regionId)}/firms`, query))) as {
      items: { firmId: string; name: string }[]
      pages: number
    }
    yield* answer.items
    pages = answer.pages
  }
}

interface Out {
  write(bytes: Uint8Array): void
  keep(): void
  drop(): void
}

/** A file is there when it is whole. */
function outTo(file: string, { stdout }: Io): Out {
  if (file === '-') return { write: (bytes) => void stdout.write(bytes), keep: () => {}, drop: () => {} }
  const part = `${file}.part`
  const told = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw new Failure(`${file}: ${reasonOf(error)}`, EXIT.unwritable)
    }
  }
  const open = told(() => openSync(part, 'w'))
  return {
    write: (bytes) => told(() => void writeFileSync(open, bytes)),
    keep: () =>
      told(() => {
        renameSync(part, file)
        closeSync(open)
      }),
    drop() {
      closeSync(open)
      rmSync(part, { force: true })
    },
  }
}
