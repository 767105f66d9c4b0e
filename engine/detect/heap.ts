import { noSightings, type Seen, type Sightings, sight, sightAll } from './sightings.ts'
import { type Bucket, countInto, dayOf, emptyBucket, mergeInto } from './window.ts'

/** Events of one day that are alike, however many: their number, their extent, and the few that are shown. */
export interface Heap extends Bucket {
  sightings: Sightings
}

export const emptyHeap = (day: number): Heap => ({ ...emptyBucket(day), sightings: noSightings() })

export function heapOn(heap: Heap, event: Seen, note: string): void {
  countInto(heap, event)
  sight(heap.sightings, event, note)
}

export function heapAll(heap: Heap, other: Heap): void {
  mergeInto(heap, other)
  sightAll(heap.sightings, other.sightings)
}

/** Events that are one thing: what it is, told once. */
export interface HeapOf<What> extends Heap {
  what: What
}

export function heapOf<What>(event: Seen, note: string, what: What): HeapOf<What> {
  const heap = { ...emptyHeap(dayOf(event.at)), what }
  heapOn(heap, event, note)
  return heap
}
