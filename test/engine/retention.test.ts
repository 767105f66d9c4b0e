import { describe, expect, it } from 'vitest'
import { goneBefore } from '#engine/retention.ts'

const at = (iso: string): number => Date.parse(iso)

describe('what is kept how long', () => {
  it.each([
    ['batches', '2026-11-24T10:00:00+09:00', '2026-11-22T10:00:00+09:00'],
    ['inbox', '2026-11-24T10:00:00+09:00', '2026-08-26T10:00:00+09:00'],
    // Months are a calendar's: the last of a month is held against the last of a shorter one.
    ['alerts', '2027-03-31T10:00:00+09:00', '2026-02-28T10:00:00+09:00'],
    ['cases', '2028-02-29T10:00:00+09:00', '2023-02-28T10:00:00+09:00'],
  ] as const)('of %s, at %s, all from before %s goes', (table, now, before) => {
    expect(goneBefore(table, at(now), 'Asia/Tokyo')).toBe(at(before))
  })
})
