import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '#engine/detect/limits.ts'
import { beaconing } from '#engine/detect/rules/beaconing.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOfPieces, detector, finalAlerts, sentencesOf, stored } from '#test/support/detect.ts'
import {
  dns,
  each,
  flow,
  HOUR,
  http,
  KIOSK,
  MINUTE,
  MORNING,
  SECOND,
  SERVER,
  STRANGER,
  tls,
} from '#test/support/events.ts'
import { proofRuns } from '#test/support/proof.ts'

const rules = [beaconing]
const OTHER = '198.51.100.7'
const call = { source: KIOSK, target: STRANGER, targetPort: 443, outcome: 'answered' as const, service: 'tls' }
/** Names are heard at all, so that one may be missed. */
const names = dns({ at: MORNING - HOUR, name: 'www.example.jp', answers: [OTHER] })
const named = (name: string) => dns({ at: MORNING - HOUR, name, answers: [STRANGER] })

/** As at the end of a file. */
function alertsIn(events: readonly SensorEvent[]) {
  const running = detector({ rules })
  return finalAlerts([running.detect(events), running.finish()])
}
const found = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsIn(events))
const beat = (severity: string, port: number, reason: string) => [
  expect.stringMatching(`^known-c2 ${severity} ×\\d+ ${KIOSK} → ${STRANGER}:${port} \\[${KIOSK}\\] .*${reason}`),
]
/** Gaps of up to the period, shortened by a share of it as by chance. */
function jittered(times: number, period: number, share: number): SensorEvent[] {
  let at = MORNING
  return each(times, 0, (_at, place) => {
    at += period * (1 - (share * ((place * 7_919) % 1_009)) / 1_009)
    return flow({ ...call, at: Math.floor(at) })
  })
}

describe('a device that asks for orders', () => {
  test.each<[string, SensorEvent[], unknown[]]>([
    [
      'of a bare address',
      [names, ...each(30, 5 * MINUTE, (at) => flow({ ...call, at }))],
      beat('medium', 443, 'every 300 s, 100 % of 29 gaps as long: nobody asked for its name;'),
    ],
    [
      'at an odd port',
      [named('orders.example'), ...each(30, 5 * MINUTE, (at) => flow({ ...call, at, targetPort: 4_444 }))],
      beat('medium', 4_444, 'an odd port;'),
    ],
    [
      'of a server that is gone',
      [names, ...each(60, MINUTE, (at) => flow({ ...call, at, targetPort: 6_667, outcome: 'silent' }))],
      beat('high', 6_667, 'nobody asked for its name, an odd port, no answer;'),
    ],
    [
      'within TLS, below a dynamic name',
      [named('orders.duckdns.org'), ...each(30, 5 * MINUTE, (at) => flow({ ...call, at }))],
      beat('medium', 443, 'an odd name;'),
    ],
    [
      'within TLS, at a made-up name',
      [
        tls({ target: STRANGER, serverName: 'xkqjzvbw3r7hq.com' }),
        ...each(30, 5 * MINUTE, (at) => flow({ ...call, at: at + 1 })),
      ],
      beat('medium', 443, 'an odd name;'),
    ],
    [
      'every five seconds',
      [names, ...each(900, 5 * SECOND, (at) => flow({ ...call, at }))],
      beat('medium', 443, 'every 5 s'),
    ],
    [
      'openly, within one connection',
      [named('orders.example'), ...each(40, MINUTE, (at) => http({ at, target: STRANGER, host: 'orders.example' }))],
      beat('low', 80, 'every 60 s, 100 % of 39 gaps as long: openly;'),
    ],
    ['with half of the time by chance', [names, ...jittered(90, 2 * MINUTE, 0.5)], beat('medium', 443, 'its name')],
    [
      'every ten minutes',
      [names, ...each(14, 10 * MINUTE, (at) => flow({ ...call, at }))],
      beat('medium', 443, 'every 600 s'),
    ],
    [
      'every half minute, for a while',
      [names, ...each(45, 30 * SECOND, (at) => flow({ ...call, at }))],
      beat('medium', 443, 'every 30 s'),
    ],
  ])('%s', (_name, events, sentences) => {
    expect(found(events)).toEqual(sentences)
  })
})

