import { expect, test } from 'vitest'
import { deskHours } from '#engine/calendar/hours.ts'
import { approved, commented, drafted, read, sent, shared, unshared } from '#engine/health-course.ts'
import { monthBefore, nextRunAt, periodOf } from '#engine/health-month.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'
import { healthDraft } from '../support/health.ts'

const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: japaneseHolidayDays() })
const at = (moment: string): number => Date.parse(`${moment}:00+09:00`)

test.each([
  ['the 1st is a Sunday', '2026-10-31T23:00', '2026-11-02T09:00'],
  ['at that very moment', '2026-11-02T09:00', '2026-12-01T09:00'],
  ['a moment before', '2026-11-02T08:59', '2026-11-02T09:00'],
  ['over New Year', '2026-12-24T10:00', '2027-01-04T09:00'],
  ['the first days are holidays', '2027-04-30T10:00', '2027-05-06T09:00'],
])('a month’s health checks are drafted at nine of its first business day: %s', (_, now, due) => {
  expect(new Date(nextRunAt(calendar, at(now))).toISOString()).toBe(new Date(at(due)).toISOString())
})

test('a month is the region’s own', () => {
  expect(monthBefore(at('2027-01-01T00:00'), 'Asia/Tokyo')).toBe('2026-12')
  expect(monthBefore(at('2027-01-01T00:00'), 'UTC')).toBe('2026-11')
  expect(periodOf('2026-12', 'Asia/Tokyo')).toEqual({ from: at('2026-12-01T00:00'), until: at('2027-01-01T00:00') })
})

test('nobody but the firm lets it go further, and only once it has it', () => {
  const draft = drafted(healthDraft({ id: 'health_1', regionId: 'iwate', firmId: 'sasaki' }))
  const [ono, sasaki] = [
    { personId: 'ono', name: '小野' },
    { personId: 'sasaki', name: '佐々木' },
  ]
  expect(shared(draft, sasaki, 1)).toBe('not-sent')
  expect(unshared(draft)).toBe('not-shared')
  const ready = approved(draft, ono, 2)
  if (typeof ready === 'string') throw new Error(ready)
  expect(commented(ready, '新しい言葉')).toBe('already-approved')
  expect(read(ready, 3)).toBe(ready)
  const out = sent(ready, 3)
  expect(approved(out, ono, 4)).toBe('already-approved')
  // Who shows it has read it.
  const open = shared(out, sasaki, 5)
  expect(open).toMatchObject({ state: 'shared', readAt: 5, sharedBy: sasaki })
  if (typeof open === 'string') throw new Error(open)
  expect(shared(open, sasaki, 6)).toBe('already-shared')
  expect(read(open, 7)).toBe(open)
  expect(unshared(open)).toMatchObject({ state: 'read', sharedBy: null, readAt: 5 })
})
