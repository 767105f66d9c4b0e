import { describe, expect, it } from 'vitest'
import { finished, isOver, type ReportVersion } from '#engine/programme-report.ts'

const FIRST: ReportVersion = { version: 1, finishedAt: 1_000, finishedBy: '山田', reason: null }

describe('a report that is finished', () => {
  it('is the first version without a reason, and says why there is one more', () => {
    expect(finished(undefined, { at: 1_000, by: '山田', reason: '早い' })).toEqual(FIRST)
    expect(finished(FIRST, { at: 2_000, by: '鈴木', reason: null })).toBe('reason-missing')
    const second = { version: 2, finishedAt: 2_000, finishedBy: '鈴木', reason: '通報が1件多い' }
    expect(finished(FIRST, { at: 2_000, by: '鈴木', reason: '通報が1件多い' })).toEqual(second)
    // Its time says enough.
    expect(finished(FIRST, { at: 2_000, by: null, reason: null })).toMatchObject({ version: 2, reason: null })
  })

  it.each([
    [null, '2027-04-01', null, false],
    ['2027-03-31', '2027-03-31', null, false],
    ['2027-03-31', '2027-04-01', null, true],
    ['2027-03-31', '2027-04-01', '2027-04-01', false],
    // Finished before the end, or before the programme was made longer.
    ['2027-03-31', '2027-04-01', '2027-03-31', true],
    ['2027-09-30', '2027-10-01', '2027-04-01', true],
    ['2027-09-30', '2027-09-30', '2027-04-01', false],
  ])(
    'is due where the programme ends on %s, today is %s and one was finished on %s: %s',
    (until, today, finishedOn, is) => {
      expect(isOver(until, { today, finishedOn })).toBe(is)
    },
  )
})
