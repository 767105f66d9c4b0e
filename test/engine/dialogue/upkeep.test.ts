import { expect, test } from 'vitest'
import { lastOfEachMonth } from '#engine/dialogue/upkeep.ts'

test('of each month the last counts, and a month begins where the region is', () => {
  const finished = [
    '2027-01-05T09:00:00+09:00',
    '2026-12-01T00:30:00+09:00',
    '2026-11-30T23:30:00+09:00',
    '2026-11-10T09:00:00+09:00',
  ].map((at) => ({ at, finishedAt: Date.parse(at) }))
  const left = (timezone: string) => lastOfEachMonth(finished, timezone).map(({ at }) => at.slice(0, 10))
  expect(left('Asia/Tokyo')).toEqual(['2027-01-05', '2026-12-01', '2026-11-30'])
  expect(left('UTC')).toEqual(['2027-01-05', '2026-12-01'])
})
