import { describe, expect, test } from 'vitest'
import { decideSending, type SendingStanding } from '#engine/monthly-example.ts'

const READY: SendingStanding = {
  ...{ isUnwanted: false, hasExample: true, hasAddressee: true, hasGraveCase: false, isOccupied: false },
}

describe('a firm', () => {
  test.each<[string, Partial<SendingStanding>, object]>([
    ['is sent one', {}, { kind: 'go' }],
    ['that wants none is sent none', { isUnwanted: true }, { kind: 'leave', reason: 'unwanted' }],
    ['is sent none where nothing is like it', { hasExample: false }, { kind: 'leave', reason: 'none' }],
    ['has nobody on LINE', { hasAddressee: false }, { kind: 'leave', reason: 'nobody' }],
    ['with a grave case is left alone today', { hasGraveCase: true }, { kind: 'wait', reason: 'grave-case' }],
    ['in the middle of something is not disturbed', { isOccupied: true }, { kind: 'wait', reason: 'occupied' }],
  ])('%s', (_, standing, decided) => {
    expect(decideSending({ ...READY, ...standing })).toEqual(decided)
  })
})
