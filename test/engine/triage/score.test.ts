import { describe, expect, test } from 'vitest'
import type { Features } from '#engine/triage/features.ts'
import { keyOf, lessonOf, lessonsFrom, scoreOf } from '#engine/triage/score.ts'

const features: Features = {
  ...{ kind: 'known-c2', severity: 'low', count: 'tens', repetition: 'once', lasting: 'hours', rhythm: 'regular' },
  ...{ direction: 'outward', listed: 'not-listed', distance: 'clear', past: 'none', unusual: 'nothing' },
}

describe('a verdict', () => {
  test('that is taken back leaves nothing behind', () => {
    const sum = new Map<string, number>()
    for (const by of [1, -1] as const)
      for (const { feature, value, verdict, count } of lessonOf(features, 'confirmed', by))
        sum.set(keyOf(feature, value, verdict), (sum.get(keyOf(feature, value, verdict)) ?? 0) + count)
    expect([...sum.values()].every((count) => count === 0)).toBe(true)
  })

  test('moves the score of such a case, and the push that moved it is named', () => {
    const lessons = lessonsFrom(lessonOf(features, 'confirmed', 1).map((tally) => ({ ...tally, count: 30 })))
    const [before, after] = [scoreOf(features, new Map()), scoreOf(features, lessons)]
    expect(after.value).toBeGreaterThan(before.value)
    expect(after.pushes.find(({ feature }) => feature === 'severity')?.weight).toBeGreaterThan(
      before.pushes.find(({ feature }) => feature === 'severity')?.weight ?? 0,
    )
  })
})
