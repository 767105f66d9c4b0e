import { describe, expect, it, test } from 'vitest'
import { canHelp, datesFrom, type Hours, readHours, ringsOf, type Vendor, writtenHours } from '#engine/vendor.ts'

const at = (moment: string): number => Date.parse(`${moment}:00+09:00`)
const timezone = 'Asia/Tokyo'
const WEEK: Hours = { days: [0, 1, 2, 3, 4], from: 540, to: 1080 }
/** A Tuesday. */
const MORNING = at('2026-11-24T10:00')

const sanriku: Vendor = {
  ...{
    id: 'sanriku',
    name: '三陸IT',
    areas: ['久慈市', '野田村'],
    skills: ['incident', 'pc'],
    hours: WEEK,
    isActive: true,
  },
}
const night: Vendor = { ...sanriku, id: 'night', hours: { days: [0, 1, 2, 3, 4, 5, 6], from: 1080, to: 1440 } }
const ofunato: Vendor = { ...sanriku, id: 'ofunato', areas: ['大船渡市'] }
const wiring: Vendor = { ...sanriku, id: 'wiring', skills: ['network'] }
const stopped: Vendor = { ...sanriku, id: 'stopped', isActive: false }
const ALL = [ofunato, night, wiring, stopped, sanriku]
const wanted = { municipality: '久慈市', skill: 'incident' } as const

describe('a firm in 久慈市', () => {
  it('is offered those alone who cover it, know the matter and are not suspended; who is at work now first (R-017)', () => {
    expect(ringsOf(ALL, wanted, { now: MORNING, timezone })).toEqual([['sanriku'], ['night']])
    expect(ringsOf(ALL, wanted, { now: at('2026-11-24T19:00'), timezone })).toEqual([['night'], ['sanriku']])
    expect(ringsOf(ALL, wanted, { now: at('2026-11-24T03:00'), timezone })).toEqual([['night', 'sanriku']])
    expect(ringsOf(ALL, { ...wanted, skill: 'network' }, { now: MORNING, timezone })).toEqual([['wiring']])
    expect(ringsOf(ALL, { ...wanted, municipality: '宮古市' }, { now: MORNING, timezone })).toEqual([])
  })

  it('is meant however it was typed, and no part of a name is', () => {
    expect(canHelp(sanriku, { ...wanted, municipality: ' 久慈市　' })).toBe(true)
    expect(canHelp(sanriku, { ...wanted, municipality: '久慈' })).toBe(false)
  })
})

test.each([
  ['mon-fri 9:00-18:00', WEEK],
  ['SAT 10:30-12:00', { days: [5], from: 630, to: 720 }],
  ['mon-sun 0:00-24:00', { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1440 }],
  ['fri-mon 9:00-18:00', undefined],
  ['mon-fri 18:00-9:00', undefined],
  ['mon-fri 9:00-25:00', undefined],
  ['mon-fri 9:70-18:00', undefined],
  ['someday 9:00-18:00', undefined],
  ['9:00-18:00', undefined],
])('%s', (written, hours) => {
  expect(readHours(written)).toEqual(hours)
  if (hours) expect(readHours(writtenHours(hours))).toEqual(hours)
})

const shown = (dates: readonly number[]): string[] =>
  dates.map((date) => new Date(date + 9 * 3_600_000).toISOString().slice(5, 16))

describe('dates', () => {
  it('are full hours within the hours of whoever comes, apart from each other, over the weekend too', () => {
    expect(shown(datesFrom(WEEK, { now: at('2026-11-27T10:20'), timezone, isUrgent: false }))).toEqual([
      ...['11-27T12:00', '11-27T15:00', '11-30T09:00', '11-30T12:00', '11-30T15:00', '12-01T09:00'],
    ])
  })

  it('of an incident begin at once, at night too', () => {
    const dates = shown(datesFrom(WEEK, { now: at('2026-11-27T22:10'), timezone, isUrgent: true }))
    expect(dates.slice(0, 2)).toEqual(['11-28T00:00', '11-30T09:00'])
  })
})
