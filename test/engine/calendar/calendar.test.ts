import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addBusiness,
  businessBetween,
  type Calendar,
  isOpen,
  nextOpen,
  nextOpening,
} from '#engine/calendar/calendar.ts'
import { deskHours, reminderHours } from '#engine/calendar/hours.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'
import { proofRuns } from '#test/support/proof.ts'
import { holidaysOf, PRINTED } from './japan.ts'
import { paint } from './oracle.ts'

const holidays = japaneseHolidayDays()
const HOUR = 3_600_000
const MINUTE = 60_000
const japan = (text: string): number => Date.parse(`${text}+09:00`)
const desk = deskHours({ timezone: 'Asia/Tokyo', holidays })
const daytime = reminderHours('Asia/Tokyo')

describe('Japanese holidays', () => {
  test.each(Object.entries(PRINTED))('%s, as printed', (year, days) => {
    const printed = days.split(' ').map((day) => `${year}-${day}`)
    expect([...holidays].filter((day) => day.startsWith(year)).sort()).toEqual(printed)
  })

  test.each(Array.from({ length: 17 }, (_, place) => 2019 + place))('%i, as the law says', (year) => {
    expect([...holidays].filter((day) => day.startsWith(`${year}`)).sort()).toEqual(holidaysOf(year))
  })
})

/** Two shifts a day, a short Saturday, a night until midnight and one from it, and days that differ. */
const WEEKLY = [
  [
    [540, 720],
    [780, 1050],
  ],
  [
    [540, 720],
    [780, 1050],
  ],
  [[0, 1440]],
  [[540, 541]],
  [[600, 1440]],
  [[0, 720]],
  [],
] as const
const OVERRIDES = {
  '2026-11-23': [[600, 660]],
  '2026-11-24': [],
  '2020-02-29': [[0, 1440]],
  '2027-01-01': [
    [1, 2],
    [3, 4],
    [1439, 1440],
  ],
} as const
const CLOSURES = [
  { from: '12-29', to: '01-03' },
  { from: '08-13', to: '08-16' },
] as const
const shop: Calendar = { timezone: 'Asia/Tokyo', weekly: WEEKLY, holidays, closures: CLOSURES, overrides: OVERRIDES }

describe('agrees with a calendar that was painted minute by minute', () => {
  const week = (hours: readonly [number, number][], days: number) =>
    Array.from({ length: 7 }, (_, day) => (day < days ? hours : []))
  const calendars = [
    {
      name: 'the desk',
      calendar: desk,
      painted: paint({ weekly: week([[540, 1050]], 5), hasHolidays: true, closures: CLOSURES, overrides: {} }),
    },
    {
      name: 'reminders',
      calendar: daytime,
      painted: paint({ weekly: week([[540, 1200]], 7), hasHolidays: false, closures: [], overrides: {} }),
    },
    {
      name: 'a shop with odd hours',
      calendar: shop,
      painted: paint({ weekly: WEEKLY, hasHolidays: true, closures: CLOSURES, overrides: OVERRIDES }),
    },
  ]
  const [from, to] = [japan('2019-01-01T00:00:00'), japan('2035-12-01T00:00:00')]
  /** Half of them on a minute, where opening and closing lie, or one millisecond beside it. */
  const instant = fc.oneof(
    fc.integer({ min: from, max: to }),
    fc
      .tuple(fc.integer({ min: from / MINUTE, max: to / MINUTE }), fc.constantFrom(-1, 0, 1))
      .map(([minute, beside]) => minute * MINUTE + beside),
    fc
      .tuple(fc.integer({ min: from / (30 * MINUTE), max: to / (30 * MINUTE) }), fc.constantFrom(-1, 0, 1))
      .map(([half, beside]) => half * 30 * MINUTE + beside),
  )
  const duration = fc.oneof(
    fc.constantFrom(0, 1, MINUTE, 4 * HOUR, 8 * HOUR, 33 * HOUR),
    fc.integer({ min: 0, max: 60 * HOUR }),
  )

  // Together a million instants in full: three calendars, a third each.
  test.each(calendars)('$name, at seeded instants from 2019 to 2035', ({ calendar, painted }) => {
    fc.assert(
      fc.property(instant, duration, fc.integer({ min: -HOUR, max: 96 * HOUR }), (at, ms, span) => {
        const agrees =
          isOpen(calendar, at) === painted.isOpen(at) &&
          nextOpen(calendar, at) === painted.nextOpen(at) &&
          addBusiness(calendar, at, ms) === painted.addBusiness(at, ms) &&
          businessBetween(calendar, at, at + span) === painted.businessBetween(at, at + span)
        if (!agrees) throw new Error(`${new Date(at).toISOString()} ${ms} ${span}`)
      }),
      { numRuns: proofRuns(6_667, 333_334), seed: 20_260_101 },
    )
  })
})

