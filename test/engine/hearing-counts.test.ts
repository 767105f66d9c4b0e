import { describe, expect, it } from 'vitest'
import { type HearingCounts, justInstalledShare, shownHearings } from '#engine/hearing-counts.ts'

const NOTHING = { booked: 0, held: 0, missed: 0, cancelled: 0, operated: 0, justInstalled: 0, unknown: 0 }
const counted = (some: Partial<HearingCounts>): HearingCounts => ({ hearings: 0, ...NOTHING, ...some })
/** Each of another firm. */
const shown = (some: Partial<HearingCounts>) => shownHearings(counted(some), counted(some))

it('the share of tools left as they came is of the firms that could say', () => {
  expect(justInstalledShare({ operated: 33, justInstalled: 33 })).toBe(0.5)
  expect(justInstalledShare({ operated: 0, justInstalled: 0 })).toBeNull()
})

describe('what a chamber reads of hearings', () => {
  it('is everything where no group is small', () => {
    const all = { hearings: 40, booked: 5, held: 35, operated: 15, justInstalled: 12, unknown: 8 }
    expect(shown(all)).toEqual({ ...counted(all), justInstalledShare: 12 / 27 })
  })

  it('hides, with the few that could not say, the smallest group beside them, and the share that would tell it', () => {
    expect(shown({ hearings: 35, held: 35, operated: 20, justInstalled: 12, unknown: 3 })).toMatchObject({
      ...{ held: 35, operated: 20, justInstalled: null, unknown: null, justInstalledShare: null },
    })
  })

  it('hides what was found where it adds up to a hidden number of hearings', () => {
    const found = { operated: 36, justInstalled: 35, unknown: 0 }
    expect(shown({ hearings: 72, held: 71, missed: 1, ...found })).toMatchObject({
      ...{ hearings: 72, held: null, missed: null, booked: 0 },
      ...{ operated: null, justInstalled: null, unknown: null, justInstalledShare: null },
    })
  })

  it('is nothing where there are four firms, however often they were talked with', () => {
    const counts = counted({ hearings: 30, held: 30, operated: 30 })
    const told = shownHearings(counts, counted({ hearings: 4, held: 4, operated: 4 }))
    expect(new Set(Object.values(told))).toEqual(new Set([null]))
  })
})
