import type { TrafficKind } from '../../traffic.ts'
import { createTable, type StoredTable } from '../table.ts'

/** A count by the detector's own day. */
export interface DayCount {
  day: number
  kind: TrafficKind
  device: string
  count: number
  examples: string[]
}

/** What was last told of each day, so that only changes are told, and what turned out to be nothing is taken back. */
export interface Told {
  /** `whole`: of these kinds everything is among `counts`, so what is missing there is nothing any more. */
  tell(counts: readonly DayCount[], whole?: readonly TrafficKind[]): void
  /** Since the last call, the last word on each. */
  take(): DayCount[]
  forget(before: number): void
  stored(): StoredTable<DayCount>
}

/** Of two days at most, since older ones are final. */
const TOLD_MAX = 16_384

export function createTold(past?: StoredTable<DayCount>): Told {
  const told = createTable<DayCount>(TOLD_MAX, past)
  const changes = new Map<string, DayCount>()

  function tellOne(count: DayCount): void {
    const key = keyOf(count)
    const before = told.get(key)
    if (before ? isSame(before, count) : count.count === 0) return
    told.set(key, count)
    changes.set(key, count)
  }

  return {
    tell(counts, whole = []) {
      for (const count of counts) tellOne(count)
      if (whole.length === 0) return
      const present = new Set(counts.map(keyOf))
      for (const [key, before] of [...told.entries()])
        if (whole.includes(before.kind) && !present.has(key)) tellOne({ ...before, count: 0, examples: [] })
    },
    take() {
      const taken = [...changes.values()]
      changes.clear()
      return taken
    },
    forget(before) {
      for (const [key, { day }] of [...told.entries()]) if (day < before) told.delete(key)
    },
    stored: () => told.stored(),
  }
}

const keyOf = ({ day, kind, device }: DayCount): string => `${day} ${kind} ${device}`

const isSame = (one: DayCount, other: DayCount): boolean =>
  one.count === other.count && one.examples.join() === other.examples.join()
