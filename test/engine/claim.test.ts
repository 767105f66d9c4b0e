import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  apply,
  type Claim,
  type ClaimEvent,
  type Condition,
  doesCount,
  type Fact,
  type PackField,
  refusalOf,
  shownToInsurer,
} from '#engine/claim.ts'

const by = { personId: 'p1', name: '及川' }
const source = { table: 'cases', key: { id: 'case_1' }, path: ['kind'] }
const found = { holds: true, by, at: 1, evidence: '線をぬいても直らない', source: null }
const detected: Fact = { ...found, condition: 'detected', alerts: ['a1'] }
const difficult: Fact = { ...found, condition: 'remote-difficult' }
const visit: Fact = { ...found, condition: 'visit-needed', category: 'incident' }
const fields: PackField[] = [
  { item: 'firm', key: 'name', value: '佐々木水産', source },
  { item: 'devices', key: 'device', value: '192.168.1.23', source },
]
const happened = (...events: ClaimEvent[]): Claim => {
  const claim = events.reduce<Claim | undefined>(apply, undefined)
  if (!claim) throw new Error('nothing happened')
  return claim
}
const fact = (one: Fact): ClaimEvent => ({ kind: 'fact', fact: one, at: 1, by })
const act = (kind: 'approved' | 'kept' | 'paid' | 'refused'): ClaimEvent => ({ kind, at: 2, by })
const drafted: ClaimEvent = { kind: 'drafted', fields, at: 2, by }
const all = [fact(detected), fact(difficult), fact(visit)]

describe('the three conditions', () => {
  test.each<[string, ClaimEvent[], Claim['state']]>([
    ['one is not enough', [fact(detected)], 'judging'],
    ['two are not enough', [fact(detected), fact(difficult)], 'judging'],
    ['nor the other two', [fact(difficult), fact(visit)], 'judging'],
    ['all three, in any order', [fact(visit), fact(detected), fact(difficult)], 'met'],
    ['solved from afar', [fact(detected), fact({ ...difficult, holds: false })], 'not-met'],
    ['no visit is needed', [...all, fact({ ...visit, holds: false })], 'not-met'],
    ['a visit to install', [fact(detected), fact(difficult), fact({ ...visit, category: 'installation' })], 'not-met'],
    ['a visit for trouble', [fact(detected), fact(difficult), fact({ ...visit, category: 'trouble' })], 'not-met'],
    ['nothing was detected', [fact({ ...detected, alerts: [] }), fact(difficult), fact(visit)], 'not-met'],
    ['found otherwise later', [fact({ ...difficult, holds: false }), ...all], 'met'],
  ])('%s', (_, events, state) => expect(happened(...events).state).toBe(state))
})

describe('a claim', () => {
  test.each<[string, ClaimEvent[], ClaimEvent, ReturnType<typeof refusalOf>]>([
    ['is drafted once all are met', all, drafted, undefined],
    ['is not drafted before', [fact(detected)], drafted, 'not-met'],
    ['is not drafted twice', [...all, drafted], drafted, 'already'],
    ['needs the firm’s yes', [...all, drafted], act('paid'), 'not-now'],
    ['is not agreed to before there is something', all, act('approved'), 'not-now'],
    ['is not sent twice', [...all, drafted, act('approved')], act('approved'), 'not-now'],
    ['is decided after it was sent', [...all, drafted, act('approved')], act('refused'), undefined],
    ['is decided once', [...all, drafted, act('approved'), act('paid')], act('paid'), 'already'],
    ['is not judged any more behind the draft', [...all, drafted], fact(visit), 'not-now'],
    ['may be kept back and drafted again', [...all, drafted, act('kept')], drafted, undefined],
    [
      'that shows nothing is not sent',
      [
        ...all,
        drafted,
        { kind: 'item-withheld', item: 'firm', at: 2, by },
        { kind: 'item-withheld', item: 'devices', at: 2, by },
      ],
      act('approved'),
      'nothing-to-show',
    ],
  ])('%s', (_, events, event, refusal) => expect(refusalOf(happened(...events), event)).toBe(refusal))

  test('shows the insurer what the firm agreed to, and nothing before', () => {
    const withheld: ClaimEvent = { kind: 'item-withheld', item: 'devices', at: 2, by }
    const before = happened(...all, drafted, withheld)
    expect(shownToInsurer(before)).toEqual([])
    expect(shownToInsurer(apply(before, act('approved'))).map(({ item }) => item)).toEqual(['firm'])
    const again = apply(before, { kind: 'item-shown', item: 'devices', at: 2, by })
    expect(shownToInsurer(apply(again, act('approved')))).toHaveLength(2)
  })
})

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({ holds: fc.boolean(), alerts: fc.array(fc.string(), { maxLength: 2 }) })
    .map((one) => ({ ...detected, ...one })),
  fc.boolean().map((holds) => ({ ...difficult, holds })),
  fc
    .record({ holds: fc.boolean(), category: fc.constantFrom('incident', 'trouble', 'installation') })
    .map((one) => ({ ...visit, ...one })),
)
const anyEvent: fc.Arbitrary<ClaimEvent> = fc.oneof(
  { weight: 3, arbitrary: anyFact.map(fact) },
  { weight: 2, arbitrary: fc.constant(drafted) },
  { weight: 2, arbitrary: fc.constantFrom('approved' as const, 'kept', 'paid', 'refused').map(act) },
  fc
    .record({
      kind: fc.constantFrom('item-withheld' as const, 'item-shown'),
      item: fc.constantFrom('firm' as const, 'devices'),
    })
    .map((one) => ({ ...one, at: 2, by })),
)
/** Whatever can happen of it happens; the rest is refused. */
const lived = (events: readonly ClaimEvent[]): Claim | undefined =>
  events.reduce<Claim | undefined>((claim, event) => (refusalOf(claim, event) ? claim : apply(claim, event)), undefined)

const BEHIND: readonly Claim['state'][] = ['met', 'drafted', 'sent', 'paid', 'refused']
const CONDITIONS: readonly Condition[] = ['detected', 'remote-difficult', 'visit-needed']

test('whatever happens, nothing gets further without all three conditions', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
      const claim = lived([...events, ...all, ...events])
      if (!claim || !BEHIND.includes(claim.state)) return
      expect(CONDITIONS.every((condition) => doesCount(claim.facts[condition]))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('an installation visit never becomes a claim, whatever else is found and in whatever order', () => {
  const install = (event: ClaimEvent): ClaimEvent =>
    event.kind === 'fact' && event.fact.condition === 'visit-needed'
      ? { ...event, fact: { ...event.fact, category: 'installation' } }
      : event
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
      const claim = lived([...events, ...all, drafted, act('approved'), ...events].map(install))
      expect(claim?.state ?? 'judging').toMatch(/^(judging|not-met)$/)
    }),
    { numRuns: 500 },
  )
})
