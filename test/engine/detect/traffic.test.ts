import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexCountries } from '#adapters/feeds/countries.ts'
import type { DetectorOptions } from '#engine/detect/detector.ts'
import { LIMITS } from '#engine/detect/limits.ts'
import type { SensorEvent } from '#engine/event.ts'
import type { TrafficCount } from '#engine/traffic.ts'
import { detector, stored } from '#test/support/detect.ts'
import { flow, HOUR, KIOSK, MINUTE, MORNING, SERVER, STRANGER } from '#test/support/events.ts'
import { proofRuns } from '#test/support/proof.ts'

const DAY = 24 * HOUR
const MB = 1_000_000
/** 192.168.1.24. */
const LAPTOP = '192.168.1.24'
const intelligence = {
  countries: indexCountries([{ name: 'countries', text: '203.0.113.0/24,JP\n198.51.100.0/24,RU\n192.0.2.0/24,US\n' }]),
}

/** An answered connection of Kenta's PC to the web, unless told otherwise. */
const visit = (changes: Parameters<typeof flow>[0] = {}) =>
  flow({
    source: KIOSK,
    target: STRANGER,
    service: 'tls',
    outcome: 'answered',
    bytesToTarget: 20_000,
    bytesToSource: 400_000,
    ...changes,
  })
/** Every working hour of so many days, from Tuesday 10:00 in Japan. */
const office = (days: number, changes: Parameters<typeof flow>[0] = {}): SensorEvent[] =>
  Array.from({ length: days * 8 }, (_, place) =>
    visit({ at: MORNING + Math.floor(place / 8) * DAY + (place % 8) * HOUR, ...changes }),
  )

/** What a database would hold. */
function countsOf(
  pieces: readonly (readonly SensorEvent[])[],
  restarts = false,
  options: Partial<DetectorOptions> = {},
): string[] {
  const given = { intelligence, rules: [], ...options }
  const held = new Map<string, TrafficCount>()
  let running = detector(given)
  for (const piece of pieces) {
    running.detect(piece)
    for (const count of running.traffic()) held.set(`${count.day} ${count.kind} ${count.device}`, count)
    if (restarts) running = detector({ ...given, snapshot: stored(running) })
  }
  return [...held.values()]
    .filter(({ count }) => count > 0)
    .map(sentenceOf)
    .sort()
}
const sentenceOf = ({ day, kind, device, count, examples }: TrafficCount): string =>
  `${day} ${kind} ×${count} [${device}] ${examples.join(' ')}`

test('of more devices at once than are remembered, those that are are judged', () => {
  const crowd = Array.from({ length: 8 }, (_, place) =>
    visit({ at: MORNING + 4 * DAY, source: `192.168.1.${100 + place}`, bytesToTarget: 200 * MB }),
  )
  expect(countsOf([office(4), crowd], false, { limits: { ...LIMITS, subjectsMax: 4 } })).toContain(
    '2026-11-28 large-upload ×1 [192.168.1.107] 200 MB',
  )
})

