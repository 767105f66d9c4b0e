import { expect, test } from 'vitest'
import { type Answer, approvalRefusal } from '#engine/answer.ts'

const writer = { personId: 'oikawa', name: '及川' }
const other = { personId: 'murakami', name: '村上' }
const proposed: Answer = {
  ...{ state: 'proposed', question: 'q', answer: 'a', draft: 2, proposedBy: writer, approvedBy: null },
  ...{ solvedAt: 0, movedAt: 0 },
}

test.each([
  ['somebody else approves what they have seen', proposed, { draft: 2, by: other, isAlone: false }, undefined],
  ['nobody approves their own', proposed, { draft: 2, by: writer, isAlone: false }, 'own'],
  ['but for who is alone', proposed, { draft: 2, by: writer, isAlone: true }, undefined],
  ['a draft that has changed is looked at again', proposed, { draft: 1, by: other, isAlone: false }, 'changed'],
  [
    'what is approved is',
    { ...proposed, state: 'approved' } as const,
    { draft: 2, by: other, isAlone: false },
    'changed',
  ],
  [
    'what is put aside is',
    { ...proposed, state: 'dropped' } as const,
    { draft: 2, by: other, isAlone: false },
    'changed',
  ],
] as const)('%s', (_, answer, seen, refusal) => {
  expect(approvalRefusal(answer, seen)).toBe(refusal)
})
