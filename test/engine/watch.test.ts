import { expect, it } from 'vitest'
import { watchOf } from '#engine/watch.ts'

const heard = { status: 'working', revokedAt: null } as const
const silent = { status: 'silent', revokedAt: null } as const
const neverHeard = { status: 'stopped', revokedAt: null } as const
const takenAway = { status: 'stopped', revokedAt: 1 } as const

it.each([
  ['no sensor', [], 'none'],
  ['one that was taken away', [takenAway], 'none'],
  ['one that is heard', [heard, takenAway], 'working'],
  ['one that is silent', [silent], 'quiet'],
  ['one that was never heard', [neverHeard], 'quiet'],
  ['one heard and one silent', [heard, silent], 'quiet'],
])('the watch over a firm with %s', (_, sensors, watch) => {
  expect(watchOf(sensors, true)).toBe(watch)
  // nobody is promised a watch before one person answers for the firm.
  expect(watchOf(sensors, false)).toBe(watch === 'working' ? 'unnamed' : watch)
})
