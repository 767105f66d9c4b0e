import { describe, expect, it } from 'vitest'
import { kpiOf, type NoticeCourse } from '#engine/kpi.ts'

const MINUTE = 60_000
const course = (changes: Partial<NoticeCourse> = {}): NoticeCourse => ({
  ...{ claimedAfterMs: null, sentAfterMs: 10 * MINUTE, readAfterMs: null, foundAfterMs: null, doneAfterMs: null },
  ...changes,
})
const NOTHING = { courses: [], firmMonths: 0, messages: 0, minutes: 0, feesYen: [] }

describe('how notices are followed through', () => {
  it('tells of each step how many reached it, and after how long', () => {
    const reads = [30, 10, 20, 40].map((minutes) => course({ readAfterMs: minutes * MINUTE }))
    const { times, notices } = kpiOf({ ...NOTHING, courses: [...reads, course()] }, 4_000)
    expect(notices).toBe(5)
    expect(times).toEqual([
      { step: 'claimed', reached: 0, medianMinutes: null, slowMinutes: null },
      { step: 'sent', reached: 5, medianMinutes: 10, slowMinutes: 10 },
      { step: 'read', reached: 4, medianMinutes: 20, slowMinutes: 40 },
      { step: 'found', reached: 0, medianMinutes: null, slowMinutes: null },
      { step: 'done', reached: 0, medianMinutes: null, slowMinutes: null },
    ])
  })

  it.each([
    ['none of none', [], null],
    ['one of two', [course({ doneAfterMs: 1 }), course()], 0.5],
    ['all', [course({ doneAfterMs: 1 })], 1],
  ])('the rate is of those that were sent: %s', (_, courses, rate) => {
    expect(kpiOf({ ...NOTHING, courses }, 4_000).followThrough).toBe(rate)
  })

  it('holds what a firm costs a month against what it pays', () => {
    const { perFirm, feesYen } = kpiOf(
      { ...NOTHING, firmMonths: 20, messages: 50, minutes: 300, feesYen: [9_900, 1_100] },
      4_000,
    )
    expect({ perFirm, feesYen }).toEqual({
      perFirm: { messages: 2.5, minutes: 15, costYen: 1_000 },
      feesYen: [1_100, 9_900],
    })
    expect(kpiOf(NOTHING, 4_000).perFirm).toEqual({ messages: null, minutes: null, costYen: null })
  })
})
