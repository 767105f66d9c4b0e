import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EVIDENCE_FIRST_MAX, EVIDENCE_LAST_MAX } from '#engine/detect/limits.ts'
import { compareSightings, noSightings, shownSightings, sight } from '#engine/detect/sightings.ts'
import { flow, MORNING } from '#test/support/events.ts'
import { proofRuns } from '#test/support/proof.ts'

const shownOf = (moments: readonly number[]) => {
  const sightings = noSightings()
  for (const moment of moments) sight(sightings, flow({ at: MORNING + moment, flow: '' }), 'silent')
  return shownSightings(sightings)
}

test('an analyst is shown the earliest and the latest, each once, in order, however they came', () => {
  const moments = fc.array(fc.nat(90), { maxLength: 120 })
  fc.assert(
    fc.property(moments, (list) => {
      const all = [...new Set(list)].sort((left, right) => left - right).map((moment) => MORNING + moment)
      const [first, last] = [all.slice(0, EVIDENCE_FIRST_MAX), all.slice(-EVIDENCE_LAST_MAX)]
      const shown = shownOf(list)
      expect(shown.map(({ at }) => at)).toEqual([...new Set([...first, ...last])])
      expect(shownOf(list.toReversed())).toEqual(shown)
    }),
    { numRuns: proofRuns(200, 20_000) },
  )
})

test('the order of sightings is total', () => {
  const seen = (changes: object) => ({
    at: 1,
    source: 'a',
    sourcePort: 1,
    target: 'b',
    targetPort: 1,
    note: 'n',
    ...changes,
  })
  for (const changes of [
    { at: 2 },
    { source: 'b' },
    { sourcePort: 2 },
    { target: 'c' },
    { targetPort: 2 },
    { note: 'o' },
  ]) {
    expect(compareSightings(seen({}), seen(changes))).toBeLessThan(0)
    expect(compareSightings(seen(changes), seen({}))).toBeGreaterThan(0)
  }
  expect(compareSightings(seen({}), seen({}))).toBe(0)
})
