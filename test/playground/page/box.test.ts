import { expect, test } from 'vitest'
import { createLineReader } from '#adapters/sensor/lines.ts'
import { createDetector } from '#engine/detect/detector.ts'
import { liveCheck } from '#engine/live-check.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'
import { sightOf } from '#engine/sight.ts'
import { linesOf, OWN, type Wiring } from '#playground/page/box/lines.ts'
import { MINUTE } from '../../support/events.ts'

const NOW = Date.UTC(2026, 10, 27, 1)
const STARTED = NOW - 20 * MINUTE

/** What the box of the page says in a minute, as Otasuke reads it. */
function eventsOf(wiring: Wiring, minute: number) {
  const reader = createLineReader()
  const lines = linesOf(wiring, {
    at: STARTED + minute * MINUTE,
    startedAt: STARTED,
    packets: 10_000 * minute,
    computers: 6,
  })
  const events = [...reader.push(Buffer.from(lines.map((line) => `${line}\n`).join('')))]
  expect([reader.tally().rejected, events.length]).toEqual([0, lines.length])
  return events
}

test.each<[Wiring, number | string]>([
  ['right', 6],
  ['no-mirror', 'no-mirror'],
  ['outside', 'outside'],
  ['one-for-all', 'one-for-all'],
])('a box of the page that is plugged in %s is found to be so', (wiring, found) => {
  const beat = {
    ...{ at: NOW, clockAt: NOW, uptimeS: 600, version: '1', configVersion: 1, refusedVersion: null },
    interfaces: [{ name: 'eth0', role: 'talk' as const, isUp: true, addresses: [`${OWN}/24`], gateway: null }],
  }
  const sight = sightOf(eventsOf(wiring, 1), false)
  const verdict = liveCheck({ now: NOW, beat, linesAt: NOW, sight, lostShare: 0, declared: 6 })
  expect(verdict.kind === 'good' ? verdict.computers : verdict.what).toBe(found)
})

test.each<Wiring>(['right', 'no-mirror', 'outside', 'one-for-all'])(
  'an hour of it, plugged in %s, is no attack',
  (wiring) => {
    const detector = createDetector({ isInside: insideOfNamed(PRIVATE_NETWORKS) })
    const hour = Array.from({ length: 60 }, (_, minute) => eventsOf(wiring, minute + 1)).flat()
    expect(detector.detect(hour)).toEqual([])
  },
)