describe('after three days, what is unlike them is counted', () => {
  const later = MORNING + 4 * DAY
  test.each<[string, SensorEvent[], string[]]>([
    [
      'a service that nobody had used',
      [visit({ at: later, service: 'ssh', targetPort: 22 })],
      [`2026-11-28 new-service ×1 [${KIOSK}] ssh`],
    ],
    [
      'a port that no sensor recognises',
      [visit({ at: later, service: '', targetPort: 4444 })],
      [`2026-11-28 new-service ×1 [${KIOSK}] tcp/4444`],
    ],
    [
      'many high ports as one, as calls use them',
      [5_000, 6_000, 7_000].map((targetPort) => visit({ at: later, service: '', targetPort, protocol: 'udp' })),
      [`2026-11-28 new-service ×1 [${KIOSK}] udp/high`],
    ],
    [
      'several on a day, a few of them named',
      ['ssh', 'ftp', 'rdp', 'imap', 'ssh'].map((service) => visit({ at: later, service })),
      [`2026-11-28 new-service ×4 [${KIOSK}] ftp imap rdp`],
    ],
    [
      'a country that nobody had reached',
      [visit({ at: later, target: '198.51.100.9' })],
      [`2026-11-28 new-country ×1 [${KIOSK}] RU`],
    ],
    ['a country the list does not know, not', [visit({ at: later, target: '233.252.0.1' })], []],
    [
      'a hundred megabytes where a day had less than one',
      [visit({ at: later, bytesToTarget: 60 * MB }), visit({ at: later + HOUR, bytesToTarget: 41 * MB })],
      [`2026-11-28 large-upload ×1 [${KIOSK}] 100 MB`],
    ],
    ['a little below a hundred megabytes, not', [visit({ at: later, bytesToTarget: 99 * MB })], []],
    [
      'work at two and three at night',
      [2, 3].map((hour) => visit({ at: later - 8 * HOUR + (hour - 2) * HOUR })),
      [`2026-11-27 off-hours ×2 [${KIOSK}] 02:00 03:00`],
    ],
    ['what a clock or an update sends at night, not', [visit({ at: later - 8 * HOUR, bytesToTarget: 9_000 })], []],
    ['work at four in the morning, not', [visit({ at: later - 6 * HOUR })], []],
    ['what was not answered, not', [visit({ at: later, service: 'ssh', outcome: 'silent' })], []],
    ['what was joined halfway, not', [visit({ at: later, service: 'ssh', isMidway: true })], []],
    [
      'copies within the firm, not',
      [visit({ at: later, target: SERVER, service: 'smb', bytesToTarget: 900 * MB })],
      [],
    ],
    [
      'visitors from outside, not',
      [visit({ at: later, source: STRANGER, target: SERVER, service: 'http', bytesToTarget: 900 * MB })],
      [],
    ],
  ])('%s', (_name, events, expected) => {
    expect(countsOf([[...office(4), ...events]])).toEqual(expected)
  })
})

describe('the first three days', () => {
  test('count nothing, however odd they are', () => {
    const odd = visit({
      at: MORNING + 2 * DAY + 15 * HOUR,
      service: 'ssh',
      target: '198.51.100.9',
      bytesToTarget: 900 * MB,
    })
    expect(countsOf([[...office(3), odd]])).toEqual([])
  })

  test('are three times twenty-four hours', () => {
    const seenAt = (at: number) => countsOf([[...office(3), visit({ at, service: 'ssh' })]])
    expect(seenAt(MORNING + 3 * DAY - 1)).toEqual([])
    expect(seenAt(MORNING + 3 * DAY)).toHaveLength(1)
  })

  test('are three with traffic, so that a clock that is years behind ends nothing', () => {
    const behind = [visit({ at: 0 }), visit({ at: 9 * DAY })]
    expect(countsOf([[...behind, visit({ at: MORNING, service: 'ssh' })]])).toEqual([])
  })

  test('without a list of countries, no country is ever counted', () => {
    const events = [...office(4), visit({ at: MORNING + 4 * DAY, target: '198.51.100.9' })]
    expect(countsOf([events], false, { intelligence: {} })).toEqual([])
  })
})

describe('a device is held against its own days', () => {
  const backup = (day: number, megabytes: number) =>
    visit({ at: MORNING + day * DAY, source: SERVER, bytesToTarget: megabytes * MB })

  test('so that a weekly backup is told once', () => {
    const weeks = [5, 12, 19].map((day) => backup(day, 4_000))
    expect(countsOf([[...office(20), ...weeks]])).toEqual([`2026-11-29 large-upload ×1 [${SERVER}] 4 GB`])
  })

  test('and one that is three times as large, again', () => {
    expect(countsOf([[...office(8), backup(1, 200), backup(6, 599)]])).toEqual([])
    expect(countsOf([[...office(8), backup(1, 200), backup(6, 600)]])).toEqual([
      `2026-11-30 large-upload ×1 [${SERVER}] 600 MB`,
    ])
  })

  test('so that a machine that never rests is no night worker', () => {
    const always = Array.from({ length: 6 * 24 }, (_, hour) => visit({ at: MORNING + hour * HOUR, source: SERVER }))
    expect(countsOf([always])).toEqual([])
  })

  test('what it did once was once: another device that does it first is not told again', () => {
    const first = [
      visit({ at: MORNING + 4 * DAY, service: 'ssh' }),
      visit({ at: MORNING + 5 * DAY, service: 'ssh', source: LAPTOP }),
    ]
    expect(countsOf([[...office(4), ...first]])).toEqual([`2026-11-28 new-service ×1 [${KIOSK}] ssh`])
  })
})

