import { isCorporateNumber } from './corporate-number.ts'
import { type Entry, isSameParty, type Party, TAX_RATES, type TaxRate } from './money.ts'

/** An invoice that whoever pays it may deduct the tax of (適格請求書), and the note by which alone it is corrected (適格返還請求書). */
export interface Invoice {
  /** Counts the issuer's, without a gap. */
  number: number
  kind: 'invoice' | 'credit-note'
  /** Of a note: the number that it takes back. */
  corrects: number | null
  issuer: Issuer
  /** Whom it is given to. */
  to: string
  month: string
  issuedOn: string
  /** Null on a note. */
  dueOn: string | null
  lines: InvoiceLine[]
  sums: TaxSum[]
  total: number
}

export interface Issuer {
  name: string
  /** T and thirteen digits; '' for one who is not registered, whose invoice is none of these. */
  registration: string
  address: string
  phone: string
  /** Where to pay. */
  bank: string
  /** Days after the month's end. */
  dueDays: number
}

/** Which party of a region it is that issues so. */
export interface Issuing {
  party: Party
  issuer: Issuer
}

/** With tax. */
export interface InvoiceLine {
  on: string
  says: string
  yen: number
  rate: TaxRate
}

export interface TaxSum {
  rate: TaxRate
  yen: number
  /** Of which. */
  tax: number
}

/** Rounded down, and once for each rate: rounding line by line is not allowed. */
export function sumsOf(lines: readonly InvoiceLine[]): TaxSum[] {
  return TAX_RATES.flatMap((rate) => {
    const of = lines.filter((line) => line.rate === rate)
    if (of.length === 0) return []
    const yen = of.reduce((sum, line) => sum + line.yen, 0)
    // Cut off, and not rounded down: what comes back holds the tax that was paid.
    return [{ rate, yen, tax: Math.trunc((yen * rate) / (100 + rate)) }]
  })
}

export const issuerIn = (issuing: readonly Issuing[], party: Party): Issuer | null =>
  issuing.find((one) => isSameParty(one.party, party))?.issuer ?? null

export interface Bill<E extends Entry> {
  by: Issuing
  payer: Party
  entries: E[]
}

/** One for each that owes something to somebody who issues invoices; what is owed to anybody else stays in the book alone. */
export const billsOf = <E extends Entry>(owed: readonly E[], issuing: readonly Issuing[]): Bill<E>[] =>
  issuing.flatMap((by) => {
    const own = owed.filter(({ payee }) => isSameParty(payee, by.party))
    const byPayer = Map.groupBy(own, ({ payer }) => `${payer.kind} ${payer.id}`)
    return [...byPayer.values()].flatMap(([first, ...others]) =>
      first ? [{ by, payer: first.payer, entries: [first, ...others] }] : [],
    )
  })

type Draft = Omit<Invoice, 'kind' | 'corrects' | 'sums' | 'total' | 'dueOn'>

export const invoiceOf = (draft: Draft): Invoice => ({
  ...{ ...draft, kind: 'invoice', corrects: null },
  dueOn: dueDayOf(draft.issuedOn, draft.issuer.dueDays),
  ...totalled(draft.lines),
})

/** All of it comes back: what was wrong is charged anew. */
export function creditNoteFor(invoice: Invoice, { number, issuedOn }: Pick<Invoice, 'number' | 'issuedOn'>): Invoice {
  const lines = invoice.lines.map((line) => ({ ...line, yen: -line.yen }))
  return {
    ...{ ...invoice, number, issuedOn, kind: 'credit-note', corrects: invoice.number, dueOn: null },
    ...{ lines, ...totalled(lines) },
  }
}

function totalled(lines: readonly InvoiceLine[]): Pick<Invoice, 'sums' | 'total'> {
  const sums = sumsOf(lines)
  return { sums, total: sums.reduce((whole, { yen }) => whole + yen, 0) }
}

/** At the end of the month in which it is given, and so many days after. */
const dueDayOf = (issuedOn: string, dueDays: number): string => {
  const day = Temporal.PlainDate.from(issuedOn)
  return day.with({ day: day.daysInMonth }).add({ days: dueDays }).toString()
}

/** Money takes some days, and nobody hears of the same late invoice twice in a fortnight. */
const LATE_DAYS = 7
const BETWEEN_DAYS = 14

/** What was due by the first is late today; a firm that was reminded after the second is left alone. */
export function lateness(today: string): { dueBy: string; remindedBy: string } {
  const ago = (days: number): string => Temporal.PlainDate.from(today).subtract({ days }).toString()
  return { dueBy: ago(LATE_DAYS), remindedBy: ago(BETWEEN_DAYS) }
}

/** T and a corporate number. */
export const isRegistration = (typed: string): boolean => typed.startsWith('T') && isCorporateNumber(typed.slice(1))