describe('a device that waits for orders', () => {
  const held = (change: object = {}, hours = 2) =>
    flow({ ...call, targetPort: 4_444, service: '', startedAt: MORNING, at: MORNING + hours * HOUR, ...change })

  test.each<[string, SensorEvent[], string]>([
    ['at a bare address and an odd port', [names, held()], 'for 120 min: nobody asked for its name, an odd port;'],
    [
      'at a dynamic name and an odd port, again after it was cut off',
      [named('orders.duckdns.org'), held(), held({ startedAt: MORNING + 3 * HOUR, at: MORNING + 6 * HOUR })],
      'for 180 min: an odd name, an odd port;',
    ],
  ])('%s', (_name, events, reason) => {
    expect(found(events)).toEqual([
      expect.stringMatching(
        `^known-c2 medium ×${events.length - 1} ${KIOSK} → ${STRANGER}:4444 \\[${KIOSK}\\] .*${reason}`,
      ),
    ])
  })

  test('whose connection is measured in minutes', () => {
    expect(alertsIn([names, held()])).toMatchObject([
      { evidence: { threshold: 60, unit: 'minutes', heldMs: 2 * HOUR } },
    ])
  })

  test.each<[string, SensorEvent[]]>([
    ['not for an hour', [names, held({}, 0.9)]],
    ['at a usual port', [names, held({ targetPort: 443, service: 'tls' })]],
    ['at a plain name', [named('camera.example'), held()]],
    ['to work at a distance', [names, held({ targetPort: 3_389 }), held({ service: 'ssh', targetPort: 2_222 })]],
    ['through a tunnel to the office', [names, held({ targetPort: 10_443 }), held({ bytesToSource: 30_000_000 })]],
    ['in vain', [names, held({ outcome: 'silent' })]],
    ['since before anybody looked', [names, held({ isMidway: true })]],
    ['as three others do', [names, ...['24', '25', '26'].map((end) => held({ source: `192.168.1.${end}` }))]],
  ])('but %s is silent', (_name, events) => {
    expect(found(events)).toEqual([])
  })
})

describe('what comes again honestly is silent', () => {
  test.each<[string, SensorEvent[]]>([
    [
      'one of many pages at an address that it shares with an odd one',
      [
        tls({ target: STRANGER, serverName: 'xkqjzvbw3r7hq.com' }),
        named('app.example'),
        ...each(60, 5 * MINUTE, (at) => flow({ ...call, at: at + 1 })),
      ],
    ],
    ['eleven gaps', [names, ...each(12, 10 * MINUTE, (at) => flow({ ...call, at }))]],
    ['too short a time', [names, ...each(35, 30 * SECOND, (at) => flow({ ...call, at }))]],
    ['what follows no beat', [names, ...jittered(60, 10 * MINUTE, 1)]],
    ['a page and its pictures', [names, ...each(600, SECOND, (at) => flow({ ...call, at }))]],
    ['a named page within TLS', [named('app.example'), ...each(60, 5 * MINUTE, (at) => flow({ ...call, at }))]],
    [
      'a page named by TLS alone',
      [tls({ serverName: 'app.example' }), ...each(60, 5 * MINUTE, (at) => flow({ ...call, at: at + HOUR }))],
    ],
    [
      'the maker of the system, at whatever port',
      [named('client.wns.windows.com'), ...each(60, 5 * MINUTE, (at) => flow({ ...call, at, targetPort: 4_460 }))],
    ],
    ['where names are never heard', each(60, 5 * MINUTE, (at) => flow({ ...call, at }))],
    [
      'a long connection that is heard halfway',
      [names, ...each(60, 5 * MINUTE, (at) => flow({ ...call, at, isMidway: true }))],
    ],
    ['the time', [names, ...each(60, 5 * MINUTE, (at) => flow({ ...call, at, targetPort: 123 }))]],
    ['a game', [names, ...each(60, 5 * MINUTE, (at) => flow({ ...call, at, targetPort: 27_015, protocol: 'udp' }))]],
    [
      'a server of the firm’s own',
      [names, ...each(60, 5 * MINUTE, (at) => flow({ ...call, at, target: SERVER, targetPort: 9_100 }))],
    ],
    ['somebody outside', [names, ...each(60, 5 * MINUTE, (at) => flow({ ...call, at, source: OTHER }))]],
    [
      'what three devices call',
      [
        names,
        ...['192.168.1.24', '192.168.1.25', KIOSK].flatMap((source) =>
          each(60, 5 * MINUTE, (at) => flow({ ...call, at, source })),
        ),
      ],
    ],
  ])('%s', (_name, events) => {
    expect(found(events)).toEqual([])
  })
})

