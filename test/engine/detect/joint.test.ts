import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyHeap, type Heap, heapAll, heapOf, heapOn } from '#engine/detect/heap.ts'
import { createJoint, type Joint } from '#engine/detect/joint.ts'
import { seenOf } from '#engine/detect/sightings.ts'
import { DAY_MS, dayOf } from '#engine/detect/window.ts'
import { each, HOUR, MORNING, rpc, SECOND } from '#test/support/events.ts'
import { proofRuns } from '#test/support/proof.ts'

const call = (at: number) => heapOf(seenOf(rpc({ at })), 'called', { deed: 'call' })
const calls = (count: number, joint: Joint<{ deed: string }>) =>
  each(count, SECOND / 10, (at) => joint.half('f', call(at))).filter((whole) => whole !== undefined)

/** All that was given out, wherever the word came between the halves. */
function whole(before: number, after: number): Heap {
  const joint = createJoint<{ deed: string }>(10)
  const early = calls(before, joint)
  expect(early).toEqual([])
  const all = emptyHeap(dayOf(MORNING))
  for (const heap of joint.word('f', MORNING)) heapAll(all, heap)
  for (let place = before; place < before + after; place++) {
    const late = joint.half('f', call(MORNING + (place * SECOND) / 10))
    if (late) heapAll(all, late)
  }
  return all
}

test('however late the word comes, as much is whole, from when to when, and the same is shown', () => {
  const straight = emptyHeap(dayOf(MORNING))
  for (const event of each(445, SECOND / 10, (at) => rpc({ at }))) heapOn(straight, event, 'called')
  expect(straight.count).toBe(445)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 445 }), (before) => {
      expect(whole(before, 445 - before)).toEqual(straight)
    }),
    { numRuns: proofRuns(5, 100), examples: [[0], [445]] },
  )
})

test('what waits of one connection stays small, and what is let go is counted', () => {
  const joint = createJoint<{ deed: string }>(10)
  calls(10_000, joint)
  const size = JSON.stringify(joint.stored()).length
  calls(90_000, joint)
  expect(joint.evicted()).toBe(0)
  expect(JSON.stringify(joint.stored()).length).toBeLessThan(size + 100)
  for (let deed = 0; deed < 100; deed++) joint.half('f', heapOf(seenOf(rpc({ at: MORNING })), '', { deed: `${deed}` }))
  expect(joint.evicted()).toBe(97)
  expect(createJoint(10, joint.stored()).evicted()).toBe(97)
})

test('halves of two days are two heaps', () => {
  const joint = createJoint<{ deed: string }>(10)
  joint.half('f', call(MORNING))
  joint.half('f', call(MORNING + DAY_MS))
  expect(joint.word('f', MORNING).map(({ index, count }) => [index - dayOf(MORNING), count])).toEqual([
    [0, 1],
    [1, 1],
  ])
})

test('a connection that is used each day is remembered, one that is over is not', () => {
  const joint = createJoint<{ deed: string }>(10)
  joint.word('f', MORNING)
  joint.word('g', MORNING)
  for (let day = 1; day < 5; day++) {
    joint.half('f', call(MORNING + day * DAY_MS))
    joint.forget(dayOf(MORNING + day * DAY_MS - HOUR))
  }
  expect(joint.subjects()).toBe(1)
  expect(joint.half('f', call(MORNING + 5 * DAY_MS))).toBeDefined()
})
