import { describe, expect, test } from 'vitest'
import { synFlood } from '#engine/detect/rules/syn-flood.ts'
import type { FlowEvent } from '#engine/event.ts'
import { alertsOf, detector, sentencesOf } from '#test/support/detect.ts'
import { each, flow, HOUR, KIOSK, MORNING, SECOND, SERVER, STRANGER } from '#test/support/events.ts'

const abroad = (number: number): string => `100.${64 + (number >>> 16)}.${(number >>> 8) & 255}.${number & 255}`
const host = (number: number): string => `10.${number >>> 16}.${(number >>> 8) & 255}.${number & 255}`
const options = { rules: [synFlood] }
const floods = (events: readonly FlowEvent[]): string[] => sentencesOf(alertsOf(events, options))
const syn = (changes: Partial<FlowEvent>): FlowEvent =>
  flow({ target: SERVER, targetPort: 443, isHalfOpen: true, ...changes })
/** At 400 a second. */
const flood = (count: number, changes: (place: number) => Partial<FlowEvent>): FlowEvent[] =>
  each(count, 2.5, (at, place) => syn({ at, sourcePort: 1_024 + (place % 60_000), ...changes(place) }))

const sentence = (severity: string, count: number, source: string, senders: string, shape: string): string =>
  `syn-flood ${severity} ×${count} ${source} → ${SERVER} [${SERVER}] ${count} connections to ${SERVER}:443 begun and not carried on, from ${senders} senders (${shape}); 2000 within 20 s with less than 10 % carried on are a flood`

describe('a flood is found', () => {
  test.each<[string, FlowEvent[], string]>([
    [
      'from one sender within five seconds',
      flood(2_000, () => ({ source: STRANGER })),
      sentence('medium', 2_000, STRANGER, '1', 'one-source'),
    ],
    [
      'answered by the server, never carried on',
      flood(2_000, () => ({ source: STRANGER, outcome: 'answered' })),
      sentence('medium', 2_000, STRANGER, '1', 'one-source'),
    ],
    [
      'on a closed door',
      flood(2_000, () => ({ source: STRANGER, outcome: 'refused' })),
      sentence('medium', 2_000, STRANGER, '1', 'one-source'),
    ],
    [
      'from a few senders',
      flood(2_000, (place) => ({ source: abroad(place % 40) })),
      sentence('high', 2_000, '*', '40', 'few-sources'),
    ],
    [
      'from one port of one sender, which is a single connection to the sensor',
      [syn({ at: MORNING + 8 * SECOND, startedAt: MORNING, packetsToTarget: 5_000 })],
      sentence('medium', 5_000, STRANGER, '1', 'one-source'),
    ],
    [
      'across the border of two buckets',
      flood(2_000, () => ({})).map((event) => ({ ...event, at: event.at + 7_500, startedAt: event.startedAt + 7_500 })),
      sentence('medium', 2_000, STRANGER, '1', 'one-source'),
    ],
    [
      'when one in ten gets through',
      [
        ...flood(2_000, () => ({ source: STRANGER })),
        ...each(200, 20, (at) => flow({ at, target: SERVER, targetPort: 443, outcome: 'answered' })),
      ],
      sentence('medium', 2_000, STRANGER, '1', 'one-source'),
    ],
  ])('%s', (_name, events, expected) => {
    expect(floods(events)).toEqual([expected])
    expect(floods(events.toReversed())).toEqual([expected])
  })

  test('from made-up senders, however many', () => {
    const [alert, ...others] = alertsOf(
      flood(20_000, (place) => ({ source: abroad(place) })),
      options,
    )
    expect(others).toEqual([])
    expect(alert).toMatchObject({ severity: 'high', source: '', count: 20_000, evidence: { shape: 'made-up-sources' } })
    expect(Number(alert?.evidence.sources) / 20_000).toBeCloseTo(1, 0)
    expect(alert?.evidence.peakPerSecond).toBe(400)
    expect(alert?.evidence.events).toHaveLength(30)
  })

  test('when one of the firm’s own computers floods somebody else, whose device it is', () => {
    const events = flood(2_000, () => ({ source: KIOSK, target: STRANGER }))
    expect(alertsOf(events, options)).toMatchObject([
      { severity: 'high', device: KIOSK, source: KIOSK, target: STRANGER },
    ])
  })

  test('by when it began, although the sensor writes all of it at once and later', () => {
    const late = flood(2_000, () => ({})).map((event) => ({ ...event, at: MORNING + HOUR }))
    expect(floods(late)).toHaveLength(1)
    const slow = each(2_000, 60, (at) => syn({ at: MORNING + HOUR, startedAt: at }))
    expect(floods(slow)).toEqual([])
  })
})