describe('the desk of the pilot', () => {
  test.each([
    ['Monday morning', '2026-11-16T09:00:00', true],
    ['a moment before', '2026-11-16T08:59:59.999', false],
    ['at closing', '2026-11-16T17:30:00', false],
    ['a moment before closing', '2026-11-16T17:29:59.999', true],
    ['Saturday', '2026-11-14T10:00:00', false],
    ['a holiday on a Monday', '2026-11-23T10:00:00', false],
    ['a day between two holidays', '2026-09-22T10:00:00', false],
    ['a substitute for a Sunday', '2026-05-06T10:00:00', false],
    ['年末', '2026-12-29T10:00:00', false],
    ['the last day before', '2026-12-28T10:00:00', true],
    ['三が日', '2027-01-01T10:00:00', false],
    ['the first day after', '2027-01-04T10:00:00', true],
    ['お盆', '2026-08-13T10:00:00', false],
    ['after お盆', '2026-08-17T10:00:00', true],
  ])('%s', (_name, at, expected) => {
    expect(isOpen(desk, japan(at))).toBe(expected)
  })

  test('opens next after the turn of the year', () => {
    expect(nextOpen(desk, japan('2026-12-28T17:30:00'))).toBe(japan('2027-01-04T09:00:00'))
    // At night and early on that day, while it is open and at its very opening the next day, over the holidays.
    for (const [at, opens] of [
      ['2026-12-28T02:10:00', '2026-12-28T09:00:00'],
      ['2026-12-25T08:59:59', '2026-12-25T09:00:00'],
      ['2026-12-24T09:00:00', '2026-12-25T09:00:00'],
      ['2026-12-28T10:00:00', '2027-01-04T09:00:00'],
    ] as const)
      expect(nextOpening(desk, japan(at))).toBe(japan(opens))
  })

  test('a day’s own hours are stronger than holiday and closure', () => {
    const special = { ...desk, overrides: { '2026-12-30': [[600, 720]], '2026-12-28': [] } as const }
    expect(isOpen(special, japan('2026-12-30T11:00:00'))).toBe(true)
    expect(isOpen(special, japan('2026-12-28T11:00:00'))).toBe(false)
    expect(businessBetween(special, japan('2026-12-28T00:00:00'), japan('2027-01-04T00:00:00'))).toBe(2 * HOUR)
  })
})

describe('adding and counting belong together', () => {
  const instant = fc.integer({ min: japan('2019-01-01T00:00:00'), max: japan('2035-01-01T00:00:00') })
  test('after adding so much, so much has passed', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 100 * HOUR }), (at, ms) => {
        expect(businessBetween(shop, at, addBusiness(shop, at, ms))).toBe(ms)
      }),
      { numRuns: proofRuns(300, 20_000) },
    )
  })

  test('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 30 * HOUR }),
        fc.integer({ min: 1, max: 30 * HOUR }),
        (at, one, other) => {
          expect(addBusiness(shop, addBusiness(shop, at, one), other)).toBe(addBusiness(shop, at, one + other))
        },
      ),
      { numRuns: proofRuns(300, 20_000) },
    )
  })

  test('time does not run backwards', () => {
    expect(() => addBusiness(desk, 0, -1)).toThrow(RangeError)
    expect(businessBetween(desk, japan('2026-11-17T12:00:00'), japan('2026-11-16T12:00:00'))).toBe(0)
  })

  test('a calendar that never opens is a mistake that is told', () => {
    const shut = { ...desk, weekly: [] }
    expect(() => nextOpen(shut, 0)).toThrow(/no opening/)
    expect(() => addBusiness(shut, 0, 1)).toThrow(RangeError)
    expect(isOpen(shut, 0)).toBe(false)
    expect(businessBetween(shut, 0, 24 * HOUR)).toBe(0)
  })
})

describe('where clocks change', () => {
  const night: Calendar = {
    timezone: 'America/New_York',
    weekly: Array.from({ length: 7 }, () => [[0, 360]] as const),
    holidays: new Set(),
    closures: [],
    overrides: {},
  }
  test.each([
    ['an hour is missing in spring', '2026-03-08T00:00:00-05:00', 5],
    ['an hour comes twice in autumn', '2026-11-01T00:00:00-04:00', 7],
    ['an ordinary night', '2026-06-01T00:00:00-04:00', 6],
  ])('%s', (_name, midnight, hours) => {
    const at = Date.parse(midnight)
    expect(businessBetween(night, at, at + 20 * HOUR)).toBe(hours * HOUR)
    expect(addBusiness(night, at, hours * HOUR)).toBe(at + hours * HOUR)
  })
})
