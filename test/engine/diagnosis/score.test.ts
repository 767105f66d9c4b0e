import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { OFFICE_3_1_TO_4_0, OFFICE_4_0_DRAFT } from '#bot/content/questionnaires/office-4-0.ts'
import { bandOf, compareScores, scoreOf } from '#engine/diagnosis/score.ts'
import type { Value } from '#engine/dialogue/questionnaire.ts'

const LETTERS: Readonly<Record<string, string>> = { o: 'done', p: 'part', x: 'not', '?': 'unknown', u: 'unused' }

/** `o` done, `p` partly, `x` not, `?` unknown, `u` not used, `.` no answer: the 25 items in order. */
const answered = (vector: string): Map<string, Value> =>
  new Map(
    [...vector].flatMap((letter, n): [string, Value][] => {
      const choice = LETTERS[letter]
      return choice === undefined ? [] : [[`q${n + 1}`, { kind: 'choice', choice }]]
    }),
  )

describe('the score of the 25 items (R-041)', () => {
  it.each([
    ['everything done', 'o'.repeat(25), 100, 'complete'],
    ['nothing known', '?'.repeat(25), -25, 'danger'],
    ['nothing done', 'x'.repeat(25), 0, 'danger'],
    ['everything partly', 'p'.repeat(25), 50, 'gaps'],
    ['what is not used counts as done', `${'o'.repeat(8)}u${'o'.repeat(13)}uoo`, 100, 'complete'],
    ['one partly', `${'o'.repeat(24)}p`, 98, 'partly'],
    ['seventy', `${'o'.repeat(17)}px${'x'.repeat(6)}`, 70, 'partly'],
    ['just below seventy', `${'o'.repeat(17)}?${'o'}${'?'.repeat(3)}x${'x'.repeat(2)}`, 68, 'gaps'],
    ['forty-nine', `${'o'.repeat(12)}p?${'x'.repeat(11)}`, 49, 'danger'],
    ['half answered', `${'o'.repeat(12)}${'.'.repeat(13)}`, 48, 'danger'],
  ])('%s: %s', (_, vector, points, band) => {
    expect(scoreOf(OFFICE_3_1, answered(vector))).toMatchObject({ points, band, max: 100, version: '3.1' })
  })

  it('counts what is not answered and what nobody knows apart', () => {
    expect(scoreOf(OFFICE_3_1, answered(`??${'.'.repeat(3)}${'o'.repeat(20)}`))).toMatchObject({
      unanswered: 3,
      unknown: 2,
    })
  })

  it('is the sum of an oracle that knows only the letters', () => {
    const points: Record<string, number> = { o: 4, p: 2, x: 0, '?': -1, '.': 0 }
    fc.assert(
      fc.property(fc.array(fc.constantFrom('o', 'p', 'x', '?', '.'), { minLength: 25, maxLength: 25 }), (letters) => {
        const expected = letters.reduce((sum, letter) => sum + (points[letter] ?? 0), 0)
        const score = scoreOf(OFFICE_3_1, answered(letters.join('')))
        expect(score.points).toBe(expected)
        expect(score.axes.reduce((sum, axis) => sum + axis.points, 0)).toBe(expected)
        for (const { share } of score.axes) expect(share >= 0 && share <= 1).toBe(true)
      }),
    )
  })

  it('has sixteen axes, each the share of its own items', () => {
    const { axes } = scoreOf(OFFICE_3_1, answered('xxxxxopo'.padEnd(25, 'x')))
    expect(axes).toHaveLength(16)
    expect(axes.find(({ axis }) => axis === 'mail')).toEqual({ axis: 'mail', points: 10, max: 12, share: 10 / 12 })
  })
})

it.each([
  [100, 'complete'],
  [99, 'partly'],
  [70, 'partly'],
  [69, 'gaps'],
  [50, 'gaps'],
  [49, 'danger'],
  [-25, 'danger'],
])('%s of 100 is %s', (points, band) => {
  expect(bandOf(points, 100)).toBe(band)
})

it('two versions are compared only over what both asked for the same points, and what is left out is named', () => {
  const before = { questionnaire: OFFICE_3_1, values: answered('o'.repeat(25)) }
  const after = { questionnaire: OFFICE_4_0_DRAFT, values: answered('x'.repeat(25)) }
  const compared = compareScores(before, after, [OFFICE_3_1_TO_4_0])
  expect(compared.before).toBe(compared.max)
  expect(compared.after).toBe(0)
  expect(compared.without.length).toBeGreaterThan(0)
  expect(compareScores(before, before, [])).toEqual({ before: 100, after: 100, max: 100, without: [] })
})
