import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENROLMENT_STATES, type Enrolment, type EnrolmentState, enrolmentsOf, refusalOf } from '#engine/insurance.ts'

describe('a firm’s insurance', () => {
  test('every firm is on the first floor, whatever was ever said of the second', () => {
    const said = fc.record({
      floor: fc.constant(2 as const),
      state: fc.constantFrom(...ENROLMENT_STATES),
      at: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(said), (all: Enrolment[]) => {
        const [first, second] = enrolmentsOf(7, all)
        expect(first).toEqual({ floor: 1, state: 'enrolled', at: 7 })
        expect(second).toEqual(all.at(-1) ?? { floor: 2, state: 'none', at: 7 })
      }),
    )
  })

  test.each<[EnrolmentState, EnrolmentState, ReturnType<typeof refusalOf>]>([
    ['none', 'considering', undefined],
    ['none', 'enrolled', undefined],
    ['none', 'ended', 'not-now'],
    ['considering', 'enrolled', undefined],
    ['considering', 'none', undefined],
    ['considering', 'ended', 'not-now'],
    ['enrolled', 'ended', undefined],
    ['enrolled', 'enrolled', 'already'],
    ['enrolled', 'none', 'not-now'],
    ['ended', 'enrolled', undefined],
    ['ended', 'none', 'not-now'],
  ])('on the second floor, from %s to %s', (now, state, refusal) => {
    expect(refusalOf(now, { floor: 2, state })).toBe(refusal)
  })

  test('nobody chooses the first floor', () => {
    expect(refusalOf('none', { floor: 1, state: 'ended' })).toBe('comes-with-the-contract')
  })
})
