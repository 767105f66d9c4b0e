import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addFailure, addSuccess, emptyTrail, found, type Trail } from '#engine/detect/trail.ts'
import { proofRuns } from '#test/support/proof.ts'

const BUCKET = 100
interface Try {
  at: number
  isFailure: boolean
}

function trailOf(tries: readonly Try[]): Trail {
  const trail = emptyTrail()
  for (const { at, isFailure } of tries) (isFailure ? addFailure : addSuccess)(trail, Math.floor(at / BUCKET), at)
  return trail
}
const failures = (...moments: number[]): Try[] => moments.map((at) => ({ at, isFailure: true }))
const success = (at: number): Try => ({ at, isFailure: false })
const foundIn = (tries: readonly Try[], min = 3, span = 2) => {
  const trail = trailOf(tries)
  return found(trail, [trail], { min, span })
}

describe('a success after enough failures', () => {
  test.each<[string, Try[], number[]]>([
    ['right after them', [...failures(10, 20, 30), success(40)], [3]],
    ['after one too few', [...failures(10, 20), success(40)], []],
    ['before them', [success(5), ...failures(10, 20, 30)], []],
    ['between them', [...failures(10, 20), success(25), ...failures(30, 40)], []],
    ['within the look-back', [...failures(10, 20, 30), success(299)], [3]],
    ['beyond the look-back', [...failures(10, 20, 30), success(300)], []],
    ['without any', [success(10)], []],
    ['never', failures(10, 20, 30, 40), []],
    ['the second of two', [success(5), ...failures(10, 20, 30), success(40)], [3]],
  ])('%s', (_name, tries, before) => {
    expect(foundIn(tries).map(({ failuresBefore }) => failuresBefore)).toEqual(before)
  })

  test('a refusal that belongs to getting in is no failure', () => {
    const polite = trailOf(
      [1, 2, 3, 4, 5].flatMap((turn) => [...failures(turn * 10, turn * 10 + 1), success(turn * 10 + 2)]),
    )
    expect(found(polite, [polite], { min: 3, span: 2, excusedEach: 2 })).toEqual([])
    const rude = trailOf([...failures(1, 2, 3, 4, 5, 6), success(7)])
    expect(found(rude, [rude], { min: 3, span: 2, excusedEach: 2 })).toHaveLength(1)
  })

  test('failures of several trails count together', () => {
    const [nameless, named] = [trailOf(failures(10, 20)), trailOf([...failures(30), success(40)])]
    expect(found(named, [named], { min: 3, span: 2 })).toEqual([])
    expect(found(named, [named, nameless], { min: 3, span: 2 })[0]?.failuresBefore).toBe(3)
  })
})

test('whatever order they come in, the same is found', () => {
  const tries = fc.array(fc.record({ at: fc.nat(1_000), isFailure: fc.boolean() }), { maxLength: 80 })
  fc.assert(
    fc.property(
      tries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([one, other]) => {
        expect(foundIn(other, 4, 3)).toEqual(foundIn(one, 4, 3))
      },
    ),
    { numRuns: proofRuns(200, 20_000) },
  )
})
