import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ADVISORY_ANSWERS,
  type Advisory,
  type AdvisoryAnswer,
  type AdvisoryState,
  advised,
  answerAdvisory,
  drafted,
} from '#engine/advisory.ts'

const sasaki = { personId: 'sasaki', name: '佐々木' }
const chiba = { personId: 'chiba', name: '千葉' }

describe('the firm answers', () => {
  const sent = advised(drafted(1), 1)
  test.each<[string, Advisory, AdvisoryAnswer, AdvisoryState]>([
    ['対応した', sent, 'done', 'done'],
    ['これからやる', sent, 'start', 'started'],
    ['見送る', sent, 'decline', 'declined'],
    ['これは？', sent, 'what', 'read'],
    ['これは？ after これからやる', { ...sent, state: 'started' }, 'what', 'started'],
    ['対応した after 見送る', { ...sent, state: 'declined' }, 'done', 'done'],
    ['これは？ after 対応した', { ...sent, state: 'done' }, 'what', 'done'],
  ])('%s', (_, before, given, state) => {
    const by = given === 'what' ? null : sasaki
    expect(answerAdvisory(before, given, sasaki, 2)).toEqual({
      kind: 'answered',
      advisory: { ...before, state, readAt: 2, answeredBy: by },
    })
  })

  test.each<[string, Advisory, AdvisoryAnswer, object]>([
    ['it has not gone out', drafted(1), 'done', { reason: 'not-sent' }],
    [
      'a colleague has done it',
      { ...sent, state: 'done', answeredBy: chiba },
      'decline',
      { reason: 'already-done', by: chiba },
    ],
  ])('in vain when %s', (_, before, given, refusal) => {
    expect(answerAdvisory(before, given, sasaki, 2)).toEqual({ kind: 'refused', ...refusal })
  })

  test('whatever is pressed, what was read stays read and what is done stays done', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ADVISORY_ANSWERS)), (taps) => {
        let current = sent
        for (const given of taps) {
          const answered = answerAdvisory(current, given, sasaki, 2)
          if (current.state === 'done') expect(answered.kind === 'refused' || answered.advisory.state).not.toBe('read')
          if (answered.kind === 'answered') current = answered.advisory
        }
        expect(current.readAt === null).toBe(taps.length === 0)
        expect(current.state === 'done').toBe(taps.includes('done'))
      }),
    )
  })
})
