import { describe, expect, test } from 'vitest'
import type { SensorEvent } from '#engine/event.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'
import { dns, each, flow, http, KIOSK, login, MINUTE, SECOND, SERVER, STRANGER } from '#test/support/events.ts'
import { PEERS } from './peers.ts'

const isInside = insideOfNamed(PRIVATE_NETWORKS)
const says = (name: string, events: readonly SensorEvent[]): string[] =>
  [...(PEERS.find((peer) => peer.name === name)?.findings(events, isInside) ?? [])].sort()

const knocks = (count: number, gapMs: number, source = STRANGER): SensorEvent[] =>
  each(count, gapMs, (at, targetPort) => flow({ at, source, target: SERVER, targetPort, flow: targetPort }))
const refused = (count: number, gapMs: number): SensorEvent[] =>
  each(count, gapMs, (at, of) => login({ at, source: STRANGER, target: SERVER, service: 'ftp', flow: of }))
const calls = (count: number, gapOf: (place: number) => number): SensorEvent[] =>
  Array.from({ length: count }, (_, place) =>
    flow({
      at: gapOf(place),
      startedAt: gapOf(place),
      source: KIOSK,
      target: STRANGER,
      outcome: 'answered',
      flow: place,
    }),
  )

describe('other systems’ thresholds', () => {
  test.each<[string, string, SensorEvent[], string[]]>([
    ['Zeek', '25 doors of a stranger', knocks(25, SECOND), [`port-scan ${STRANGER}`]],
    ['Zeek', '24 doors', knocks(24, SECOND), []],
    ['Zeek', '25 doors, too slowly', knocks(25, MINUTE), []],
    ['Zeek', '100 doors of one of our own', knocks(100, SECOND, KIOSK), []],
    ['Slips', '6 doors', knocks(6, SECOND), [`port-scan ${STRANGER}`]],
    ['Slips', '5 doors', knocks(5, SECOND), []],
    ['Wazuh', '8 refusals in two minutes', refused(8, 15 * SECOND), [`brute-force-failure ${STRANGER}`]],
    ['Wazuh', '8 refusals, slower', refused(8, 20 * SECOND), []],
    [
      'Wazuh',
      '14 pages that are not there',
      each(14, SECOND, (at, of) => http({ at, source: STRANGER, target: SERVER, status: 404, flow: of })),
      [`url-scan ${STRANGER}`],
    ],
    [
      'RITA',
      '100 names below one domain',
      each(100, SECOND, (at, of) => dns({ at, source: KIOSK, name: `a${of}.t.example.net`, flow: of })),
      [`dns-tunneling ${KIOSK}`],
    ],
    ['RITA', 'calls by the clock', calls(20, (place) => place * 10 * MINUTE), [`known-c2 ${KIOSK}`]],
    ['RITA', 'calls by whim', calls(20, (place) => place ** 3 * MINUTE), []],
  ])('%s: %s', (name, _what, events, found) => {
    expect(says(name, events)).toEqual(found)
  })
})
