import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Charge,
  chargesOf,
  ENTRY_KINDS,
  type Entry,
  isPaidSo,
  NO_TERMS,
  PARTY_KINDS,
  reversalOf,
  shared,
  statementsOf,
  TAX_RATES,
} from '#engine/money.ts'

const party = fc.record({ kind: fc.constantFrom(...PARTY_KINDS), id: fc.constantFrom('', 'a', 'b') })
const entry: fc.Arbitrary<Entry> = fc.record({
  ...{ id: fc.uuid(), firmId: fc.constantFrom('a', 'b'), kind: fc.constantFrom(...ENTRY_KINDS) },
  ...{ month: fc.constant('2026-11'), on: fc.constant('2026-11-01'), payer: party, payee: party },
  ...{ yen: fc.integer({ min: 1, max: 10_000_000 }), rate: fc.constantFrom(...TAX_RATES) },
  ...{ says: fc.constant(''), reverses: fc.constant(null) },
})
const sum = (values: readonly number[]): number => values.reduce((whole, value) => whole + value, 0)

describe('the statements of all parties', () => {
  it('are zero together, and each is the sum of its lines, whatever was entered', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const statements = statementsOf(entries)
        expect(sum(statements.map(({ total }) => total))).toBe(0)
        for (const { lines, total } of statements) expect(sum(lines.map(({ yen }) => yen))).toBe(total)
        const moved = sum(statements.flatMap(({ lines }) => lines.map(({ yen }) => Math.abs(yen))))
        expect(moved).toBeLessThanOrEqual(2 * sum(entries.map(({ yen }) => yen)))
      }),
    )
  })

  it('say the same in whatever order things were entered', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        expect(statementsOf(entries.toReversed())).toEqual(statementsOf(entries))
      }),
    )
  })

  it('are nothing for each party once every entry was taken back', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const back = entries.map((one) => reversalOf(one, { id: `${one.id}-back`, month: '2026-12', on: '2026-12-01' }))
        for (const { total } of statementsOf([...entries, ...back])) expect(total).toBe(0)
      }),
    )
  })
})

describe('what is shared out', () => {
  it('loses no yen, and gives nobody more than a yen beside their share', () => {
    const weights = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }).filter((all) => sum(all) > 0)
    fc.assert(
      fc.property(fc.nat(10_000_000), weights, (yen, all) => {
        const parts = shared(yen, all)
        expect(sum(parts)).toBe(yen)
        for (const [place, part] of parts.entries())
          expect(Math.abs(part - (yen * (all[place] ?? 0)) / sum(all))).toBeLessThan(1)
      }),
    )
  })
})

const VISIT = { id: 'dispatch_1:1', firmId: 'sasaki', vendorId: 'sanriku', vendor: '三陸IT', on: '2026-11-20' }
const told = ({ kind, payer, payee, yen, rate }: Charge): string =>
  `${kind} ${payer.kind}→${payee.kind} ${yen} ${rate}%`

describe('what a month owes (R-172)', () => {
  it('is the plan, the package, the premium, and each visit by who bears it', () => {
    const charges = chargesOf('2026-11', {
      subscribed: [
        { firmId: 'sasaki', plan: '見守り', yen: 4_166 },
        { firmId: 'nanbu', plan: '台数の案', yen: null },
      ],
      visits: [{ ...VISIT, costYen: 30_001, selfPayYen: 5_000 }],
      terms: { packageYen: 2_500, premiumYen: 300, insurerShare: 50 },
    })
    expect(charges.map(told)).toEqual([
      'fee firm→chamber 4166 10%',
      'package chamber→operator 2500 10%',
      'premium operator→insurer 300 0%',
      // Nobody knows how many PCs there are: the fee is told to be missing, and nothing is guessed.
      'package chamber→operator 2500 10%',
      'premium operator→insurer 300 0%',
      'visit firm→chamber 5000 10%',
      'visit chamber→vendor 17500 10%',
      'visit insurer→vendor 12501 10%',
    ])
    const entries = charges.map(({ source, ...one }) => ({ ...one, id: source, reverses: null }))
    const totals = statementsOf(entries).map(({ party: { kind, id }, total }) => [kind, id, total])
    expect(totals).toEqual([
      ['firm', 'sasaki', -9_166],
      ['chamber', '', 9_166 - 5_000 - 17_500],
      ['vendor', 'sanriku', 30_001],
      ['insurer', '', 600 - 12_501],
      ['operator', '', 5_000 - 600],
    ])
  })

  it('pays the vendor all that a visit costs, whoever bears it, and only ways that are agreed', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.nat(100), (costYen, selfPayYen, insurerShare) => {
        const visits = [{ ...VISIT, costYen, selfPayYen }]
        const charges = chargesOf('2026-11', { subscribed: [], visits, terms: { ...NO_TERMS, insurerShare } })
        const toVendor = charges.filter(({ payee }) => payee.kind === 'vendor')
        expect(sum(toVendor.map(({ yen }) => yen))).toBe(costYen)
        for (const { kind, payer, payee, yen } of charges) {
          expect(isPaidSo(kind, payer.kind, payee.kind)).toBe(true)
          expect(yen).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('is known again by its source, however often the month is closed', () => {
    const asked = { subscribed: [{ firmId: 'a', plan: '', yen: 1 }], visits: [], terms: NO_TERMS }
    expect(chargesOf('2026-11', asked)).toEqual(chargesOf('2026-11', asked))
    const [november, december] = ['2026-11', '2026-12'].map((month) => chargesOf(month, asked)[0]?.source)
    expect(november).not.toBe(december)
  })

  it.each([
    ['fee', 'operator', 'chamber'],
    ['premium', 'firm', 'insurer'],
    ['visit', 'vendor', 'chamber'],
  ] as const)('knows no %s that a %s pays a %s', (kind, payer, payee) => {
    expect(isPaidSo(kind, payer, payee)).toBe(false)
  })
})
