import { expect, it } from 'vitest'
import { sayText } from '#bot/say.ts'
import { doesText } from '#bot/schedule.ts'
import { RECURRENCES } from '#engine/recurrence.ts'

it('everything that comes again is told in words of its own, in each language', () => {
  const kinds = [...Object.keys(RECURRENCES), 'case-timer']
  for (const locale of ['ja', 'en']) {
    const told = kinds.map((kind) => sayText(doesText(kind), { locale, timezone: 'Asia/Tokyo' }))
    expect(new Set(told).size, locale).toBe(kinds.length)
  }
})
