import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOpen } from '#engine/calendar/calendar.ts'
import { areHours, hoursWith, type SpecialDays } from '#engine/calendar/hours.ts'
import {
  decideAgain,
  decideDue,
  nextDue,
  RECURRENCES,
  type Recurrence,
  type RecurrenceKind,
} from '#engine/recurrence.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'

const hoursOf = hoursWith(japaneseHolidayDays())
const calendarOf = (timezone = 'Asia/Tokyo', days: SpecialDays = {}) => hoursOf({ timezone, days }).calendar
const japan = calendarOf()
/** In Japan's clock. */
const at = (moment: string): number => Date.parse(`${moment}:00+09:00`)
const shown = (instant: number, timezone = 'Asia/Tokyo'): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDateTime().toString().slice(0, 16)

describe('by the calendar', () => {
  test.each<[RecurrenceKind, string, string, string]>([
    ['health-run', 'the 1st is a Sunday', '2026-10-31T23:00', '2026-11-02T09:00'],
    ['health-run', 'at that very moment', '2026-11-02T09:00', '2026-12-01T09:00'],
    ['health-run', 'a moment before', '2026-11-02T08:59', '2026-11-02T09:00'],
    ['health-run', 'over New Year', '2026-12-24T10:00', '2027-01-04T09:00'],
    ['health-run', 'the first days are holidays', '2027-04-30T10:00', '2027-05-06T09:00'],
    ['monthly-check', 'before the day', '2026-11-01T10:00', '2026-11-11T10:00'],
    ['monthly-check', 'at that very moment', '2026-11-11T10:00', '2026-12-11T10:00'],
    ['monthly-check', 'the 11th is a holiday', '2027-02-01T10:00', '2027-02-12T10:00'],
    ['monthly-check', 'the 11th is a Saturday', '2027-09-01T10:00', '2027-09-13T10:00'],
    ['monthly-check', 'the 11th opens the Bon holidays', '2026-08-01T10:00', '2026-08-12T10:00'],
    ['monthly-check', 'over the year’s turn', '2026-12-31T10:00', '2027-01-12T10:00'],
    ['example-read', 'in the same month', '2026-10-01T10:00', '2026-10-21T10:00'],
    ['example-read', 'over a holiday', '2026-10-21T10:00', '2026-11-24T10:00'],
    ['advisory-digest', 'on a Tuesday', '2026-11-24T10:00', '2026-11-30T09:00'],
    ['advisory-digest', 'in the night before', '2026-11-30T03:00', '2026-11-30T09:00'],
    ['advisory-digest', 'at that very moment', '2026-11-30T09:00', '2026-12-07T09:00'],
    ['advisory-digest', 'the Monday is a holiday', '2026-11-20T10:00', '2026-11-24T09:00'],
    ['advisory-digest', 'on that holiday', '2026-11-23T15:00', '2026-11-24T09:00'],
    ['retention', 'in the evening', '2026-11-24T20:00', '2026-11-25T03:30'],
    ['retention', 'after midnight', '2026-11-25T00:10', '2026-11-25T03:30'],
    ['retention', 'at that very moment', '2026-11-25T03:30', '2026-11-26T03:30'],
    ['roll-call', 'an hour after what waits is told', '2026-11-30T09:00', '2026-11-30T10:00'],
    ['roll-call', 'the next business day', '2026-11-25T10:00', '2026-11-26T10:00'],
    ['roll-call', 'the Monday is a holiday', '2026-11-20T10:00', '2026-11-24T10:00'],
    ['responsible', 'a year on is a Saturday', '2026-11-27T10:00', '2027-11-29T09:00'],
  ])('%s: %s', (kind, _, after, due) => {
    expect(shown(nextDue(RECURRENCES[kind].when, japan, at(after)))).toBe(due)
  })

  test.each<[string, string, SpecialDays, string, string]>([
    ['a zone of its own', 'Asia/Singapore', {}, '2026-11-20T10:00', '2026-12-01T09:00'],
    [
      'a zone in which Japan’s 1st is still the 30th',
      'America/Los_Angeles',
      {},
      '2026-12-01T12:00',
      '2026-12-01T09:00',
    ],
    ['a change of clocks', 'America/Los_Angeles', {}, '2026-11-01T12:00', '2026-11-02T09:00'],
    ['a day off', 'Asia/Tokyo', { '2026-12-01': [] }, '2026-11-20T10:00', '2026-12-02T09:00'],
    ['a late morning', 'Asia/Tokyo', { '2026-12-01': ['13:00-15:00'] }, '2026-11-20T10:00', '2026-12-01T13:00'],
    ['an early end', 'Asia/Tokyo', { '2026-12-01': ['7:00-8:30'] }, '2026-11-20T10:00', '2026-12-02T09:00'],
    ['work at New Year', 'Asia/Tokyo', { '2027-01-02': ['10:00-12:00'] }, '2026-12-24T10:00', '2027-01-02T10:00'],
  ])('a month’s drafts in a region with %s', (_, timezone, days, after, due) => {
    expect(shown(nextDue(RECURRENCES['health-run'].when, calendarOf(timezone, days), at(after)), timezone)).toBe(due)
  })

  test('whatever it is, it is ahead, whatever is heard of in business hours, and no instant of a month is passed over', () => {
    const kinds = Object.keys(RECURRENCES) as RecurrenceKind[]
    const instants = fc.integer({ min: at('2026-01-01T00:00'), max: at('2029-12-31T00:00') })
    fc.assert(
      fc.property(fc.constantFrom(...kinds), instants, (kind, after) => {
        const { when } = RECURRENCES[kind]
        const due = nextDue(when, japan, after)
        expect(due).toBeGreaterThan(after)
        if (when.every !== 'day') expect(isOpen(japan, due)).toBe(true)
        if (when.every !== 'year') expect(nextDue(when, japan, due - 1)).toBe(due)
      }),
    )
  })
})

