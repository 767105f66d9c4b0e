import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCorporateNumber } from '#engine/corporate-number.ts'
import { creditNoteFor, type InvoiceLine, invoiceOf, isRegistration, sumsOf } from '#engine/invoice.ts'
import { TAX_RATES } from '#engine/money.ts'

const line = (yen: number, rate: InvoiceLine['rate'] = 10): InvoiceLine => ({
  on: '2026-11-01',
  says: '見守り',
  yen,
  rate,
})
const ISSUER = {
  name: '大船渡商工会議所',
  registration: 'T8700110005901',
  address: '',
  phone: '',
  bank: '',
  dueDays: 30,
}
const draft = (lines: InvoiceLine[]) => ({
  ...{ number: 12, issuer: ISSUER, to: '佐々木水産', month: '2026-11', issuedOn: '2026-12-01', lines },
})

describe('the tax on an invoice', () => {
  it('is rounded once for each rate: three times 105 yen hold 28 yen of tax, and not three times 9', () => {
    expect(sumsOf([line(105), line(105), line(105)])).toEqual([{ rate: 10, yen: 315, tax: 28 }])
    expect(sumsOf([line(108, 8), line(110), line(500, 0)])).toEqual([
      { rate: 10, yen: 110, tax: 10 },
      { rate: 8, yen: 108, tax: 8 },
      { rate: 0, yen: 500, tax: 0 },
    ])
  })

  it('is of every line once, whatever stands on it', () => {
    const lines = fc.array(
      fc
        .record({ yen: fc.nat(1_000_000), rate: fc.constantFrom(...TAX_RATES) })
        .map(({ yen, rate }) => line(yen, rate)),
    )
    fc.assert(
      fc.property(lines, (all) => {
        const { sums, total } = invoiceOf(draft(all))
        expect(total).toBe(all.reduce((whole, { yen }) => whole + yen, 0))
        for (const { rate, yen, tax } of sums) {
          expect(tax).toBeLessThanOrEqual((yen * rate) / (100 + rate))
          expect(tax).toBeGreaterThan((yen * rate) / (100 + rate) - 1)
        }
        const note = creditNoteFor(invoiceOf(draft(all)), { number: 13, issuedOn: '2026-12-05' })
        expect(note.total + total).toBe(0)
        for (const [place, { tax }] of note.sums.entries()) expect(tax + (sums[place]?.tax ?? 0)).toBe(0)
      }),
    )
  })
})

it('is due so many days after the end of the month in which it is given; a note is not', () => {
  const invoice = invoiceOf(draft([line(4_166)]))
  expect(invoice).toMatchObject({ kind: 'invoice', corrects: null, dueOn: '2027-01-30', total: 4_166 })
  expect(creditNoteFor(invoice, { number: 13, issuedOn: '2026-12-05' })).toMatchObject({
    ...{ kind: 'credit-note', number: 13, corrects: 12, dueOn: null, to: '佐々木水産', total: -4_166 },
  })
})

describe('a registration number', () => {
  it.each(['T8700110005901', 'T7000012050002'])('%s is one', (typed) => expect(isRegistration(typed)).toBe(true))
  it.each([
    '8700110005901',
    'T870011000590',
    'T8700110005902',
    't8700110005901',
    'T８７００１１０００５９０１',
    'TT870011000590',
    '',
  ])('%j is none', (typed) => expect(isRegistration(typed)).toBe(false))

  it('has one first digit alone for each twelve others', () => {
    const digits = fc.stringMatching(/^\d{12}$/)
    fc.assert(
      fc.property(digits, (body) => {
        const good = [...'0123456789'].filter((first) => isCorporateNumber(first + body))
        expect(good).toHaveLength(1)
      }),
    )
  })
})
