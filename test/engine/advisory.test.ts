import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ADVISORY_ANSWERS,
  type Advisory,
  type AdvisoryAnswer,
  type AdvisoryState,
  advised,
  answerAdvisory,
  digestAt,
  drafted,
} from '#engine/advisory.ts'
import { isOpen } from '#engine/calendar/calendar.ts'
import { deskHours } from '#engine/calendar/hours.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'

const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: japaneseHolidayDays() })
const at = (day: string, time = '10:00'): number => Date.parse(`${day}T${time}:00+09:00`)
const sasaki = { personId: 'sasaki', name: '佐々木' }
const chiba = { personId: 'chiba', name: '千葉' }

test.each([
  ['on a Tuesday', at('2026-11-24'), at('2026-11-30', '09:00')],
  ['in the night before', at('2026-11-30', '03:00'), at('2026-11-30', '09:00')],
  ['at that very moment', at('2026-11-30', '09:00'), at('2026-12-07', '09:00')],
  ['the Monday is a holiday', at('2026-11-20'), at('2026-11-24', '09:00')],
  ['on that holiday', at('2026-11-23', '15:00'), at('2026-11-24', '09:00')],
  ['on a Sunday night', at('2026-11-29', '23:59'), at('2026-11-30', '09:00')],
])('a week’s goes out on Monday at nine, or at the first hour after it: %s', (_, now, due) => {
  expect(new Date(digestAt(calendar, now)).toISOString()).toBe(new Date(due).toISOString())
})

test('it is always ahead, always in business hours, and never more than three weeks away', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('2026-01-01'), max: at('2029-12-31') }), (now) => {
      const due = digestAt(calendar, now)
      expect(due).toBeGreaterThan(now)
      expect(due - now).toBeLessThan(21 * 86_400_000)
      expect(isOpen(calendar, due)).toBe(true)
    }),
  )
})

describe('the firm answers', () => {
  const sent = advised(drafted(1), 1)
  test.each<[string, Advisory, AdvisoryAnswer, AdvisoryState]>([
    ['対応した', sent, 'done', 'done'],
    ['これからやる', sent, 'start', 'started'],
    ['見送る', sent, 'decline', 'declined'],
    ['これは？', sent, 'what', 'read'],
    ['これは？ after これからやる', { ...sent, state: 'started' }, 'what', 'started'],
    ['対応した after 見送る', { ...sent, state: 'declined' }, 'done', 'done'],
    ['これは？ after 対応した', { ...sent, state: 'done' }, 'what', 'done'],
  ])('%s', (_, before, given, state) => {
    const by = given === 'what' ? null : sasaki
    expect(answerAdvisory(before, given, sasaki, 2)).toEqual({
      kind: 'answered',
      advisory: { ...before, state, readAt: 2, answeredBy: by },
    })
  })

  test.each<[string, Advisory, AdvisoryAnswer, object]>([
    ['it has not gone out', drafted(1), 'done', { reason: 'not-sent' }],
    [
      'a colleague has done it',
      { ...sent, state: 'done', answeredBy: chiba },
      'decline',
      { reason: 'already-done', by: chiba },
    ],
  ])('in vain when %s', (_, before, given, refusal) => {
    expect(answerAdvisory(before, given, sasaki, 2)).toEqual({ kind: 'refused', ...refusal })
  })

  test('whatever is pressed, what was read stays read and what is done stays done', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ADVISORY_ANSWERS)), (taps) => {
        let current = sent
        for (const given of taps) {
          const answered = answerAdvisory(current, given, sasaki, 2)
          if (current.state === 'done') expect(answered.kind === 'refused' || answered.advisory.state).not.toBe('read')
          if (answered.kind === 'answered') current = answered.advisory
        }
        expect(current.readAt === null).toBe(taps.length === 0)
        expect(current.state === 'done').toBe(taps.includes('done'))
      }),
    )
  })
})
