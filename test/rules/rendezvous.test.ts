import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '#engine/detect/limits.ts'
import { rendezvous } from '#engine/detect/rules/rendezvous.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, alertsOfPieces, detector, sentencesOf } from '#test/support/detect.ts'
import { each, HOUR, http, KIOSK, MINUTE, SERVER, STRANGER, tls } from '#test/support/events.ts'
import { madeUp } from '#test/support/names.ts'
import { proofRuns } from '#test/support/proof.ts'

const rules = [rendezvous]
const found = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsOf(events, { rules }))
const odd = (place: number): string => `${madeUp(place)}.com`
const page = { source: KIOSK, target: STRANGER, path: '/login.php', status: 404 }
const asked = (names: number, change: object = {}, everyMs = MINUTE): SensorEvent[] =>
  each(names, everyMs, (at, place) => http({ ...page, at, host: odd(place), ...change }))

describe('malware that has found somebody who answers at the names it computes is found', () => {
  test.each<[string, SensorEvent[]]>([
    ['by five pages', asked(5)],
    ['within TLS', each(5, MINUTE, (at, place) => tls({ at, target: STRANGER, serverName: odd(place) }))],
    ['below a dynamic name', each(5, MINUTE, (at, place) => http({ ...page, at, host: `${madeUp(place)}.ddns.net` }))],
    [
      'under a suffix of its own',
      each(5, MINUTE, (at, place) => http({ ...page, at, host: `${madeUp(place)}.bazar` })),
    ],
  ])('%s', (_name, events) => {
    expect(found(events)).toEqual([
      expect.stringMatching(
        `^known-c2 high ×5 ${KIOSK} → ${STRANGER} \\[${KIOSK}\\] .*under 5 different names that look made up`,
      ),
    ])
  })

  test('once a day for each server, with the names that an analyst can look up', () => {
    const [alert, ...others] = alertsOf([...asked(20), ...asked(20, { target: '198.51.100.7' })], { rules })
    expect(others).toHaveLength(1)
    expect(alert).toMatchObject({ count: 20, evidence: { names: 20, threshold: 40, windowMs: HOUR } })
    expect(alert?.evidence.events[0]?.note).toBe(`reached ${odd(0)}`)
  })
})

describe('what is reached honestly is silent', () => {
  test.each<[string, SensorEvent[]]>([
    ['three such names', asked(3)],
    ['one such name, again and again', each(60, MINUTE, (at) => http({ ...page, at, host: odd(1) }))],
    ['names below one', each(60, MINUTE, (at, place) => http({ ...page, at, host: `${madeUp(place)}.cdn.example` }))],
    ['a server for each', asked(20).map((event, place) => ({ ...event, target: `203.0.113.${place}` }))],
    ['a device for each', asked(20).map((event, place) => ({ ...event, source: `192.168.1.${place}` }))],
    ['one in an hour', asked(12, {}, HOUR)],
    ['nobody', asked(20, { status: 0 })],
    ['a server of the firm’s own, as a proxy is', asked(20, { target: SERVER })],
    ['a proxy on the internet', asked(20, { targetPort: 8_080 })],
    ['whatever a proxy is asked to connect to', asked(20, { method: 'CONNECT' })],
    [
      'whatever is reached through it',
      asked(20).map(({ at }, place) => tls({ at, targetPort: 80, serverName: odd(place) })),
    ],
    ['by somebody outside', asked(20, { source: '198.51.100.7' })],
    [
      'what a company makes up for its customers',
      each(20, 1, (at, n) => http({ ...page, at, host: `${madeUp(n)}.cloudfront.net` })),
    ],
    [
      'many shops at one host',
      each(8, MINUTE, (at, place) =>
        http({ ...page, at, host: `${'sakura kaede momiji tsubaki ayame botan kiku hagi'.split(' ')[place]}.jp` }),
      ),
    ],
    [
      'addresses in the place of names',
      each(40, 1, (at, place) => http({ ...page, at, host: `203.0.${100 + place}.5` })),
    ],
  ])('%s', (_name, events) => {
    expect(found(events)).toEqual([])
  })
})

test('what is said does not depend on order, cuts or restarts', () => {
  const visits = fc.array(fc.record({ place: fc.nat(8), minute: fc.nat(100) }), { minLength: 5, maxLength: 30 })
  fc.assert(
    fc.property(visits, fc.infiniteStream(fc.nat(99)), fc.nat(20), fc.boolean(), (seen, ranks, cut, restarts) => {
      const events = seen.map(({ place, minute }) =>
        http({ ...page, at: HOUR * 24 + minute * MINUTE, host: odd(place) }),
      )
      const other = events
        .map((event) => ({ event, rank: ranks.next().value }))
        .toSorted((one, two) => one.rank - two.rank)
        .map(({ event }) => event)
      expect(alertsOfPieces([other.slice(0, cut), other.slice(cut)], { rules, restarts })).toEqual(
        alertsOfPieces([events.toSorted((one, two) => one.at - two.at)], { rules }),
      )
    }),
    { numRuns: proofRuns(60, 3_000) },
  )
})

test('a stranger’s thousand servers cost no more than the table holds', () => {
  const running = detector({ rules, limits: { ...LIMITS, costlyMax: 100 } })
  running.detect(
    asked(1_000, {}, 1).map((event, place) => ({ ...event, target: `203.0.${place >> 8}.${place & 255}` })),
  )
  expect(running.counts().subjects).toBeLessThanOrEqual(100)
  expect(running.counts().evicted).toBeGreaterThan(800)
})