describe('what three devices call', () => {
  const THREE = ['192.168.1.24', '192.168.1.25', KIOSK]
  const DAY = 24 * HOUR
  /** Every five minutes, from so many days on. */
  const calls = (day: number, change: object, sources = THREE): SensorEvent[] =>
    sources.flatMap((source) => each(60, 5 * MINUTE, (at) => flow({ ...call, source, ...change, at: at + day * DAY })))
  /** Somebody surfs, on so many days. */
  const days = (count: number): SensorEvent[] =>
    Array.from({ length: count }, (_, day) => flow({ ...call, target: OTHER, at: MORNING - HOUR + day * DAY }))
  const devicesFound = (events: SensorEvent[]): string[] =>
    alertsIn(events.toSorted((left, right) => left.at - right.at))
      .map(({ device }) => device)
      .toSorted()
  const LATER = ['192.168.1.24', '192.168.1.25', '192.168.1.26']
  const BARE = { targetPort: 4_444, service: '' }

  test.each<[string, SensorEvent[], string[]]>([
    ['under an odd name at a usual port, as a service may', [named('orders.duckdns.org'), ...calls(0, {})], []],
    ['under an odd name at an odd port', [named('orders.duckdns.org'), ...calls(0, BARE)], THREE],
    [
      'under an odd name, openly',
      [named('orders.duckdns.org'), ...calls(0, { targetPort: 80, service: 'http' })],
      THREE,
    ],
    [
      'under a plain name at an odd port, openly',
      [named('orders.example'), ...calls(0, { ...BARE, service: 'http' })],
      [],
    ],
    ['at a bare address and an odd port, on the first day that the firm is watched', [names, ...calls(0, BARE)], []],
    ['the same, when the firm has been watched for two days', [names, ...days(3), ...calls(2, BARE)], []],
    ['the same, when the firm has been watched for three days', [names, ...days(4), ...calls(3, BARE)], THREE],
    ['the same at a usual port', [names, ...days(4), ...calls(3, {})], []],
    [
      'the same, but one of them has called there from the first day on',
      [names, ...days(4), ...calls(0, BARE, [KIOSK]), ...calls(3, BARE, LATER)],
      // On its first day it called alone.
      [KIOSK],
    ],
    [
      'the same, and another on the third day after: by then it is a service',
      [names, ...days(7), ...calls(3, BARE, THREE), ...calls(6, BARE, [...THREE, '192.168.1.26'])],
      THREE,
    ],
  ])('%s', (_name, events, devices) => {
    expect(devicesFound(events)).toEqual(devices.toSorted())
  })

  test('wakes nobody, and says how many they are', () => {
    const alerts = alertsIn(
      [named('orders.duckdns.org'), ...calls(0, BARE)].toSorted((left, right) => left.at - right.at),
    )
    expect(alerts.map(({ severity, evidence }) => [severity, evidence.callers])).toEqual(THREE.map(() => ['medium', 3]))
  })

  test('is remembered over a restart', () => {
    const events = [names, ...days(4), ...calls(0, BARE, [KIOSK]), ...calls(3, BARE, LATER)]
    const sorted = events.toSorted((left, right) => left.at - right.at)
    const before = detector({ rules })
    before.detect(sorted.filter(({ at }) => at < MORNING + 2 * DAY))
    const after = detector({ rules, snapshot: stored(before) })
    expect(finalAlerts([after.detect(sorted.filter(({ at }) => at >= MORNING + 2 * DAY)), after.finish()])).toEqual([])
  })
})

