import type { EvidenceEvent } from '#engine/alert.ts'
import type { SensorEvent } from '#engine/event.ts'
import { EVIDENCE_FIRST_MAX, EVIDENCE_LAST_MAX } from './limits.ts'

/** The events an analyst is shown: the earliest and the latest, whatever order they came in. */
export interface Sightings {
  first: EvidenceEvent[]
  last: EvidenceEvent[]
}

/** As much of an event as is remembered of it. */
export type Seen = Pick<SensorEvent, 'at' | 'startedAt' | 'source' | 'sourcePort' | 'target' | 'targetPort'>

export const seenOf = ({ at, startedAt, source, sourcePort, target, targetPort }: SensorEvent): Seen => ({
  at,
  startedAt,
  source,
  sourcePort,
  target,
  targetPort,
})

export const noSightings = (): Sightings => ({ first: [], last: [] })

export function sight({ first, last }: Sightings, event: Seen, note: string): void {
  const at = Math.floor(event.startedAt)
  const isEarly = first.length < EVIDENCE_FIRST_MAX || at <= (first[first.length - 1]?.at ?? 0)
  const isLate = last.length < EVIDENCE_LAST_MAX || at >= (last[0]?.at ?? 0)
  if (!isEarly && !isLate) return
  const { source, sourcePort, target, targetPort } = event
  const seen: EvidenceEvent = { at, source, sourcePort, target, targetPort, note }
  if (isEarly) addEarly(first, seen)
  if (isLate) addLate(last, seen)
}

/** What others saw of the same, as if each had been seen here. */
export function sightAll({ first, last }: Sightings, others: Sightings): void {
  for (const seen of others.first) addEarly(first, seen)
  for (const seen of others.last) addLate(last, seen)
}

function addEarly(first: EvidenceEvent[], seen: EvidenceEvent): void {
  if (insert(first, seen) && first.length > EVIDENCE_FIRST_MAX) first.pop()
}

function addLate(last: EvidenceEvent[], seen: EvidenceEvent): void {
  if (insert(last, seen) && last.length > EVIDENCE_LAST_MAX) last.shift()
}

/** Into its place from the back, where it nearly always belongs. Two alike are shown once. */
function insert(sorted: EvidenceEvent[], seen: EvidenceEvent): boolean {
  let place = sorted.length
  for (let before = sorted[place - 1]; before; before = sorted[place - 1]) {
    const order = compareSightings(before, seen)
    if (order === 0) return false
    if (order < 0) break
    place--
  }
  sorted.splice(place, 0, seen)
  return true
}

/** A total order, so that which of many events of one moment are shown does not depend on how they came. */
export function compareSightings(left: EvidenceEvent, right: EvidenceEvent): number {
  return (
    left.at - right.at ||
    compareTexts(left.source, right.source) ||
    left.sourcePort - right.sourcePort ||
    compareTexts(left.target, right.target) ||
    left.targetPort - right.targetPort ||
    compareTexts(left.note, right.note)
  )
}

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** All that is kept, in order, each once. */
export function shownSightings({ first, last }: Sightings): EvidenceEvent[] {
  const end = first[first.length - 1]
  return end ? [...first, ...last.filter((seen) => compareSightings(seen, end) > 0)] : [...last]
}
