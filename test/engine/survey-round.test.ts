import { describe, expect, it } from 'vitest'
import { NOT_STARTED } from '#engine/dialogue/session.ts'
import { canonicalCode } from '#engine/enrolment.ts'
import { companiesIn, endOfDay, printedCode, roundState } from '#engine/survey-round.ts'

const NOW = Date.parse('2026-12-10T15:00:00+09:00')
const TIMES = { publishedAt: null, closedAt: null, untilAt: null }

describe('a round of the survey', () => {
  it.each([
    ['draft', {}],
    ['draft', { untilAt: NOW + 1 }],
    ['published', { publishedAt: NOW }],
    ['published', { publishedAt: NOW - 1, untilAt: NOW + 1 }],
    ['closed', { publishedAt: NOW - 1, untilAt: NOW }],
    ['closed', { publishedAt: NOW - 1, closedAt: NOW }],
    ['closed', { closedAt: NOW }],
    ['closed', { untilAt: NOW - 1 }],
  ] as const)('is %s with %j', (state, times) => {
    expect(roundState({ ...TIMES, ...times }, NOW)).toBe(state)
  })

  it('lasts until its last day is over, where the region is', () => {
    expect(endOfDay('2026-12-10', 'Asia/Tokyo')).toBe(Date.parse('2026-12-11T00:00:00+09:00'))
    expect(endOfDay('2026-12-31', 'America/New_York')).toBe(Date.parse('2027-01-01T00:00:00-05:00'))
  })

  it('counts each company once, in the round it came to last', () => {
    const answered = ['anna', 'guest-1', 'guest-2', 'bold', 'guest-3', 'late'].map((firmId) => ({
      firmId,
      session: NOT_STARTED,
    }))
    const came = (roundId: string, firmId: string, becameFirmId: string | null = null) => ({
      roundId,
      firmId,
      becameFirmId,
    })
    const companies = companiesIn(answered, [
      came('first', 'anna'),
      came('first', 'guest-1'),
      came('first', 'guest-2', 'bold'),
      came('first', 'guest-3', 'not-answered-yet'),
      came('second', 'anna'),
      came('second', 'guest-4'),
    ])
    expect(companies.map(({ firmId, roundId }) => [firmId, roundId])).toEqual([
      ['anna', 'second'],
      ['guest-1', 'first'],
      // What it answered by itself stands in the place of what its guest had.
      ['bold', 'first'],
      ['guest-3', 'first'],
      ['late', null],
    ])
  })

  it('has a code that is printed in two groups and understood without them', () => {
    expect(printedCode('K7Q2ABCD')).toBe('K7Q2-ABCD')
    expect(canonicalCode(printedCode('K7Q2ABCD'))).toBe('K7Q2ABCD')
  })
})
