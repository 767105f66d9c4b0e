import { describe, expect, it, test } from 'vitest'
import { deskHours } from '#engine/calendar/hours.ts'
import { whomToAsk } from '#engine/monthly.ts'
import { type CheckStanding, decideCheck, nextCheckAt } from '#engine/monthly-check.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'

const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: japaneseHolidayDays() })
const at = (day: string, time = '10:00'): number => Date.parse(`${day}T${time}:00+09:00`)

test.each([
  ['before the day', '2026-11-01', '2026-11-11'],
  ['at that very moment', '2026-11-11', '2026-12-11'],
  ['after it', '2026-11-24', '2026-12-11'],
  ['the 11th is a holiday', '2027-02-01', '2027-02-12'],
  ['the 11th is a Saturday', '2027-09-01', '2027-09-13'],
  ['the 11th opens the Bon holidays, on a holiday', '2026-08-01', '2026-08-12'],
  ['over the year’s turn', '2026-12-31', '2027-01-12'],
])('a month’s check is due at ten of the first business day after the 10th: %s', (_, now, due) => {
  expect(new Date(nextCheckAt(calendar, at(now))).toISOString()).toBe(new Date(at(due)).toISOString())
})

const READY: CheckStanding = {
  ...{ since: at('2026-11-11'), unanswered: 0 },
  ...{ isBegun: false, isConcerned: true, hasAddressee: true, hasGraveCase: false, isOccupied: false },
}
const WEDNESDAY = at('2026-11-11')
const december = { dueAt: at('2026-12-11'), since: at('2026-12-11') }

describe('a firm', () => {
  test.each<[string, Partial<CheckStanding>, number, string, object]>([
    ['is asked', {}, WEDNESDAY, 'go', { ...december, unanswered: 1 }],
    ['is asked after a month without an answer', { unanswered: 1 }, WEDNESDAY, 'go', { ...december, unanswered: 2 }],
    ['is left in peace after two', { unanswered: 2 }, WEDNESDAY, 'quiet', { ...december, unanswered: 2 }],
    ['is not asked twice', { isBegun: true }, WEDNESDAY, 'begun', { ...december, unanswered: 0 }],
    ['has nothing to look after', { isConcerned: false }, WEDNESDAY, 'not-concerned', { ...december, unanswered: 0 }],
    ['has nobody on LINE', { hasAddressee: false }, WEDNESDAY, 'nobody', { ...december, unanswered: 0 }],
    [
      'with a grave case is asked tomorrow',
      { hasGraveCase: true, unanswered: 1 },
      WEDNESDAY,
      'grave-case',
      { dueAt: at('2026-11-12'), since: WEDNESDAY, unanswered: 1 },
    ],
    [
      'in the middle of something is asked after the weekend',
      { isOccupied: true },
      at('2026-11-13'),
      'occupied',
      { dueAt: at('2026-11-16'), since: WEDNESDAY, unanswered: 0 },
    ],
    [
      'is asked in business hours, though the program was down till night',
      {},
      at('2026-11-11', '22:00'),
      'closed',
      { dueAt: at('2026-11-12'), since: WEDNESDAY, unanswered: 0 },
    ],
    [
      'is asked on the seventh day',
      { isOccupied: true },
      at('2026-11-17'),
      'occupied',
      { dueAt: at('2026-11-18'), since: WEDNESDAY, unanswered: 0 },
    ],
    ['and after it no more', { isOccupied: true }, at('2026-11-18'), 'too-late', { ...december, unanswered: 0 }],
    ['nor when the program was down for long', {}, at('2026-11-20'), 'too-late', { ...december, unanswered: 0 }],
  ])('%s', (_, standing, now, outcome, next) => {
    const decided = decideCheck({ ...READY, ...standing }, calendar, now)
    expect(decided.kind === 'go' ? 'go' : decided.reason).toBe(outcome)
    expect(decided.next).toEqual(next)
  })
})

it('asks who answers for the firm, otherwise who leads it, and no worker', () => {
  const worker = { personId: 'chiba', role: 'worker' } as const
  const manager = { personId: 'kikuchi', role: 'manager' } as const
  expect(whomToAsk([worker, manager], 'chiba')).toBe(worker)
  expect(whomToAsk([worker, manager], 'somebody-who-left')).toBe(manager)
  expect(whomToAsk([worker, manager], undefined)).toBe(manager)
  expect(whomToAsk([worker], '')).toBeUndefined()
})