test('a beat that ends in one long connection stays a beat', () => {
  const beats = each(30, 5 * MINUTE, (at) => flow({ ...call, at, targetPort: 4_444 }))
  const strays = jittered(90, 4 * MINUTE, 1).map((event) => ({ ...event, at: event.at + 3 * HOUR, targetPort: 4_444 }))
  const held = flow({ ...call, targetPort: 4_444, startedAt: MORNING + 5 * HOUR, at: MORNING + 8 * HOUR })
  expect(found([names, ...beats, ...strays, held])).toEqual([
    expect.stringMatching(/^known-c2 high .* called .* every 300 s, 100 % of 29 gaps/),
  ])
})

describe('an hour is judged when it has wholly come', () => {
  const events = [names, ...each(40, 5 * MINUTE, (at) => flow({ ...call, at }))]

  test('within half an hour of its end', () => {
    const running = detector({ rules })
    expect(running.detect(events.filter(({ at }) => at < MORNING + HOUR))).toEqual([])
    const before = running.detect(
      events.filter(({ at }) => at >= MORNING + HOUR && at < MORNING + 2 * HOUR + 25 * MINUTE),
    )
    expect(before).toEqual([])
    const after = running.detect(events.filter(({ at }) => at >= MORNING + 2 * HOUR + 25 * MINUTE))
    expect(after).toMatchObject([{ kind: 'known-c2', device: KIOSK }])
  })

  test('in silence, too', () => {
    const running = detector({ rules })
    running.detect(events)
    running.advance(MORNING + 5 * HOUR)
    expect(running.detect([])).toMatchObject([{ count: 40 }])
  })

  test('and what is said does not depend on order, cuts or restarts while rows come within a quarter of an hour', () => {
    const hosts = fc.constantFrom('xkqjzvbw3r7hq.com', 'orders.duckdns.org', 'app.example', 'www.windows.com', '')
    const traffic = fc
      .array(fc.record({ host: hosts, late: fc.nat(15 * MINUTE), stray: fc.nat(4 * HOUR) }), {
        maxLength: 60,
        size: 'max',
      })
      .map((moves) => {
        const strays = moves.map(({ stray, host }) =>
          host === ''
            ? flow({ ...call, at: MORNING + stray })
            : tls({ at: MORNING + stray, target: STRANGER, serverName: host }),
        )
        const all = [...events, ...strays].map((event, place) => ({
          event,
          due: event.at + (moves[place % 40]?.late ?? 0),
        }))
        return {
          all: [...events, ...strays].sort((a, b) => a.at - b.at),
          other: all.sort((a, b) => a.due - b.due).map(({ event }) => event),
        }
      })
    const end = flow({ at: MORNING + 8 * HOUR, source: OTHER })
    fc.assert(
      fc.property(traffic, fc.array(fc.nat(60), { maxLength: 6 }), fc.boolean(), ({ all, other }, cuts, restarts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), other.length]
        const pieces = edges.slice(1).map((edge, place) => other.slice(edges[place], edge))
        expect(alertsOfPieces([...pieces, [end], []], { rules, restarts })).toEqual(
          alertsOfPieces([...all.map((event) => [event]), [end], []], { rules }),
        )
      }),
      { numRuns: proofRuns(60, 3_000) },
    )
  })
})

test('a place that a device calls all day long stays small', () => {
  const running = detector({ rules })
  running.detect(each(20_000, 4 * SECOND, (at) => flow({ ...call, at })))
  expect(JSON.stringify(running.snapshot().rules).length).toBeLessThan(60_000)
})

test('a name as long as an attacker likes stays short', () => {
  const running = detector({ rules })
  running.detect([http({ host: `${'a'.repeat(100_000)}.example` })])
  expect(JSON.stringify(running.snapshot().rules).length).toBeLessThan(2_000)
})

test('a scan of the internet costs no more than the table holds', () => {
  const running = detector({ rules, limits: { ...LIMITS, subjectsMax: 100 } })
  running.detect(each(1_000, 1, (at, place) => flow({ ...call, at, target: `203.0.${place >> 8}.${place & 255}` })))
  expect(running.counts().subjects).toBeLessThanOrEqual(102)
  expect(running.counts().evicted).toBeGreaterThan(800)
})
