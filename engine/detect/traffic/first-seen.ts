import { createTable, type StoredTable } from '../table.ts'

/** When a firm first did something, and which of its devices. */
export interface FirstSeen {
  /** Nearly always true, and all that most events are asked: somebody did it before. '' is nothing that can be new. */
  isKnown(what: string, at: number, device: string): boolean
  see(what: string, at: number, device: string): void
  /** What was first done at or after this, by device and day as the caller cuts them. */
  since(at: number): [what: string, first: First][]
  /** Whether any first moment has changed since this was last asked. */
  takeChange(): boolean
  subjects(): number
  evicted(): number
  stored(): StoredTable<First>
}

export interface First {
  at: number
  device: string
}

export function createFirstSeen(whatMax: number, past?: StoredTable<First>): FirstSeen {
  const firsts = createTable<First>(whatMax, past)
  let isChanged = false
  const isKnown = (what: string, at: number, device: string): boolean => {
    if (what === '') return true
    const first = firsts.get(what)
    // Of two in the same moment it is the lesser address, whichever came first.
    return first !== undefined && (first.at < at || (first.at === at && first.device <= device))
  }

  return {
    isKnown,
    see(what, at, device) {
      if (isKnown(what, at, device)) return
      firsts.set(what, { at, device })
      isChanged = true
    },
    since: (at) => [...firsts.entries()].filter(([, first]) => first.at >= at),
    takeChange() {
      const was = isChanged
      isChanged = false
      return was
    },
    subjects: () => firsts.size(),
    evicted: () => firsts.evicted(),
    stored: () => firsts.stored(),
  }
}
