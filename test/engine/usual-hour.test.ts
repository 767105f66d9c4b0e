import { describe, expect, it } from 'vitest'
import { reminderHours } from '#engine/calendar/hours.ts'
import { atUsualHour, hoursWith } from '#engine/usual-hour.ts'

const daytime = reminderHours('Asia/Tokyo')
const at = (text: string): number => Date.parse(`2026-11-${text}:00+09:00`)
const shown = (moment: number): string => new Date(moment + 9 * 3_600_000).toISOString().slice(8, 16)

describe('a reminder', () => {
  it.each<[string, number[], string, string, string]>([
    ['waits for the hour at which they answered before', [13, 12, 13], '27T10:00', '28T10:00', '27T13:00'],
    ['does so overnight, where nothing comes before that', [9, 10, 9], '26T10:30', '27T10:30', '27T09:00'],
    [
      'comes as it would have come, where the next thing would be before it',
      [9, 9, 9],
      '26T14:00',
      '26T18:00',
      '26T14:00',
    ],
    ['comes as it would have come, where they answer at night', [22, 23, 22], '26T14:00', '27T18:00', '26T14:00'],
    ['comes as it would have come, where little is known of them', [13, 13], '26T10:00', '27T10:00', '26T10:00'],
    ['is not moved within their hour', [13, 13, 13], '26T13:40', '27T10:00', '26T13:40'],
    ['goes by the middle one of what they did', [8, 23, 15, 15, 9], '26T10:00', '27T10:00', '26T15:00'],
  ])('%s', (_name, hours, from, before, then) =>
    expect(shown(atUsualHour(hours, { from: at(from), before: at(before) }, daytime))).toBe(then),
  )

  it('knows a few of their hours, the newest', () => {
    const hours = Array.from({ length: 20 }, (_, place) => 9 + (place % 10)).reduce<number[]>(
      (known, hour) => hoursWith(known, at(`26T${String(hour).padStart(2, '0')}:30`), daytime),
      [],
    )
    expect(hours).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18])
  })
})
