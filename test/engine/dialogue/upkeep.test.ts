import { expect, test } from 'vitest'
import { fallenOff, lastOfEachMonth, upkeepOf } from '#engine/dialogue/upkeep.ts'

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

const MEANING = { box: { on: 'kept', off: 'not' }, copies: { all: 'kept', some: 'part', no: 'not' } } as const

test.each([
  [{ box: 'on', copies: 'all' }, 'kept'],
  [{ box: 'none', copies: 'all' }, 'kept'],
  [{ box: 'on', copies: 'no' }, 'part'],
  [{ box: 'off', copies: 'some' }, 'part'],
  [{ box: 'off', copies: 'no' }, 'not'],
  [{ box: 'none', copies: 'no' }, 'not'],
])('a month of %j is %s', (chosen, upkeep) => {
  expect(upkeepOf(chosen, MEANING)).toBe(upkeep)
})

test.each([
  ['what was kept and is not', { box: 'on', copies: 'all' }, { box: 'off', copies: 'no' }, ['box', 'copies']],
  ['what was never kept', { box: 'off', copies: 'some' }, { box: 'off', copies: 'no' }, []],
  ['what is kept in part', { box: 'on', copies: 'all' }, { box: 'on', copies: 'some' }, []],
  ['a box that went away', { box: 'on', copies: 'all' }, { box: 'none', copies: 'all' }, []],
])('a firm has fallen off in: %s', (_, before, now, questions) => {
  expect(fallenOff(before, now, MEANING)).toEqual(questions)
})
