import { describe, expect, it, test } from 'vitest'
import {
  apply,
  EXAMPLE_STATES,
  type Example,
  type ExampleAct,
  type ExampleState,
  fitOf,
  type Likeness,
  rankedFor,
  refusalOf,
  shownAs,
  sizeOf,
  yenTyped,
} from '#engine/example.ts'

const BODY = { industry: '製造業', size: 'up-to-10', happened: 'a', helped: 'b', costYen: 0, source: null } as const
const BY = { by: { personId: 'sasaki', name: '佐々木' }, at: 5 }
const example = (state: ExampleState): Example => ({
  ...{ state, body: BODY, hash: 'h1', consent: null, remindedAt: null, movedAt: 1 },
})

const ACTS: ExampleAct[] = ['write', 'ask', 'agree', 'refuse', 'correct', 'publish', 'withdraw']
/** A row a state, a column an act: where it leads, or why it cannot be. */
const TABLE: Record<ExampleState, string[]> = {
  proposed: ['proposed', 'asked', 'not-now', 'not-now', 'not-now', 'not-now', 'withdrawn'],
  asked: ['proposed', 'already', 'agreed', 'refused', 'to-correct', 'not-now', 'withdrawn'],
  'to-correct': ['proposed', 'not-now', 'agreed', 'refused', 'already', 'not-now', 'withdrawn'],
  agreed: ['proposed', 'not-now', 'already', 'refused', 'to-correct', 'published', 'withdrawn'],
  refused: ['over', 'over', 'agreed', 'already', 'over', 'over', 'withdrawn'],
  published: ['not-now', 'not-now', 'not-now', 'withdrawn', 'to-correct', 'already', 'withdrawn'],
  withdrawn: ['over', 'over', 'over', 'already', 'over', 'over', 'already'],
}

describe('what can become of an example', () => {
  test.each(EXAMPLE_STATES.flatMap((state) => ACTS.map((act, place) => [state, act, TABLE[state][place]] as const)))(
    '%s, %s: %s',
    (state, act, expected) => {
      const refusal = refusalOf(example(state), act)
      expect(refusal ?? apply(example(state), act, BY).state).toBe(expected)
    },
  )

  it('is published only after consent to the very text', () => {
    for (const state of EXAMPLE_STATES)
      if (state !== 'agreed') expect(refusalOf(example(state), 'publish')).toBeDefined()
    expect(refusalOf(example('asked'), 'agree', 'h0')).toBe('old-text')
    const agreed = apply(example('asked'), 'agree', BY)
    expect(agreed.consent).toEqual({ hash: 'h1', ...BY })
    expect(apply(agreed, 'publish', BY).consent).toEqual(agreed.consent)
    for (const act of ['write', 'refuse', 'correct', 'withdraw'] as const)
      expect(apply(agreed, act, BY).consent).toBeNull()
  })

  it('leaves nothing of its text once it is withdrawn', () => {
    expect(apply(example('published'), 'withdraw', BY)).toMatchObject({ body: null, hash: null, consent: null })
  })
})

describe('how closely it is said whose it is', () => {
  const firms = (count: number, industry: string, size: Likeness['size']): Likeness[] =>
    Array.from({ length: count }, () => ({ industry, size }))
  const sasaki: Likeness = { industry: '製造業', size: 'up-to-10' }

  test.each<[string, Likeness[], Likeness]>([
    ['five alike', firms(5, '製造業', 'up-to-10'), sasaki],
    [
      'four alike, five of the trade in small firms',
      [...firms(4, '製造業', 'up-to-10'), ...firms(1, '製造業', 'up-to-50')],
      { industry: '製造業', size: 'small' },
    ],
    [
      'five of the trade, some of them large',
      [...firms(3, '製造業', 'up-to-10'), ...firms(2, '製造業', 'over-50')],
      { industry: '製造業', size: null },
    ],
    [
      'four of the trade, five of the size',
      [...firms(4, '製造業', 'up-to-10'), ...firms(1, '建設業', 'up-to-10')],
      { industry: null, size: 'up-to-10' },
    ],
    [
      'five small firms',
      [...firms(4, '製造業', 'up-to-10'), ...firms(1, '建設業', 'up-to-20')],
      { industry: null, size: 'small' },
    ],
    ['four firms in all', firms(4, '製造業', 'up-to-10'), { industry: null, size: null }],
  ])('%s', (_, region, told) => {
    expect(shownAs(sasaki, region)).toEqual(told)
  })

  test.each([
    [null, null],
    [8, 'up-to-10'],
    [10, 'up-to-10'],
    [11, 'up-to-20'],
    [50, 'up-to-50'],
    [51, 'over-50'],
  ] as const)('%s people: %s', (employees, size) => expect(sizeOf(employees)).toBe(size))
})

describe('which example a firm sees first', () => {
  const firm: Likeness = { industry: '製造業', size: 'up-to-20' }
  const one = (id: string, industry: string | null, size: Likeness['size'], publishedAt: number) => ({
    ...{ id, body: { industry, size }, publishedAt },
  })

  it('is the closest, then the newest', () => {
    const all = [
      one('neither', null, null, 9),
      one('size', '建設業', 'small', 1),
      one('trade', '製造業', null, 1),
      one('both', '製造業', 'up-to-20', 1),
      one('newer', '製造業', 'small', 2),
    ]
    expect(rankedFor(all, firm).map(({ id }) => id)).toEqual(['newer', 'both', 'trade', 'size', 'neither'])
    expect(all.map(({ body }) => fitOf(body, firm))).toEqual([0, 1, 2, 3, 3])
    expect(fitOf({ industry: null, size: null }, { industry: null, size: null })).toBe(0)
  })
})

test.each([
  ['0', 0],
  ['０円', 0],
  ['30,000円', 30_000],
  ['約３万円', 30_000],
  ['1.5万', 15_000],
  ['5千円', 5_000],
  ['', undefined],
  ['ただ', undefined],
  ['-1', undefined],
  ['3万5千円', undefined],
  ['99999999999', undefined],
] as const)('「%s」 is %s yen', (typed, yen) => expect(yenTyped(typed)).toBe(yen))
