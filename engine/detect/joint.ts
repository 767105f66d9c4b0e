import type { Seen } from './sightings.ts'
import { createTable, type StoredTable } from './table.ts'
import { dayOf } from './window.ts'

/**
 * Two halves of one thing, told in two events of one connection, whichever comes first: a name and the refusal of its
 * password, a share and the file written on it. What has its other half is given out at once; the rest waits, a few per
 * connection.
 */
export interface Joint<Half extends Seen> {
  /** The half that waits for the word. Given back when the word is known already. */
  half(connection: string, half: Half): Half | undefined
  /** The word that makes them whole. Gives out what has waited for it. */
  word(connection: string, at: number): Half[]
  forget(day: number): void
  subjects(): number
  evicted(): number
  stored(): StoredTable<Waiting<Half>>
}

export interface Waiting<Half> {
  day: number
  isTold: boolean
  halves: Half[]
}

/** More of one connection tell nothing new. */
const HALVES_MAX = 16

export function createJoint<Half extends Seen>(
  connectionsMax: number,
  stored?: StoredTable<Waiting<Half>>,
  halvesMax: number = HALVES_MAX,
): Joint<Half> {
  const table = createTable<Waiting<Half>>(connectionsMax, stored)

  function waitingAt(connection: string, at: number): Waiting<Half> {
    const known = table.get(connection)
    if (known) return known
    const made = { day: dayOf(at), isTold: false, halves: [] }
    table.set(connection, made)
    return made
  }

  return {
    half(connection, half) {
      const waiting = waitingAt(connection, half.at)
      if (waiting.isTold) return half
      if (waiting.halves.length < halvesMax) waiting.halves.push(half)
      return undefined
    },
    word(connection, at) {
      const waiting = waitingAt(connection, at)
      const { halves } = waiting
      waiting.isTold = true
      waiting.halves = []
      return halves
    },
    forget(before) {
      for (const [connection, { day }] of table.entries()) if (day < before) table.delete(connection)
    },
    subjects: () => table.size(),
    evicted: () => table.evicted(),
    stored: () => table.stored(),
  }
}
