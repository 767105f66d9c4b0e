import { expect, it } from 'vitest'
import { isToSuggest, targetStanding } from '#engine/recruiting-target.ts'

/** The pilot's: in mid-October there were 40 of 72, and two more briefings were held. */
const TARGET = { firms: 72, from: '2020-09-16', until: '2020-11-05' }

it.each([
  ['2020-09-15', 0, undefined],
  ['2020-09-16', 0, { expected: 0, state: 'on-plan' }],
  ['2020-10-15', 40, { expected: 42, state: 'on-plan' }],
  ['2020-10-20', 40, { expected: 49, state: 'behind' }],
  ['2020-10-20', 45, { expected: 49, state: 'on-plan' }],
  ['2020-11-05', 72, { expected: 72, state: 'on-plan' }],
  ['2020-12-01', 60, { expected: 72, state: 'behind' }],
] as const)('on %s with %i', (today, applied, standing) => {
  expect(targetStanding(TARGET, { applied, today })).toEqual(standing)
})

it('a delay is told once a week', () => {
  expect(isToSuggest(undefined, '2020-10-20')).toBe(true)
  expect(isToSuggest('2020-10-20', '2020-10-26')).toBe(false)
  expect(isToSuggest('2020-10-20', '2020-10-27')).toBe(true)
})
