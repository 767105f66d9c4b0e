import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DetectedAlert } from '#engine/alert.ts'
import { type Case, type CaseState, type FoldedAlert, type Judgement, judge, recount } from '#engine/case.ts'
import { alert } from '#test/support/alert.ts'
import { proofRuns } from '#test/support/proof.ts'

const NOW = Date.UTC(2026, 10, 24, 1)
const ono = { personId: 'ono', name: '小野' }
const hata = { personId: 'hata', name: '畑' }
const subject = (changes: Partial<Case> = {}): Case => ({
  id: 'case-1',
  regionId: 'iwate',
  firmId: 'sasaki',
  kind: 'port-scan',
  device: '192.168.1.23',
  windowStart: NOW,
  state: 'new',
  severity: 'low',
  alertCount: 1,
  eventCount: 12,
  firstSeenAt: NOW,
  lastSeenAt: NOW,
  counterpart: '',
  claimedBy: null,
  claimedAt: null,
  decisionRevision: 3,
  next: 'analysts',
  desk: null,
  call: null,
  advisory: null,
  closedAt: null,
  sight: null,
  learned: null,
  lostShare: null,
  quietBy: null,
  ...changes,
})
const held = (by: typeof ono, changes: Partial<Case> = {}): Case =>
  subject({ state: 'claimed', claimedBy: by, claimedAt: NOW, ...changes })

describe('a judgement changes the case and its decision revision', () => {
  test.each<[Judgement, Case, Partial<Case>]>([
    ['claim', subject(), { state: 'claimed', claimedBy: ono, claimedAt: NOW + 1, next: 'analysts', closedAt: null }],
    ['watch', subject(), { state: 'watching', claimedBy: ono, claimedAt: NOW + 1, closedAt: null }],
    ['false-alarm', subject(), { state: 'false-alarm', claimedBy: ono, next: 'nobody', closedAt: NOW + 1 }],
    ['advise', held(ono), { state: 'advised', claimedBy: ono, claimedAt: NOW, next: 'nobody', closedAt: NOW + 1 }],
    ['claim', held(ono, { state: 'watching' }), { state: 'claimed', claimedBy: ono, claimedAt: NOW }],
    ['take-over', held(hata), { state: 'claimed', claimedBy: ono, claimedAt: NOW + 1 }],
    ['take-over', held(hata, { state: 'watching' }), { state: 'claimed', claimedBy: ono, claimedAt: NOW + 1 }],
    [
      'reopen',
      held(ono, { state: 'false-alarm', next: 'nobody', closedAt: NOW }),
      { state: 'claimed', claimedBy: ono, claimedAt: NOW + 1, next: 'analysts', closedAt: null },
    ],
    [
      'reopen',
      held(hata, { state: 'false-alarm', next: 'nobody', closedAt: NOW }),
      { state: 'claimed', claimedBy: ono, claimedAt: NOW + 1, next: 'analysts', closedAt: null },
    ],
  ])('%s', (judgement, before, after) => {
    const judged = judge(before, judgement, ono, 3, NOW + 1)
    expect(judged.kind).toBe('judged')
    expect(judged.kind === 'judged' && judged.case).toEqual({
      ...before,
      claimedAt: before.claimedAt ?? NOW + 1,
      ...after,
      decisionRevision: 4,
    })
  })

  test.each<[string, Judgement, Case, number, object]>([
    ['somebody else holds it', 'claim', held(hata), 3, { reason: 'claimed-by-other', by: hata, at: NOW }],
    [
      'somebody else watches it',
      'false-alarm',
      held(hata, { state: 'watching' }),
      3,
      { reason: 'claimed-by-other', by: hata },
    ],
    ['an older card was tapped', 'claim', subject(), 2, { reason: 'stale' }],
    ['a card of tomorrow was tapped', 'watch', subject(), 4, { reason: 'stale' }],
    ['an older card, by its holder', 'advise', held(ono), 2, { reason: 'stale' }],
    ['an older card, to take over', 'take-over', held(hata), 2, { reason: 'stale' }],
    [
      'it is a false alarm',
      'claim',
      held(ono, { state: 'false-alarm' }),
      3,
      { reason: 'already-decided', state: 'false-alarm' },
    ],
    [
      'the firm has been told',
      'take-over',
      held(hata, { state: 'notified' }),
      3,
      { reason: 'already-decided', state: 'notified' },
    ],
    ['it was advised', 'watch', held(ono, { state: 'advised' }), 3, { reason: 'already-decided', state: 'advised' }],
    ['it is closed', 'advise', held(ono, { state: 'closed' }), 3, { reason: 'already-decided', state: 'closed' }],
    ['nothing is there to take back', 'reopen', held(ono), 3, { reason: 'stale' }],
    ['the firm has been told, to take back', 'reopen', held(ono, { state: 'notified' }), 3, { reason: 'stale' }],
    ['an older card, to take back', 'reopen', held(ono, { state: 'false-alarm' }), 2, { reason: 'stale' }],
  ])('not when %s', (_name, judgement, before, revision, refusal) => {
    expect(judge(before, judgement, ono, revision, NOW + 1)).toMatchObject({ kind: 'refused', ...refusal })
  })
})

const judgement = fc.constantFrom<Judgement>('claim', 'take-over', 'false-alarm', 'watch', 'advise', 'reopen')
const state = fc.constantFrom<CaseState>('new', 'claimed', 'watching', 'false-alarm', 'advised', 'notified', 'closed')
const holder = fc.constantFrom(null, ono, hata)

