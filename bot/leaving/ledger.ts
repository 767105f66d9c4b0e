import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Db } from '#db/door.ts'
import { eraseFirm, erasePerson } from '#db/erasure.ts'
import { type Erasure, erasuresIn, noteErasure, stillThere } from '#db/leavings.ts'
import { ERASED_WITH_FIRM } from '#engine/retention.ts'
import type { Log } from '../log.ts'
import { createLoop, type Loop } from '../loop.ts'

/**
 * What was erased is known twice: in the database, and in a file beside it that no backup of the database holds. A database
 * that is put back from before an erasure so loses the same again before anybody works with it. Ids and sums alone stand there.
 */
function readLedger(file: string): Erasure[] {
  if (!existsSync(file)) return []
  // Written by `writeLedger`.
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Erasure)
}

/** With what stands there already; renamed over, so that a kill leaves a whole file. */
export function writeLedger(file: string, erasures: readonly Erasure[]): void {
  const all = new Map([...readLedger(file), ...erasures].map((one) => [one.id, one]))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.next`, [...all.values()].map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 })
  renameSync(`${file}.next`, file)
}

/** Before anything else is done with a database: what was erased once is erased again; how many there were of it. */
export async function eraseAgain(db: Db, file: string): Promise<number> {
  const inTable = await db.transaction({ kind: 'system' }, erasuresIn)
  const known = new Map([...inTable, ...readLedger(file)].map((one) => [one.id, one]))
  let again = 0
  for (const erasure of known.values())
    await db.transaction({ kind: 'system' }, async (tx) => {
      await noteErasure(tx, erasure)
      if (!(await stillThere(tx, erasure))) return
      if (erasure.firmId !== null) await eraseFirm(tx, erasure.firmId, ERASED_WITH_FIRM)
      if (erasure.personId !== null) await erasePerson(tx, erasure.personId)
      again += 1
    })
  if (known.size > 0) writeLedger(file, [...known.values()])
  return again
}

interface LedgerOptions {
  db: Db
  file: string
  log: Log
  /** Told of the last of the new ones, once they are written. */
  onErased?: (at: number) => Promise<void>
}

/** Writes the file whenever there is a new erasure. */
export function keepLedger({ db, file, log, onErased }: LedgerOptions): Loop {
  const written = new Set(readLedger(file).map(({ id }) => id))
  return createLoop({
    name: 'ledger',
    wakenBy: (wake) => db.onHint('inbox', wake),
    log,
    async round() {
      const fresh = (await db.transaction({ kind: 'system' }, erasuresIn)).filter(({ id }) => !written.has(id))
      if (fresh.length === 0) return 0
      writeLedger(file, fresh)
      for (const { id } of fresh) written.add(id)
      await onErased?.(Math.max(...fresh.map(({ at }) => at)))
      return fresh.length
    },
  })
}
