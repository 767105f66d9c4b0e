import { describe, expect, test } from 'vitest'
import { deskHours } from '#engine/calendar/hours.ts'
import { decideSending, nextSendingAt, type SendingStanding } from '#engine/monthly-example.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'

const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: japaneseHolidayDays() })
const at = (day: string, time = '10:00'): number => Date.parse(`${day}T${time}:00+09:00`)

test.each([
  ['2026-10-01', '2026-10-21'],
  ['2026-10-21', '2026-11-24'],
  ['2026-12-01', '2026-12-21'],
])('after %s an example is due at ten of the first business day after the 20th: %s', (now, due) => {
  expect(nextSendingAt(calendar, at(now))).toBe(at(due))
})

const READY: SendingStanding = {
  ...{ since: at('2026-10-21'), isUnwanted: false, hasExample: true, hasAddressee: true },
  ...{ hasGraveCase: false, isOccupied: false },
}
const november = { dueAt: at('2026-11-24'), since: at('2026-11-24') }
const tomorrow = { dueAt: at('2026-10-22'), since: at('2026-10-21') }

describe('a firm', () => {
  test.each<[string, Partial<SendingStanding>, string, string, object]>([
    ['is sent one', {}, '10:00', 'go', november],
    ['that wants none is sent none', { isUnwanted: true }, '10:00', 'unwanted', november],
    ['is sent none where nothing is like it', { hasExample: false }, '10:00', 'none', november],
    ['has nobody on LINE', { hasAddressee: false }, '10:00', 'nobody', november],
    ['with a grave case is left alone today', { hasGraveCase: true }, '10:00', 'grave-case', tomorrow],
    ['in the middle of something is not disturbed', { isOccupied: true }, '10:00', 'occupied', tomorrow],
    ['is sent none at night', {}, '22:00', 'closed', tomorrow],
    ['is sent none long after', { since: at('2026-10-01') }, '10:00', 'too-late', november],
  ])('%s', (_, standing, time, outcome, next) => {
    const decided = decideSending({ ...READY, ...standing }, calendar, at('2026-10-21', time))
    expect(decided.kind === 'go' ? 'go' : decided.reason).toBe(outcome)
    expect(decided.next).toEqual({ ...next, isUnwanted: standing.isUnwanted ?? false })
  })
})