describe('analysts who tap at once', () => {
  test('of any number on the same card, exactly one wins or nobody may', () => {
    const taps = fc.array(fc.tuple(fc.nat(9), judgement), { minLength: 2, maxLength: 10 })
    fc.assert(
      fc.property(state, holder, taps, (begun, by, list) => {
        let current = subject({ state: begun, claimedBy: by, claimedAt: by && NOW })
        const shown = current.decisionRevision
        const winners = list.filter(([who, tapped]) => {
          const judged = judge(current, tapped, { personId: `analyst-${who}`, name: `${who}` }, shown, NOW)
          if (judged.kind === 'judged') current = judged.case
          return judged.kind === 'judged'
        })
        expect(winners.length).toBeLessThanOrEqual(1)
        expect(current.decisionRevision).toBe(shown + winners.length)
        const mayAnybody = begun === 'new' || begun === 'claimed' || begun === 'watching' || begun === 'false-alarm'
        if (!mayAnybody) expect(winners).toEqual([])
        const [who, first] = list[0] ?? [0, 'claim']
        if (begun === 'new' && by === null && first !== 'reopen') expect(winners[0]?.[0]).toBe(who)
      }),
      { numRuns: proofRuns(500, 50_000) },
    )
  })

  test('a decided case names who decided, and a refusal changes nothing', () => {
    fc.assert(
      fc.property(state, holder, judgement, fc.nat(6), (begun, by, tapped, revision) => {
        const before = subject({ state: begun, claimedBy: by, claimedAt: by && NOW })
        const frozen = structuredClone(before)
        const judged = judge(before, tapped, ono, revision, NOW)
        expect(before).toEqual(frozen)
        if (judged.kind === 'judged') expect(judged.case.claimedBy).not.toBeNull()
      }),
      { numRuns: proofRuns(500, 50_000) },
    )
  })
})

const folded = fc.record({
  count: fc.nat(2_000),
  severity: fc.constantFrom<FoldedAlert['severity']>('low', 'medium', 'high'),
  firstSeenAt: fc.integer({ min: NOW, max: NOW + 86_400_000 }),
  lastSeenAt: fc.integer({ min: NOW, max: NOW + 86_400_000 }),
  source: fc.constantFrom('203.0.113.5', '203.0.113.6', '192.168.1.23'),
  target: fc.constantFrom('192.168.1.23', '198.51.100.7'),
  lostShare: fc.option(fc.constantFrom(0.02, 0.5)),
})
const foldedAlert = (changes: Partial<DetectedAlert & FoldedAlert> = {}): FoldedAlert => ({
  ...alert(),
  lostShare: null,
  ...changes,
})

describe('counting', () => {
  const count = (count: number) => foldedAlert({ count })

  test('is absolute: the same alerts counted again change nothing, in whatever order', () => {
    fc.assert(
      fc.property(
        fc
          .array(folded, { maxLength: 12 })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, other]) => {
          const once = recount(subject(), list)
          expect(recount(once, list)).toEqual(once)
          expect(recount(subject(), other)).toEqual(once)
        },
      ),
      { numRuns: proofRuns(300, 20_000) },
    )
  })

  test('moves no decision', () => {
    fc.assert(
      fc.property(state, holder, fc.array(folded, { maxLength: 5 }), (begun, by, list) => {
        const before = subject({ state: begun, claimedBy: by })
        const { severity, alertCount, eventCount, firstSeenAt, lastSeenAt, counterpart, lostShare, ...decided } =
          recount(before, list)
        expect(before).toMatchObject(decided)
        expect(decided.decisionRevision).toBe(before.decisionRevision)
      }),
    )
  })

  test('an alert that grew counts with its newest figure', () => {
    expect(recount(recount(subject(), [count(10)]), [count(1_399)])).toMatchObject({ alertCount: 1, eventCount: 1_399 })
  })

  test('the gravest alert makes the case, and it does not become lighter again', () => {
    const grave = recount(subject(), [foldedAlert({ severity: 'high' }), foldedAlert({ severity: 'low' })])
    expect(grave.severity).toBe('high')
    expect(recount(grave, [foldedAlert({ severity: 'low' })]).severity).toBe('high')
  })

  test('a region’s rule decides instead, until an analyst has', () => {
    expect(recount(subject(), [foldedAlert({ severity: 'high' })], 'low').severity).toBe('low')
    expect(
      recount(held(ono, { state: 'notified', severity: 'medium' }), [foldedAlert({ severity: 'high' })], 'low')
        .severity,
    ).toBe('medium')
  })

  test('the other side is named while there is one', () => {
    const [one, other] = [foldedAlert({ source: '203.0.113.5' }), foldedAlert({ source: '203.0.113.6' })]
    expect(recount(subject(), [one, one]).counterpart).toBe('203.0.113.5')
    expect(recount(subject(), [one, other]).counterpart).toBe('')
    expect(
      recount(subject(), [foldedAlert({ source: '192.168.1.23', target: 'login-bank.example' })]).counterpart,
    ).toBe('login-bank.example')
  })

  test('what a sensor lost in the worst hour of any alert stands by the case, and goes when it proves to be less', () => {
    const [whole, part, worse] = [null, 0.02, 0.3].map((lostShare) => foldedAlert({ lostShare }))
    const counted = recount(subject(), [whole, part, worse, part] as FoldedAlert[])
    expect(counted.lostShare).toBe(0.3)
    expect(recount(counted, [whole, whole] as FoldedAlert[]).lostShare).toBeNull()
  })

  test('no alerts change nothing', () => {
    const before = subject()
    expect(recount(before, [])).toBe(before)
  })
})
