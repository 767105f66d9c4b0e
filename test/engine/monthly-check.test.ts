import { describe, expect, it, test } from 'vitest'
import { whomToAsk } from '#engine/monthly.ts'
import { type CheckStanding, decideCheck } from '#engine/monthly-check.ts'

const READY: CheckStanding = {
  ...{ unanswered: 0, isBegun: false, isConcerned: true, hasAddressee: true, hasGraveCase: false, isOccupied: false },
}

describe('a firm', () => {
  test.each<[string, Partial<CheckStanding>, string, number]>([
    ['is asked', {}, 'go', 1],
    ['is asked after a month without an answer', { unanswered: 1 }, 'go', 2],
    ['is left in peace after two', { unanswered: 2 }, 'quiet', 2],
    ['is not asked twice', { isBegun: true }, 'begun', 0],
    ['has nothing to look after', { isConcerned: false }, 'not-concerned', 0],
    ['has nobody on LINE', { hasAddressee: false }, 'nobody', 0],
    ['with a grave case is not asked today', { hasGraveCase: true, unanswered: 1 }, 'grave-case', 1],
    ['in the middle of something is not disturbed', { isOccupied: true }, 'occupied', 0],
    ['that is left out is not waited for', { isBegun: true, isOccupied: true }, 'begun', 0],
  ])('%s', (_, standing, outcome, unanswered) => {
    const decided = decideCheck({ ...READY, ...standing })
    expect(decided.kind === 'go' ? 'go' : decided.reason).toBe(outcome)
    expect(decided.kind === 'wait').toBe(['grave-case', 'occupied'].includes(outcome))
    expect(decided.unanswered).toBe(unanswered)
  })
})

it('asks who answers for the firm, otherwise who leads it, and no worker', () => {
  const worker = { personId: 'chiba', role: 'worker' } as const
  const manager = { personId: 'kikuchi', role: 'manager' } as const
  expect(whomToAsk([worker, manager], 'chiba')).toBe(worker)
  expect(whomToAsk([worker, manager], 'somebody-who-left')).toBe(manager)
  expect(whomToAsk([worker, manager], undefined)).toBe(manager)
  expect(whomToAsk([worker], '')).toBeUndefined()
})
