import { describe, expect, test } from 'vitest'
import { PRIORITIES } from '#engine/message.ts'
import { capFor, forecast } from '#engine/quota.ts'

test.each([
  [200, [200, 160, 160, 144, 120]],
  [5_000, [5_000, 4_000, 4_000, 3_600, 3_000]],
  [30_000, [30_000, 24_000, 24_000, 21_600, 18_000]],
])('of %i a month each kind goes up to its own mark, the least urgent first to stop', (limit, caps) => {
  expect(PRIORITIES.map((priority) => capFor({ limit, reserveShare: 0.2 }, priority))).toEqual(caps)
})

describe('how the month will end', () => {
  const settings = { limit: 5_000, reserveShare: 0.2 }
  test.each([
    [
      'nothing is known: as the week was',
      { used: 1_000, lastWeek: 350, restOfLastMonth: undefined },
      20,
      2_000,
      [],
      'light',
    ],
    [
      'the month before tells more than a loud week',
      { used: 1_000, lastWeek: 1_000, restOfLastMonth: 500 },
      20,
      1_500,
      [],
      'light',
    ],
    ['campaigns stop', { used: 2_500, lastWeek: 0, restOfLastMonth: 600 }, 9, 3_100, ['campaign'], 'standard'],
    ['and reports', { used: 2_500, lastWeek: 0, restOfLastMonth: 1_101 }, 9, 3_601, ['campaign', 'report'], 'standard'],
    [
      'and all but incidents',
      { used: 4_000, lastWeek: 70, restOfLastMonth: undefined },
      1,
      4_010,
      ['campaign', 'report', 'conversation'],
      'standard',
    ],
    [
      'no plan is enough',
      { used: 20_000, lastWeek: 0, restOfLastMonth: 1 },
      1,
      20_001,
      ['campaign', 'report', 'conversation'],
      undefined,
    ],
    ['the smallest is', { used: 60, lastWeek: 0, restOfLastMonth: 60 }, 9, 120, [], 'communication'],
  ] as const)('%s', (_, spent, daysLeft, atEnd, short, plan) => {
    expect(forecast(spent, settings, daysLeft)).toMatchObject({ atEnd, short, plan })
  })
})