test('what came late takes back what it explains', () => {
  const running = detector({ intelligence, rules: [] })
  running.detect([...office(4), visit({ at: MORNING + 4 * DAY, service: 'ssh' })])
  expect(running.traffic().map(sentenceOf)).toEqual([`2026-11-28 new-service ×1 [${KIOSK}] ssh`])
  running.detect([visit({ at: MORNING + 4 * DAY - HOUR, service: 'ssh', source: LAPTOP })])
  expect(running.traffic().map(sentenceOf)).toEqual([
    `2026-11-28 new-service ×1 [${LAPTOP}] ssh`,
    `2026-11-28 new-service ×0 [${KIOSK}] `,
  ])
  expect(running.traffic()).toEqual([])
})

test('is never an alert', () => {
  const events = [
    ...office(4),
    visit({ at: MORNING + 4 * DAY + 16 * HOUR, target: '198.51.100.9', bytesToTarget: 900 * MB }),
  ]
  expect(detector({ intelligence }).detect(events)).toEqual([])
})

describe('what is finally counted does not depend on how the events came', () => {
  const runs = { numRuns: proofRuns(60, 5_000), endOnFailure: true }
  const events = fc
    .array(
      fc.tuple(
        fc.nat(6 * 24 * 4),
        fc.constantFrom(KIOSK, LAPTOP, SERVER),
        fc.oneof(
          { weight: 40, arbitrary: fc.constant(STRANGER) },
          fc.constantFrom('198.51.100.9', '192.0.2.1', '198.51.100.10'),
        ),
        fc.oneof({ weight: 40, arbitrary: fc.constant('tls') }, fc.constantFrom('ssh', 'ftp', '')),
        fc.constantFrom(2_000, 20_000, 70 * MB),
      ),
      { minLength: 30, maxLength: 120 },
    )
    .map((tuples) =>
      tuples.map(([quarter, source, target, service, bytesToTarget], place) =>
        visit({
          at: MORNING + quarter * 15 * MINUTE,
          source,
          target,
          service,
          bytesToTarget,
          targetPort: 4_440,
          flow: place,
        }),
      ),
    )
  const shuffled = events.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  )
  const cuts = fc.array(fc.nat(119), { maxLength: 5 })
  const cutAt = (all: readonly SensorEvent[], places: readonly number[]): SensorEvent[][] => {
    const edges = [0, ...places.toSorted((left, right) => left - right), all.length]
    return edges.slice(1).map((edge, place) => all.slice(edges[place], edge))
  }
  /** Days are kept while anything may still come of them. */
  const limits = { ...LIMITS, lateMs: 30 * DAY }

  test('in which order, in how many pieces, how often, with how many restarts', () => {
    fc.assert(
      fc.property(shuffled, cuts, fc.nat(60), fc.boolean(), ([all, other], places, from, restarts) => {
        const resent = [...other, ...other.slice(from)]
        expect(countsOf(cutAt(resent, places), restarts, { limits })).toEqual(countsOf([all], false, { limits }))
      }),
      runs,
    )
  })

  test('in the order of time, with the past let go meanwhile', () => {
    fc.assert(
      fc.property(events, cuts, fc.boolean(), (all, places, restarts) => {
        const inOrder = all.toSorted((one, other) => one.at - other.at)
        expect(countsOf(cutAt(inOrder, places), restarts)).toEqual(countsOf([inOrder], false, { limits }))
      }),
      runs,
    )
  })

  test('and the traces do hold each kind', () => {
    const kinds = fc
      .sample(events, { numRuns: 40, seed: 7 })
      .flatMap((all) => countsOf([all]).map((told) => told.split(' ')[1]))
    expect([...new Set(kinds)].sort()).toEqual(['large-upload', 'new-country', 'new-service', 'off-hours'])
  })
})

describe('is bounded', () => {
  test('by made-up services, countries and devices', () => {
    const running = detector({ rules: [] })
    for (let begin = 0; begin < 200_000; begin += 5_000)
      running.detect(
        Array.from({ length: 5_000 }, (_, place) => {
          const number = begin + place
          return visit({
            at: MORNING + number * 4_000,
            source: `10.${number >>> 16}.${(number >>> 8) & 255}.${number & 255}`,
            service: `service-${number} ${'x'.repeat(100)}`,
            flow: number,
          })
        }),
      )
    expect(running.counts().subjects).toBeLessThanOrEqual(2_048 + 4_096)
    expect(running.counts().evicted).toBeGreaterThan(100_000)
    expect(JSON.stringify(running.snapshot().traffic).length).toBeLessThan(4 * MB)
  })
})
