import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ANSWERS,
  type Answer,
  APPROVAL_WAIT_MS,
  answer,
  approvalFor,
  approve,
  faultsOf,
  finish,
  isAwaitingFirm,
  LIMITS,
  type Notice,
  type NoticeDraft,
  type NoticeState,
  receiptOf,
  sendAlone,
  sent,
  toldAlso,
} from '#engine/notice.ts'
import { proofRuns } from '#test/support/proof.ts'

const NOW = Date.UTC(2026, 10, 24, 1)
const DAY = 86_400_000
const ono = { personId: 'ono', name: '小野' }
const hata = { personId: 'hata', name: '畑' }
const sasaki = { personId: 'sasaki', name: '佐々木' }
const chiba = { personId: 'chiba', name: '千葉' }

const draft: NoticeDraft = {
  severity: 'medium',
  title: 'にせのサイトを開いたようです',
  what: '会社のパソコンが、にせのサイトを開きました。',
  steps: ['そのパソコンを使った人に聞いてください。'],
  dueAt: NOW + DAY,
  contact: 'このトークで「人に相談」',
  clue: '192.168.1.23',
}
const notice = (state: NoticeState, changes: Partial<Notice> = {}): Notice => ({
  ...draft,
  id: 'notice-1',
  regionId: 'iwate',
  firmId: 'sasaki',
  caseId: 'case-1',
  state,
  round: 1,
  draftedBy: ono,
  draftedAt: NOW,
  approvedBy: null,
  aloneReason: null,
  sentAt: state === 'draft' || state === 'awaiting-approval' ? null : NOW,
  readAt: null,
  doneAt: null,
  answeredBy: null,
  answer: null,
  told: [],
  stepsBy: [],
  stepsFailed: [],
  ...changes,
})

describe('a notice says all that R-071 asks for, or it is not sent', () => {
  test('one that does has no fault', () => {
    expect(faultsOf(draft, NOW)).toEqual([])
  })

  test.each<[string, Partial<NoticeDraft>, object[]]>([
    ['no title', { title: '' }, [{ field: 'title', reason: 'missing' }]],
    ['blanks for a title', { title: ' 　\n' }, [{ field: 'title', reason: 'missing' }]],
    ['a title of 10,000 characters', { title: 'あ'.repeat(10_000) }, [{ field: 'title', reason: 'too-long' }]],
    ['a title one too long', { title: 'あ'.repeat(LIMITS.titleLength + 1) }, [{ field: 'title', reason: 'too-long' }]],
    [
      'what happened, one too long',
      { what: 'あ'.repeat(LIMITS.whatLength + 1) },
      [{ field: 'what', reason: 'too-long' }],
    ],
    ['nothing happened', { what: '' }, [{ field: 'what', reason: 'missing' }]],
    ['nobody to ask', { contact: '' }, [{ field: 'contact', reason: 'missing' }]],
    ['no clue which PC', { clue: '' }, [{ field: 'clue', reason: 'missing' }]],
    ['nothing to do', { steps: [] }, [{ field: 'steps', reason: 'missing' }]],
    ['too much to do', { steps: Array(LIMITS.stepsMax + 1).fill('する') }, [{ field: 'steps', reason: 'too-many' }]],
    [
      'a step that is a story',
      { steps: ['あ'.repeat(LIMITS.stepLength + 1)] },
      [{ field: 'steps', reason: 'too-long' }],
    ],
    ['steps of blanks', { steps: ['  ', ''] }, [{ field: 'steps', reason: 'missing' }]],
    ['by yesterday', { dueAt: NOW - 1 }, [{ field: 'dueAt', reason: 'in-the-past' }]],
    ['by no day', { dueAt: Number.NaN }, [{ field: 'dueAt', reason: 'missing' }]],
    ['by the next century', { dueAt: NOW + 366 * DAY }, [{ field: 'dueAt', reason: 'too-far' }]],
    [
      'nothing at all',
      { title: '', what: '', contact: '', clue: '', steps: [], dueAt: Number.NaN },
      ['title', 'what', 'contact', 'clue', 'steps', 'dueAt'].map((field) => ({ field, reason: 'missing' })),
    ],
  ])('%s', (_name, changes, faults) => {
    expect(faultsOf({ ...draft, ...changes }, NOW)).toEqual(faults)
  })

  test('at the limits it is still good', () => {
    const full = {
      title: 'あ'.repeat(LIMITS.titleLength),
      what: 'あ'.repeat(LIMITS.whatLength),
      steps: Array(LIMITS.stepsMax).fill('あ'.repeat(LIMITS.stepLength)),
      contact: 'あ'.repeat(LIMITS.contactLength),
      clue: 'あ'.repeat(LIMITS.clueLength),
      dueAt: NOW + 365 * DAY,
    }
    expect(faultsOf({ ...draft, ...full }, NOW)).toEqual([])
  })
})

describe('a grave notice needs a second analyst', () => {
  test.each([
    ['high', 'second-analyst'],
    ['medium', 'none'],
    ['low', 'none'],
  ] as const)('%s: %s', (severity, approval) => {
    expect(approvalFor(severity)).toBe(approval)
  })

  test('anybody but the author approves', () => {
    const waiting = notice('awaiting-approval')
    expect(approve(waiting, hata)).toMatchObject({ approvedBy: hata })
    expect(approve(waiting, ono)).toBe('needs-another')
    expect(approve(notice('sent'), hata)).toBe('not-waiting')
    expect(approve(notice('draft'), hata)).toBe('not-waiting')
  })

  test.each([
    ['at once', ono, 0, 'too-early'],
    ['a moment too early', ono, APPROVAL_WAIT_MS - 1, 'too-early'],
    ['after ten minutes', ono, APPROVAL_WAIT_MS, 'sent'],
    ['by somebody else', hata, APPROVAL_WAIT_MS, 'not-yours'],
  ])('the author alone, %s', (_name, by, after, expected) => {
    const result = sendAlone(notice('awaiting-approval'), by, '畑さんは休みです', NOW + after)
    if (expected === 'sent') expect(result).toMatchObject({ aloneReason: '畑さんは休みです' })
    else expect(result).toBe(expected)
  })
})

