import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOpen } from '#engine/calendar/calendar.ts'
import { deskHours } from '#engine/calendar/hours.ts'
import {
  dayAt,
  dueDays,
  hasToReport,
  LEAK_ANSWERS,
  type Leak,
  nextQuestion,
  nextReport,
  remindAt,
  stateOf,
} from '#engine/leak.ts'

const HOLIDAYS = ['2026-11-23', '2027-01-01', '2027-01-11', '2026-05-04', '2026-05-05', '2026-05-06', '2026-07-20']
const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: new Set(HOLIDAYS) })
const at = (iso: string): number => Date.parse(`${iso}+09:00`)
const leak = (known: string, over: Partial<Leak> = {}): Leak => ({
  known,
  answers: { malice: 'no', delicate: 'yes', money: 'no', many: 'no' },
  submitted: {},
  begunBy: { personId: 'p', name: '佐々木' },
  begunAt: 0,
  ...over,
})
const malice = { answers: { malice: 'yes', delicate: 'no', money: 'no', many: 'no' } } as const

describe('the last days of the two reports', () => {
  test.each([
    ['ransomware, known before a long weekend', '2026-11-20', malice, '2026-11-24', '2027-01-18'],
    ['an accident ends on a Saturday and moves to Monday', '2026-11-20', {}, '2026-11-24', '2026-12-21'],
    ['day 30 is a holiday in the golden week', '2026-04-05', {}, '2026-04-09', '2026-05-07'],
    ['day 30 is 29 December, when the authorities are shut', '2026-11-30', {}, '2026-12-04', '2027-01-04'],
    ['day 30 is New Year’s Day', '2026-12-03', {}, '2026-12-07', '2027-01-04'],
    ['day 60 is 3 January', '2026-11-05', malice, '2026-11-09', '2027-01-04'],
    ['the first one does not move behind the turn of the year', '2026-12-26', malice, '2026-12-30', '2027-02-23'],
    ['nor over a weekend', '2026-11-17', {}, '2026-11-21', '2026-12-16'],
    ['our desk’s summer break is none of theirs', '2026-07-15', {}, '2026-07-19', '2026-08-13'],
    ['a leap day counts', '2028-02-01', {}, '2028-02-05', '2028-03-01'],
  ])('%s', (_, known, over, prompt, final) => {
    expect(dueDays(leak(known, over), calendar)).toEqual({ prompt, final })
  })

  test('where nobody knows of intent, the shorter time is told', () => {
    const answers = { ...malice.answers, malice: 'unknown' } as const
    expect(dueDays(leak('2026-11-20', { answers }), calendar).final).toBe('2026-12-21')
  })

  test('the first one is the fifth day, whatever day that is; the full one is never earlier than its days and always on a day when the authorities are open', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), fc.boolean(), (days, isMalice) => {
        const known = Temporal.PlainDate.from('2026-01-01').add({ days }).toString()
        const { prompt, final } = dueDays(leak(known, isMalice ? malice : {}), calendar)
        expect(prompt).toBe(Temporal.PlainDate.from(known).add({ days: 4 }).toString())
        const passed = Temporal.PlainDate.from(known).until(final).total('days') + 1
        expect(passed).toBeGreaterThanOrEqual(isMalice ? 60 : 30)
        expect(Temporal.PlainDate.from(final).dayOfWeek).toBeLessThan(6)
        expect(HOLIDAYS).not.toContain(final)
        const monthDay = final.slice(5)
        expect(monthDay >= '12-29' || monthDay <= '01-03').toBe(false)
      }),
    )
  })
})

describe('when a report is asked after', () => {
  test.each([
    ['the day before', '2026-11-27', 'prompt', '2026-11-25T12:00', '2026-11-26T09:00'],
    ['before the holidays rather than after', '2026-11-24', 'prompt', '2026-11-19T12:00', '2026-11-20T09:00'],
    ['on the last day where the days before are past', '2026-11-24', 'prompt', '2026-11-20T18:40', '2026-11-24T09:00'],
    ['a week before', '2027-01-18', 'final', '2026-11-20T18:40', '2027-01-08T09:00'],
    ['late, but before the last day', '2027-01-18', 'final', '2027-01-13T12:00', '2027-01-14T09:00'],
    ['never, where the last day is past', '2026-11-24', 'prompt', '2026-11-24T09:00', undefined],
  ] as const)('%s', (_, due, report, now, expected) => {
    const told = remindAt(due, report, calendar, at(now))
    expect(told).toBe(expected === undefined ? undefined : at(expected))
  })

  test('always while the desk is open, later than now and not after the last day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: -20, max: 60 }), (days, before) => {
        const due = Temporal.PlainDate.from('2026-11-01').add({ days })
        const now = at(`${due.subtract({ days: before })}T18:40`)
        for (const report of ['prompt', 'final'] as const) {
          const told = remindAt(due.toString(), report, calendar, now)
          if (told === undefined) continue
          expect(isOpen(calendar, told) && told > now && dayAt(told, calendar) <= due.toString()).toBe(true)
        }
      }),
    )
  })
})

describe('where it stands', () => {
  test.each([
    ['begun until all four are answered', { answers: { malice: 'yes' } }, '2026-11-20T19:00', 'begun'],
    [
      'no report is likely',
      { answers: { malice: 'no', delicate: 'no', money: 'no', many: 'no' } },
      '2026-11-20T19:00',
      'not-likely',
    ],
    ['within', malice, '2026-11-20T19:00', 'within'],
    ['near, the day before', malice, '2026-11-23T00:00', 'near'],
    ['near, also once it has passed', malice, '2026-11-30T00:00', 'near'],
    ['the first one in, the full one is far', { ...malice, submitted: { prompt: 1 } }, '2026-11-30T00:00', 'within'],
    ['the full one near', { ...malice, submitted: { prompt: 1 } }, '2027-01-11T00:00', 'near'],
    ['both in', { ...malice, submitted: { prompt: 1, final: 2 } }, '2027-03-11T00:00', 'submitted'],
    ['the full one alone is enough', { ...malice, submitted: { final: 2 } }, '2027-03-11T00:00', 'submitted'],
  ] as const)('%s', (_, over, now, expected) => {
    expect(stateOf(leak('2026-11-20', over), calendar, at(now))).toBe(expected)
  })

  test('four times no alone makes it unlikely; what is unknown is possible', () => {
    const answer = fc.constantFrom(...LEAK_ANSWERS)
    fc.assert(
      fc.property(fc.record({ malice: answer, delicate: answer, money: answer, many: answer }), (answers) => {
        const told = leak('2026-11-20', { answers })
        expect(nextQuestion(told)).toBeUndefined()
        expect(hasToReport(told)).toBe(Object.values(answers).some((one) => one !== 'no'))
        expect(nextReport(told)).toBe('prompt')
      }),
    )
  })
})
