import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Case } from '#engine/case.ts'
import {
  answerStep,
  type Exit,
  followUpOf,
  type Stage,
  type StepAnswered,
  type StepGiven,
  stepInHand,
} from '#engine/follow-up.ts'
import { nextStepOf } from '#engine/next-step.ts'
import { ANSWERS, type Answer, answer, finish, isAwaitingFirm, type Notice, sent, sentAnew } from '#engine/notice.ts'
import { proofRuns } from '#test/support/proof.ts'

const NOW = Date.UTC(2026, 10, 24, 1)
const sasaki = { personId: 'sasaki', name: '佐々木' }
const chiba = { personId: 'chiba', name: '千葉' }
const ono = { personId: 'ono', name: '小野' }
const oikawa = { personId: 'oikawa', name: '及川' }

const STEPS = ['線を抜いてください。', '電源は切らないでください。', 'パスワードを変えてください。']

const notice = (changes: Partial<Notice> = {}): Notice => ({
  severity: 'medium',
  title: 'パスワードを当てられた心配があります',
  what: 'だれかが入ったようです。',
  steps: STEPS,
  dueAt: NOW + 86_400_000,
  contact: '「相談」と送ってください。',
  clue: '192.168.1.23',
  id: 'notice-1',
  regionId: 'iwate',
  firmId: 'sasaki-suisan',
  caseId: 'case-1',
  state: 'sent',
  round: 1,
  draftedBy: ono,
  draftedAt: NOW,
  approvedBy: null,
  aloneReason: null,
  sentAt: NOW,
  readAt: null,
  doneAt: null,
  answeredBy: null,
  answer: null,
  told: ['sasaki'],
  stepsBy: [],
  stepsFailed: [],
  ...changes,
})

const tapped = (before: Notice, step: number, given: StepGiven, by = sasaki): StepAnswered =>
  answerStep(before, { step, given }, by, NOW + 1)

describe('the firm answers about one step', () => {
  const half = notice({ state: 'in-progress', readAt: NOW, stepsBy: [chiba], answeredBy: chiba })
  const last = { ...half, stepsBy: [chiba, chiba] }
  const failed = { ...half, stepsFailed: [0] }
  const handed = { ...half, state: 'handed-over', answer: 'human' } as const
  test.each<[string, Notice, number, StepGiven, object]>([
    [
      'the first is done',
      notice(),
      0,
      'done',
      { kind: 'moved', notice: { state: 'in-progress', readAt: NOW + 1, stepsBy: [sasaki], answeredBy: sasaki } },
    ],
    ['a colleague goes on', half, 1, 'done', { kind: 'moved', notice: { stepsBy: [chiba, sasaki] } }],
    [
      'the last is done',
      last,
      2,
      'done',
      { kind: 'settled', notice: { state: 'verifying', answer: 'done', stepsBy: [chiba, chiba, sasaki] } },
    ],
    [
      'one step is all there is',
      notice({ steps: ['聞いてください。'] }),
      0,
      'done',
      { kind: 'settled', notice: { state: 'verifying', stepsBy: [sasaki] } },
    ],
    [
      'it goes on after 忙しい',
      { ...half, state: 'busy' },
      1,
      'done',
      { kind: 'moved', notice: { state: 'in-progress' } },
    ],
    [
      'it cannot be done, once',
      notice(),
      0,
      'cannot',
      { kind: 'tried', notice: { state: 'in-progress', stepsBy: [], stepsFailed: [0], readAt: NOW + 1 } },
    ],
    [
      'it cannot be done, twice',
      { ...notice({ state: 'in-progress' }), stepsFailed: [0] },
      0,
      'cannot',
      { kind: 'settled', notice: { state: 'handed-over', answer: 'cannot', stepsFailed: [0, 0] } },
    ],
    [
      'a second one cannot be done either',
      failed,
      1,
      'cannot',
      { kind: 'settled', notice: { state: 'handed-over', stepsFailed: [0, 1], stepsBy: [chiba] } },
    ],
    ['somebody has done it before', half, 0, 'done', { kind: 'overtaken', by: chiba }],
    ['somebody has done what one could not do', half, 0, 'cannot', { kind: 'overtaken', by: chiba }],
    ['the button is of an earlier sending', notice(), 2, 'done', { kind: 'overtaken', by: undefined }],
    [
      'the desk has it, and the firm goes on',
      handed,
      1,
      'done',
      { kind: 'moved', notice: { state: 'handed-over', answeredBy: chiba, stepsBy: [chiba, sasaki] } },
    ],
    ['the desk has it already', handed, 1, 'cannot', { kind: 'refused', reason: 'already-answered', by: chiba }],
    [
      'all was done, and yet it cannot be',
      { ...last, state: 'verifying', stepsBy: [chiba, chiba, chiba], answer: 'done' },
      2,
      'cannot',
      { kind: 'settled', notice: { state: 'handed-over' } },
    ],
    [
      'all was done',
      { ...last, state: 'verifying', stepsBy: [chiba, chiba, chiba], answer: 'done' },
      2,
      'done',
      { kind: 'refused', reason: 'already-answered', by: chiba },
    ],
    ['it is over', { ...last, state: 'done' }, 2, 'done', { kind: 'refused', reason: 'already-done' }],
    ['nothing was sent', notice({ state: 'draft', sentAt: null }), 0, 'done', { kind: 'refused', reason: 'not-sent' }],
  ])('%s', (_name, before, step, given, expected) => {
    const untouched = structuredClone(before)
    expect(tapped(before, step, given)).toMatchObject(expected)
    expect(before).toEqual(untouched)
  })

  test('ぜんぶ済んだ does what was left, and leaves who did the others', () => {
    expect(answer(half, 'done', sasaki, NOW)).toMatchObject({
      notice: { state: 'verifying', stepsBy: [chiba, sasaki, sasaki] },
    })
  })

  test('asked again, all of it is asked; shown again at the hour they wanted, the rest', () => {
    expect(sentAnew(failed, NOW)).toMatchObject({ state: 'sent', round: 2, stepsBy: [], stepsFailed: [] })
    expect(sent(failed, NOW)).toMatchObject({ state: 'sent', round: 2, stepsBy: [chiba], stepsFailed: [0] })
  })
})