describe('nobody is said to flood', () => {
  test.each<[string, FlowEvent[]]>([
    ['one less', flood(1_999, () => ({}))],
    [
      'a crowd, of which most get in',
      flood(9_000, (place) => (place % 3 === 0 ? {} : { outcome: 'answered', isHalfOpen: false })),
    ],
    [
      'a busy hour in which more than one in ten gets in',
      flood(2_300, (place) => (place % 9 === 0 ? { outcome: 'answered', isHalfOpen: false } : {})),
    ],
    ['a scan of all ports of a computer, twice', flood(60_000, (place) => ({ targetPort: 1 + (place % 30_000) }))],
    ['a scan of one port of many computers', flood(30_000, (place) => ({ target: host(place), targetPort: 445 }))],
    [
      'backscatter: answers to questions nobody here asked',
      flood(9_000, () => ({ isMidway: true, isHalfOpen: false })),
    ],
    ['one-way UDP', flood(9_000, () => ({ protocol: 'udp', isHalfOpen: false }))],
    ['a web page that is asked for very often', flood(9_000, () => ({ outcome: 'answered', isHalfOpen: false }))],
    ['a server that is off and asked for twice a second', each(20_000, 500, (at) => syn({ at, packetsToTarget: 7 }))],
    [
      'a long connection attempt of many packets',
      [syn({ at: MORNING + 3 * HOUR, startedAt: MORNING, packetsToTarget: 5_000 })],
    ],
  ])('%s', (_name, events) => {
    expect(floods(events)).toEqual([])
  })

  test('for what is usual at a door that nobody answers', () => {
    const usual = (from: number) =>
      each(4 * 3_600, 250, (at, place) => syn({ at: at + from, source: abroad(place % 5) }))
    const running = detector(options)
    expect(running.detect(usual(0))).toEqual([])
    running.advance(MORNING + 48 * HOUR)
    // Forty within a bucket are usual here, so nothing below eight hundred is new, and the floor of 2,000 stands.
    expect(running.detect(flood(2_000, () => ({})).map((event) => later(event, 48 * HOUR)))).toHaveLength(1)
  })
})

const later = (event: FlowEvent, by: number): FlowEvent => ({
  ...event,
  at: event.at + by,
  startedAt: event.startedAt + by,
})

describe('what is remembered stays small', () => {
  test('of a million senders', () => {
    const running = detector(options)
    for (let begin = 0; begin < 100_000; begin += 10_000)
      running.detect(flood(10_000, (place) => ({ source: abroad(begin + place) })).map((event) => later(event, begin)))
    expect(JSON.stringify(running.snapshot().rules).length).toBeLessThan(16_000)
  })

  test('of a flood of hours, whose beginning is let go and still counted', () => {
    const events = each(6 * 360, 10 * SECOND, (at) => syn({ at, packetsToTarget: 4_000 }))
    const running = detector(options)
    const alerts = running.detect(events)
    expect(alerts).toMatchObject([{ count: 6 * 360 * 4_000, firstSeenAt: MORNING, lastSeenAt: events.at(-1)?.at }])
    expect(JSON.stringify(running.snapshot().rules).length).toBeLessThan(32_000)
  })

  test('however many doors are flooded, with what was let go counted', () => {
    const running = detector(options)
    running.detect(each(9_000, 1, (at, place) => syn({ at, targetPort: place + 1 })))
    expect(running.counts().subjects).toBeLessThanOrEqual(1_024)
    expect(running.counts().evicted).toBeGreaterThan(6_000)
  })
})
