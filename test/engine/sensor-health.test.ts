import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HealthEvent } from '#engine/event.ts'
import { createHealthLog, type HealthHour, INCOMPLETE_ABOVE, joined, lostShare } from '#engine/sensor-health.ts'
import { HOUR, health, MINUTE, MORNING } from '../support/events.ts'
import { proofRuns } from '../support/proof.ts'

const DAY = 24 * HOUR

/** A reading of counters that have grown since yesterday, unless told otherwise. */
const grown = (at: number, total: number, lost: number, startedAt = MORNING - DAY): HealthEvent =>
  health({ at, startedAt, isSinceStart: true, total, lost })
const interval = (at: number, total: number, lost: number, changes: Partial<HealthEvent> = {}): HealthEvent =>
  health({ at, isSinceStart: false, total, lost, ...changes })

const hoursOf = (events: readonly HealthEvent[]): HealthHour[] => {
  const log = createHealthLog()
  log.note(events)
  return log.hours()
}
const sharesOf = (events: readonly HealthEvent[]): (number | null)[] =>
  hoursOf(events).map((hour, place, hours) => lostShare(hour, hours[place - 1]))

describe('counters that grow from the start', () => {
  test('tell what was lost between two of their readings, and not what was lost before', () => {
    expect(sharesOf([grown(MORNING, 1_000_000, 500_000), grown(MORNING + 30 * MINUTE, 1_001_000, 500_020)])).toEqual([
      0.02,
    ])
  })

  test('go on over the hour, so that nothing between two hours is overlooked', () => {
    const readings = [grown(MORNING + 59 * MINUTE, 10_000, 0), grown(MORNING + 61 * MINUTE, 11_000, 30)]
    expect(sharesOf(readings)).toEqual([null, 0.03])
  })

  test('begin again from nought when the sensor is started again', () => {
    const again = MORNING + 20 * MINUTE
    const readings = [
      grown(MORNING, 5_000_000, 90_000),
      grown(MORNING + 10 * MINUTE, 5_001_000, 90_000),
      grown(again + MINUTE, 500, 10, again),
      grown(again + 2 * MINUTE, 1_000, 60, again),
    ]
    expect(sharesOf(readings)).toEqual([0.03])
  })

  test('begin again also where the start is not told', () => {
    const readings = [grown(MORNING, 5_000_000, 90_000, 0), grown(MORNING + HOUR, 1_000, 20, 0)]
    expect(sharesOf(readings)).toEqual([null, 0.02])
  })

  test('of two programs of one sensor are not mixed up', () => {
    const of = (reporter: string, at: number, total: number, lost: number) => ({ ...grown(at, total, lost), reporter })
    const later = MORNING + 30 * MINUTE
    const readings = [of('a', MORNING, 1_000, 0), of('b', MORNING, 9_000, 900), of('a', later, 2_000, 0)]
    expect(sharesOf([...readings, of('b', later, 10_000, 940)])).toEqual([0.02])
  })
})

describe('counters of intervals', () => {
  test('are summed over the hour, each interval once', () => {
    const readings = [interval(MORNING, 500, 0), interval(MORNING + 5 * MINUTE, 500, 25)]
    expect(sharesOf([...readings, ...readings.slice(1)])).toEqual([0.025])
  })

  test('of packets and of acknowledgements stand beside each other, and the worse one counts', () => {
    const acknowledged = interval(MORNING, 500, 20, { counted: 'acknowledgements' })
    expect(sharesOf([interval(MORNING, 10_000, 0), acknowledged])).toEqual([0.04])
  })
})

describe('a share', () => {
  test('is not told of a handful of packets', () => {
    expect(sharesOf([interval(MORNING, 99, 50)])).toEqual([null])
  })

  test.each([
    [1_000, 10, false],
    [10_000, 101, true],
    [7_000_000, 70_000, false],
    [7_000_000, 70_001, true],
  ])('of %i with %i lost is above one in a hundred: %s', (total, lost, isAbove) => {
    const [share] = sharesOf([interval(MORNING, total, lost)])
    expect(Number(share) > INCOMPLETE_ABOVE).toBe(isAbove)
  })

  test('is never more than everything, whatever a sensor claims', () => {
    expect(sharesOf([interval(MORNING, 100, 5_000)])).toEqual([1])
  })
})

const readings = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 4 * 60 }).map((minutes) => MORNING + minutes * MINUTE),
    startedAt: fc.constantFrom(0, MORNING - DAY, MORNING + HOUR),
    isSinceStart: fc.boolean(),
    reporter: fc.constantFrom('', 'worker-1'),
    counted: fc.constantFrom('packets', 'acknowledgements'),
    total: fc.nat(100_000),
    lost: fc.nat(1_000),
  }),
  { maxLength: 40 },
)

test('in any order, repeated and cut in any way, the same hours come out', () => {
  fc.assert(
    fc.property(readings, fc.nat(40), fc.nat(1_000), (said, cut, turn) => {
      const events = said.map((one) => health(one as Partial<HealthEvent>))
      const turned = events.map((_, place) => events[(place * 7 + turn) % events.length] as HealthEvent)
      const parts = [turned.slice(cut), events, turned.slice(0, cut)].map(hoursOf)
      const whole = new Map<number, HealthHour>()
      // As stored and read again in between.
      for (const hour of parts.flat()) {
        const known = whole.get(hour.hour)
        whole.set(hour.hour, JSON.parse(JSON.stringify(known ? joined([known, hour]) : hour)))
      }
      const found = [...whole.values()].sort((one, other) => one.hour - other.hour)
      expect(found).toEqual(JSON.parse(JSON.stringify(hoursOf(events))))
    }),
    { numRuns: proofRuns(200, 20_000) },
  )
})

test('a sensor that claims anything fills no more than a few kilobytes an hour', () => {
  const events = Array.from({ length: 50_000 }, (_, place) =>
    place % 2
      ? grown(MORNING + place, place, 0, place * 1_000)
      : interval(MORNING + place, place, 0, { reporter: `${place}` }),
  )
  expect(JSON.stringify(hoursOf(events)).length).toBeLessThan(20_000)
})