test.each<[string, Partial<Notice>, boolean, Stage, Exit | null]>([
  ['it went out', {}, false, 'sent', null],
  ['it was read', { state: 'read', readAt: NOW }, false, 'read', null],
  ['it was read, and the device is somebody’s', { state: 'read', readAt: NOW }, true, 'device-found', null],
  ['nobody has read it of whom the device is', {}, true, 'sent', null],
  ['one step is done', { state: 'in-progress', readAt: NOW, stepsBy: [sasaki] }, false, 'in-progress', null],
  ['one was tried', { state: 'in-progress', readAt: NOW, stepsFailed: [0] }, true, 'in-progress', null],
  ['they are busy', { state: 'busy', readAt: NOW }, false, 'read', 'busy'],
  ['busy in the middle', { state: 'busy', readAt: NOW, stepsBy: [sasaki] }, false, 'in-progress', 'busy'],
  ['the desk has it', { state: 'handed-over', readAt: NOW }, true, 'device-found', 'handed-over'],
  ['a visit', { state: 'dispatched', readAt: NOW, stepsFailed: [0, 0] }, true, 'in-progress', 'dispatched'],
  ['all is done', { state: 'verifying', readAt: NOW, stepsBy: [sasaki, sasaki, chiba] }, true, 'verifying', null],
  ['it is over', { state: 'done', readAt: NOW }, false, 'done', null],
  ['it was nothing', { state: 'false-alarm', readAt: NOW }, false, 'read', 'false-alarm'],
])('how far it has come when %s', (_name, changes, isDeviceKnown, stage, exit) => {
  const subject = notice(changes)
  expect(followUpOf(subject, isDeviceKnown)).toEqual({
    ...{ stage, exit, isDeviceKnown },
    steps: { done: subject.stepsBy.length, total: 3 },
  })
})

test('what has not gone out is not followed', () => {
  expect(followUpOf(notice({ state: 'draft', sentAt: null }), true)).toBeUndefined()
})

/** Taps by two people, old buttons among them; what the flow would make of each is whose turn it is. */
type Tap = { by: typeof sasaki } & ({ step: number; given: StepGiven } | { whole: Answer } | { again: true })

const tap: fc.Arbitrary<Tap> = fc
  .record({ by: fc.constantFrom(sasaki, chiba) })
  .chain(({ by }) =>
    fc
      .oneof(
        { weight: 6, arbitrary: fc.record({ step: fc.nat(4), given: fc.constantFrom<StepGiven>('done', 'cannot') }) },
        { weight: 2, arbitrary: fc.record({ whole: fc.constantFrom(...ANSWERS) }) },
        { weight: 1, arbitrary: fc.constant({ again: true as const }) },
      )
      .map((what) => ({ by, ...what })),
  )

test('whatever is tapped by whomever, no step is skipped or done twice, and one person owns the next one', () => {
  fc.assert(
    fc.property(fc.array(tap, { maxLength: 25 }), fc.integer({ min: 1, max: 5 }), (taps, total) => {
      let current = notice({ steps: Array.from({ length: total }, (_, step) => `${step + 1}番`) })
      taps.forEach((one, place) => {
        const before = current
        const now = NOW + place
        const answered =
          'again' in one
            ? { kind: 'again' as const, notice: sentAnew(current, now) }
            : 'whole' in one
              ? answer(current, one.whole, one.by, now)
              : answerStep(current, one, one.by, now)
        if ('notice' in answered) current = answered.notice
        const moved = current.stepsBy.length - before.stepsBy.length
        if (answered.kind === 'moved') expect([moved, 'step' in one && one.step]).toEqual([1, before.stepsBy.length])
        else if (!('whole' in one) && answered.kind !== 'again') expect(moved).toBeLessThanOrEqual(1)
        if (answered.kind !== 'again') expect(current.stepsBy.slice(0, before.stepsBy.length)).toEqual(before.stepsBy)
        expect(current.stepsBy.length).toBeLessThanOrEqual(total)
        // However often they take it back: one finger, one step that could not be done.
        const failed = current.stepsFailed.length - before.stepsFailed.length
        expect(failed).toBeLessThanOrEqual('given' in one && one.given === 'cannot' ? 1 : 0)
        // Whoever is asked has something in hand; whoever has all of it done is waited for no longer.
        if (isAwaitingFirm(current)) expect(stepInHand(current)).toBe(current.stepsBy.length)
        if (current.state === 'verifying') expect(current.stepsBy).toHaveLength(total)
        expect(ownersOf(current)).toHaveLength(1)
      })
      // It waits with the firm, and so with the ladder, or with the desk, or with an analyst.
      expect(isAwaitingFirm(current) || ['verifying', 'handed-over'].includes(current.state)).toBe(true)
      expect(followUpOf(finish(current, NOW), true)?.stage).toBe('done')
    }),
    { numRuns: proofRuns(300, 50_000) },
  )
})

const roster = { analysts: [ono], desk: [oikawa], firm: [sasaki, chiba] }

function ownersOf(current: Notice): unknown[] {
  const next = isAwaitingFirm(current) ? 'firm' : current.state === 'verifying' ? 'analysts' : 'desk'
  const step = nextStepOf({ next, claimedBy: null, desk: null } as Case, current, roster)
  return step?.owner ? [step.owner] : []
}
