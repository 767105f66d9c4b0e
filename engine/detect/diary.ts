import { emptyHeap, type Heap, heapAll, heapOn } from './heap.ts'
import type { Limits } from './limits.ts'
import type { Seen } from './sightings.ts'
import { createTable, type StoredTable } from './table.ts'
import { take } from './take.ts'
import { dayOf } from './window.ts'

/** What is said once a day of each subject, for rules whose window is the day itself. */
export interface Diary<Facts> {
  /** Counts an event of the subject; the page is the rule's to write its own facts on. */
  write(event: Seen, subject: string, note: string, begin: () => Facts): Page<Facts>
  /** The same of all that waited in a heap. */
  writeAll(heap: Heap, subject: string, begin: () => Facts): Page<Facts>
  /** Something else that the rule judges these pages by has changed. */
  again(isConcerned: (facts: Facts) => boolean): void
  /** The pages written on, or to be judged again, since the last call. */
  written(): readonly Page<Facts>[]
  forget(day: number): void
  subjects(): number
  evicted(): number
  stored(): StoredTable<Page<Facts>>
}

export interface Page<Facts> extends Heap {
  subject: string
  facts: Facts
}

export function createDiary<Facts>({ subjectsMax }: Limits, stored?: StoredTable<Page<Facts>>): Diary<Facts> {
  const pages = createTable<Page<Facts>>(subjectsMax, stored)
  const changed = new Set<Page<Facts>>()

  function open(day: number, subject: string, begin: () => Facts): Page<Facts> {
    const key = `${day} ${subject}`
    const page = pages.get(key) ?? { ...emptyHeap(day), subject, facts: begin() }
    pages.set(key, page)
    changed.add(page)
    return page
  }

  return {
    write(event, subject, note, begin) {
      const page = open(dayOf(event.at), subject, begin)
      heapOn(page, event, note)
      return page
    },
    writeAll(heap, subject, begin) {
      const page = open(heap.index, subject, begin)
      heapAll(page, heap)
      return page
    },
    again(isConcerned) {
      for (const [, page] of pages.entries()) if (isConcerned(page.facts)) changed.add(page)
    },
    written: () => take(changed),
    forget(before) {
      for (const [key, { index }] of pages.entries()) if (index < before) pages.delete(key)
    },
    subjects: () => pages.size(),
    evicted: () => pages.evicted(),
    stored: () => pages.stored(),
  }
}
