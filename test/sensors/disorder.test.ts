import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Alert } from '#engine/alert.ts'
import type { SensorEvent } from '#engine/event.ts'
import { detector, finalAlerts, stored } from '#test/support/detect.ts'
import { MINUTE } from '#test/support/events.ts'
import { proofRuns } from '#test/support/proof.ts'
import { read } from '#test/support/read-lines.ts'
import { absentNote, hasRecordings, recorded, recordedLogs } from '#test/support/recorded.ts'
import { ROOT } from '#test/support/sources.ts'

const LATE_MS = 15 * MINUTE
const SKEW_MS = 5 * MINUTE
const REPEATED_PERCENT = 5
const BATCHES = 8

const bytesOf = (path: string): Buffer => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path))

/** Two sensors see it, and the clock of one is ahead: connections with an odd fingerprint are told by that one. */
const seenByTwo = (events: readonly SensorEvent[]): SensorEvent[] =>
  events.map((event) =>
    isOther(event) ? { ...event, at: event.at + SKEW_MS, startedAt: event.startedAt + SKEW_MS } : event,
  )
const isOther = ({ source, target }: SensorEvent): boolean => (source < target ? source : target).length % 2 === 1

const inOrder = (events: readonly SensorEvent[]): Alert[] => {
  const running = detector()
  const sorted = events.toSorted((left, right) => left.at - right.at)
  return finalAlerts([running.detect(sorted), running.finish()])
}

/** Each up to a quarter of an hour late, some twice, in batches cut anywhere, the detector begun anew between some. */
function inDisorder(events: readonly SensorEvent[], chance: () => number): Alert[] {
  const told = events.flatMap((event) => (chance() * 100 < REPEATED_PERCENT ? [event, event] : [event]))
  const arriving = told
    .map((event) => ({ event, due: event.at + chance() * LATE_MS }))
    .sort((left, right) => left.due - right.due)
    .map(({ event }) => event)
  const cuts = Array.from({ length: BATCHES - 1 }, () => Math.floor(chance() * arriving.length)).sort((a, b) => a - b)
  let running = detector()
  const raised = [0, ...cuts].map((begin, place) => {
    if (chance() < 0.3) running = detector({ snapshot: stored(running) })
    return running.detect(arriving.slice(begin, cuts[place] ?? arriving.length))
  })
  return finalAlerts([...raised, running.finish()])
}

function sayTheSame(path: string): void {
  const events = seenByTwo(read(bytesOf(path)).events)
  const straight = inOrder(events)
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (chances) => {
      expect(inDisorder(events, () => chances.next().value ?? 0)).toEqual(straight)
    }),
    { numRuns: proofRuns(1, 30) },
  )
}

/** So large ones would take the proof an hour, and say nothing that smaller ones do not. */
const BYTES_MAX = proofRuns(100_000, 2_000_000)
const isSmall = (path: string): boolean => readFileSync(path).length <= BYTES_MAX

describe('rows that come late, twice, cut anew and from two clocks say the same in the end', () => {
  const range = globSync('test/range/recordings/*.gz', { cwd: ROOT }).sort()
  test.each(range)('%s', (path) => sayTheSame(join(ROOT, path)))

  const others = ['suricata', 'zeek']
    .flatMap(recordedLogs)
    .filter((path) => !path.includes('corrupt') && isSmall(recorded(path)))
  test.skipIf(!hasRecordings).each(others.length > 0 ? others : ['recordings'])(`%s${absentNote}`, (path) =>
    sayTheSame(recorded(path)),
  )
})