const DAY_MS = 86_400_000
const when = RECURRENCES['health-run'].when
const late: Recurrence = { whose: 'region', when, missed: { policy: 'late' } }
const skip: Recurrence = { whose: 'firm', when, missed: { policy: 'skip', olderThanMs: 7 * DAY_MS } }
const coalesce: Recurrence = { whose: 'firm', when, missed: { policy: 'coalesce' } }

const nightly: Recurrence = RECURRENCES.retention

/** How a due of the 2nd of November goes on, as words. */
function gone(recurrence: Recurrence, now: string): string {
  const decided = decideDue(recurrence, { calendar: japan, due: at('2026-11-02T09:00'), now: at(now) })
  if (decided.kind === 'wait') return `waits until ${shown(decided.until)}`
  return `${decided.kind === 'run' ? `comes for ${shown(decided.due)}` : 'is left out'}, then ${shown(decided.next)}`
}

describe('what fell due while nobody was there', () => {
  const OCTOBER = 'comes for 2026-11-02T09:00, then 2026-12-01T09:00'
  test.each<[string, Recurrence, string, string]>([
    ['nobody was away', late, '2026-11-02T09:00', OCTOBER],
    ['down over the next one too: the next is due at once', late, '2026-12-08T10:00', OCTOBER],
    ['down over a year', late, '2027-12-08T10:00', OCTOBER],
    ['back at night', late, '2026-11-04T22:00', 'waits until 2026-11-05T09:00'],
    ['back before breakfast', late, '2026-11-04T07:00', 'waits until 2026-11-04T09:00'],
    ['back on a holiday', late, '2026-11-03T10:00', 'waits until 2026-11-04T09:00'],
    ['a week late', skip, '2026-11-09T09:00', OCTOBER],
    ['later than that', skip, '2026-11-09T09:01', 'is left out, then 2026-12-01T09:00'],
    ['too old by the next morning', skip, '2026-11-08T10:00', 'waits until 2026-11-09T09:00'],
    ['down over the next one, which is young enough', skip, '2026-12-08T09:00', 'is left out, then 2026-12-01T09:00'],
    [
      'down over the next one, which is too old as well',
      skip,
      '2026-12-10T09:00',
      'is left out, then 2027-01-04T09:00',
    ],
    ['down over two', coalesce, '2026-12-08T10:00', 'comes for 2026-12-01T09:00, then 2027-01-04T09:00'],
    [
      'nobody hears of it, so it comes on a Sunday night',
      nightly,
      '2026-11-08T02:00',
      'comes for 2026-11-07T03:30, then 2026-11-08T03:30',
    ],
    ['down over none', coalesce, '2026-11-30T10:00', OCTOBER],
  ])('%s: %o', (_, recurrence, now, becomes) => {
    expect(gone(recurrence, now)).toBe(becomes)
  })

  test.each<[string, Recurrence, string, object]>([
    ['the next morning', skip, '2026-11-04T09:00', { kind: 'wait', until: at('2026-11-05T09:00') }],
    ['after the weekend', skip, '2026-11-06T09:00', { kind: 'wait', until: at('2026-11-09T09:00') }],
    ['and not when it is too old by then', skip, '2026-11-09T09:00', { kind: 'skip', next: at('2026-12-01T09:00') }],
    ['always, where it may be late', late, '2026-11-19T09:00', { kind: 'wait', until: at('2026-11-20T09:00') }],
  ])('put off, it comes %s', (_, recurrence, now, becomes) => {
    expect(decideAgain(recurrence, { calendar: japan, due: at('2026-11-02T09:00'), now: at(now) })).toEqual(becomes)
  })

  test('each of several months comes once, in order, where none may be missed', () => {
    const now = at('2027-03-10T10:00')
    const came: string[] = []
    for (let due = at('2026-11-02T09:00'); due <= now; ) {
      const decided = decideDue(late, { calendar: japan, due, now })
      if (decided.kind !== 'run') throw new Error(decided.kind)
      came.push(shown(decided.due).slice(0, 10))
      due = decided.next
    }
    expect(came).toEqual(['2026-11-02', '2026-12-01', '2027-01-04', '2027-02-01', '2027-03-01'])
  })
})

test.each<[string[], boolean]>([
  [[], true],
  [['9:00-12:00', '13:00-17:30'], true],
  [['00:00-24:00'], true],
  [['12:00-9:00'], false],
  [['9:00-12:00', '11:00-13:00'], false],
  [['9:00-12:00', '12:00-13:00'], false],
  [['24:00-24:00'], false],
  [['9-12'], false],
  [['9:60-12:00'], false],
])('%j are hours of a day: %s', (typed, are) => {
  expect(areHours(typed)).toBe(are)
})