describe('the firm answers', () => {
  test.each<[Answer, NoticeState]>([
    ['done', 'verifying'],
    ['cannot', 'handed-over'],
    ['busy', 'busy'],
    ['later', 'busy'],
    ['search', 'handed-over'],
    ['maintenance', 'busy'],
    ['vendor', 'handed-over'],
    ['human', 'handed-over'],
    ['what', 'read'],
  ])('%s: %s', (given, state) => {
    const answered = answer(notice('sent'), given, sasaki, NOW + 1)
    const by = given === 'what' ? { answeredBy: null, answer: null } : { answeredBy: sasaki, answer: given }
    expect(answered).toMatchObject({ kind: 'answered', notice: { state, readAt: NOW + 1, ...by } })
  })

  test.each<[string, Notice, Answer, object]>([
    ['nothing was sent', notice('draft'), 'done', { reason: 'not-sent' }],
    ['it waits for approval', notice('awaiting-approval'), 'done', { reason: 'not-sent' }],
    ['it is over', notice('done'), 'human', { reason: 'already-done' }],
    ['it was nothing', notice('false-alarm'), 'what', { reason: 'already-done' }],
    [
      'a colleague has done it',
      notice('verifying', { answeredBy: chiba, answer: 'done' }),
      'busy',
      { reason: 'already-answered', by: chiba, answer: 'done' },
    ],
    [
      'the desk has it',
      notice('handed-over', { answeredBy: chiba, answer: 'human' }),
      'busy',
      { reason: 'already-answered', by: chiba },
    ],
    [
      'the desk has it, asked by the same person',
      notice('handed-over', { answeredBy: sasaki, answer: 'human' }),
      'busy',
      { reason: 'already-handled' },
    ],
  ])('in vain when %s', (_name, before, given, refusal) => {
    expect(answer(before, given, sasaki, NOW)).toMatchObject({ kind: 'refused', ...refusal })
  })

  test.each<[string, Notice, Answer, NoticeState]>([
    [
      'できた is said after the desk was called',
      notice('handed-over', { answeredBy: chiba, answer: 'human' }),
      'done',
      'verifying',
    ],
    [
      'できない is said after できた',
      notice('verifying', { answeredBy: chiba, answer: 'done' }),
      'cannot',
      'handed-over',
    ],
    ['忙しい is followed by できた', notice('busy', { answeredBy: sasaki, answer: 'busy' }), 'done', 'verifying'],
    ['これは？ is asked after 忙しい', notice('busy', { answeredBy: sasaki, answer: 'busy' }), 'what', 'busy'],
  ])('%s', (_name, before, given, state) => {
    expect(answer(before, given, sasaki, NOW)).toMatchObject({ kind: 'answered', notice: { state } })
  })

  test('whatever is tapped in whatever order, it is never unread again, never lost, and over only when an analyst says so', () => {
    const taps = fc.array(fc.tuple(fc.constantFrom(...ANSWERS), fc.constantFrom(sasaki, chiba)), { maxLength: 12 })
    fc.assert(
      fc.property(taps, (list) => {
        let current = sent(notice('draft'), NOW)
        list.forEach(([given, by], place) => {
          const before = structuredClone(current)
          const answered = answer(current, given, by, NOW + place)
          expect(current).toEqual(before)
          if (answered.kind === 'answered') current = answered.notice
          expect(current.readAt).toBe(NOW)
          expect(receiptOf(current)).not.toBe('unread')
        })
        expect(current.state).not.toBe('done')
        expect(current.round).toBe(2)
        // A call for a person is never silently dropped: the desk has it, or somebody said it is done since.
        const help = list.findLastIndex(([given]) => given === 'cannot' || given === 'search' || given === 'human')
        const done = list.findLastIndex(([given]) => given === 'done')
        if (help > done) expect(current.state).toBe('handed-over')
      }),
      { numRuns: proofRuns(500, 50_000) },
    )
  })
})

test.each<[NoticeState, boolean]>([
  ['draft', false],
  ['awaiting-approval', false],
  ['sent', true],
  ['read', true],
  ['in-progress', true],
  ['busy', true],
  ['verifying', false],
  ['handed-over', false],
  ['done', false],
  ['false-alarm', false],
])('the ladder climbs in %s: %s', (state, isAwaited) => {
  expect(isAwaitingFirm(notice(state))).toBe(isAwaited)
})

test('sending anew counts a round, finishing keeps who answered', () => {
  expect(sent(notice('busy', { round: 2 }), NOW + 5)).toMatchObject({ state: 'sent', round: 3, sentAt: NOW + 5 })
  expect(finish(notice('verifying', { answeredBy: sasaki, answer: 'done' }), NOW + 9)).toMatchObject({
    state: 'done',
    doneAt: NOW + 9,
    answeredBy: sasaki,
  })
})

test('whoever was told is told once', () => {
  const once = toldAlso(notice('sent'), 'chiba')
  expect(toldAlso(once, 'chiba')).toBe(once)
  expect(once.told).toEqual(['chiba'])
})
