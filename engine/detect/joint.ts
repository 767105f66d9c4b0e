import { type HeapOf, heapAll } from './heap.ts'
import { createTable, type StoredTable } from './table.ts'
import { dayOf } from './window.ts'

/**
 * Two halves of one thing, told in two events of one connection, whichever comes first: a name and the refusal of its
 * password, a share and the file written on it. What has its other half is given out at once; the rest waits, in heaps of
 * what is alike: a thousand calls before their binding are a thousand when it comes, and are no larger than thirty.
 */
export interface Joint<What> {
  /** A half that waits for the word. Given back when the word is known already. */
  half(connection: string, half: HeapOf<What>): HeapOf<What> | undefined
  /** The word that makes them whole. Gives out what has waited for it. */
  word(connection: string, at: number): HeapOf<What>[]
  forget(day: number): void
  subjects(): number
  evicted(): number
  stored(): StoredJoint<What>
}

export interface StoredJoint<What> {
  connections: StoredTable<Waiting<What>>
  refused: number
}

interface Waiting<What> {
  day: number
  isTold: boolean
  heaps: HeapOf<What>[]
}

/** Of one connection; more are counted as let go. */
const HEAPS_MAX = 4

export function createJoint<What>(
  connectionsMax: number,
  stored?: StoredJoint<What>,
  heapsMax: number = HEAPS_MAX,
): Joint<What> {
  const connections = createTable<Waiting<What>>(connectionsMax, stored?.connections)
  let refused = stored?.refused ?? 0

  /** A connection that is used day after day is not forgotten. */
  function waitingAt(connection: string, day: number): Waiting<What> {
    const waiting = connections.get(connection) ?? { day, isTold: false, heaps: [] }
    waiting.day = Math.max(waiting.day, day)
    connections.set(connection, waiting)
    return waiting
  }

  return {
    half(connection, half) {
      const { isTold, heaps } = waitingAt(connection, half.index)
      if (isTold) return half
      const like = heaps.find((heap) => isLike(heap, half))
      if (like) heapAll(like, half)
      else if (heaps.length < heapsMax) heaps.push(half)
      else refused++
      return undefined
    },
    word(connection, at) {
      const waiting = waitingAt(connection, dayOf(at))
      const { heaps } = waiting
      waiting.isTold = true
      waiting.heaps = []
      return heaps
    },
    forget(before) {
      for (const [connection, { day }] of connections.entries()) if (day < before) connections.delete(connection)
    },
    subjects: () => connections.size(),
    evicted: () => connections.evicted() + refused,
    stored: () => ({ connections: connections.stored(), refused }),
  }
}

const isLike = <What>(left: HeapOf<What>, right: HeapOf<What>): boolean =>
  left.index === right.index && JSON.stringify(left.what) === JSON.stringify(right.what)
