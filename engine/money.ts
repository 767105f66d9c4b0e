/**
 * The money of a region, as a book: each entry says that one party owes another so many yen for something. Nothing here
 * moves money. What one owes the other is owed: so the statements of all parties of a month, or of one firm, sum to zero.
 */
export const ENTRY_KINDS = ['fee', 'package', 'visit', 'premium'] as const
/** 見守りの料金, 機器と監視の一式, 駆け付け, 保険料. */
export type EntryKind = (typeof ENTRY_KINDS)[number]

export const PARTY_KINDS = ['firm', 'chamber', 'vendor', 'insurer', 'operator'] as const
export type PartyKind = (typeof PARTY_KINDS)[number]

/** Whoever may be owed: a firm only pays. */
export const BILLING = ['chamber', 'vendor', 'insurer', 'operator'] as const satisfies readonly PartyKind[]

/** A region has many firms and vendors, and one of each of the others; theirs is ''. */
export interface Party {
  kind: PartyKind
  id: string
}

export const isSameParty = (one: Party, other: Party): boolean => one.kind === other.kind && one.id === other.id

/** In percent, with tax inside the price; 8 is the reduced one, and 0 for what bears none, such as premiums. */
export const TAX_RATES = [10, 8, 0] as const
export type TaxRate = (typeof TAX_RATES)[number]

export interface Entry {
  id: string
  /** Whom it is about, whoever pays. */
  firmId: string
  kind: EntryKind
  /** `2026-11`, and the day on which it was due or done. */
  month: string
  on: string
  payer: Party
  payee: Party
  /** More than none, with tax: what is taken back is an entry the other way round. */
  yen: number
  rate: TaxRate
  says: string
  /** The entry that this one takes back. */
  reverses: string | null
}

/** Who pays whom for what: 企→商, 商→運, 商・保→駆 (what of it a firm pays itself, it pays to the chamber), 運→保. */
const PAYS: Readonly<Record<EntryKind, readonly (readonly [PartyKind, PartyKind])[]>> = {
  fee: [['firm', 'chamber']],
  package: [['chamber', 'operator']],
  visit: [
    ['firm', 'chamber'],
    ['chamber', 'vendor'],
    ['insurer', 'vendor'],
  ],
  premium: [['operator', 'insurer']],
}

export const isPaidSo = (kind: EntryKind, payer: PartyKind, payee: PartyKind): boolean =>
  PAYS[kind].some(([from, to]) => from === payer && to === payee)

export const reversalOf = (entry: Entry, { id, month, on }: Pick<Entry, 'id' | 'month' | 'on'>): Entry => ({
  ...{ ...entry, id, month, on, reverses: entry.id },
  ...{ payer: entry.payee, payee: entry.payer },
})

export interface StatementLine {
  kind: EntryKind
  with: PartyKind
  /** So many entries. */
  count: number
  /** Signed: what comes in is more than none, what goes out is less. */
  yen: number
}

export interface Statement {
  party: Party
  lines: StatementLine[]
  total: number
}

/** One for each party that an entry names; together they are zero, and no yen is rounded anywhere. */
export function statementsOf(entries: readonly Entry[]): Statement[] {
  const statements = new Map<string, Statement>()
  const book = (party: Party, kind: EntryKind, other: PartyKind, yen: number): void => {
    const key = `${PARTY_KINDS.indexOf(party.kind)} ${party.id}`
    const statement = statements.get(key) ?? { party, lines: [], total: 0 }
    const line = statement.lines.find((one) => one.kind === kind && one.with === other)
    if (line) {
      line.count++
      line.yen += yen
    } else statement.lines.push({ kind, with: other, count: 1, yen })
    statement.total += yen
    statements.set(key, statement)
  }
  for (const { kind, payer, payee, yen } of entries) {
    book(payee, kind, payer.kind, yen)
    book(payer, kind, payee.kind, -yen)
  }
  return [...statements]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, statement]) => ({ ...statement, lines: statement.lines.sort(byKind) }))
}

/** However the entries of a day lie, so that a paper says the same each month. */
const byKind = (one: StatementLine, other: StatementLine): number =>
  ENTRY_KINDS.indexOf(one.kind) - ENTRY_KINDS.indexOf(other.kind) ||
  PARTY_KINDS.indexOf(one.with) - PARTY_KINDS.indexOf(other.with)

/** What it comes to by weights, in whole yen: what rounding leaves goes to the largest remainders, so that nothing is lost. */
export function shared(yen: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const exact = weights.map((weight) => (yen * weight) / whole)
  const parts = exact.map(Math.floor)
  const left = yen - parts.reduce((sum, part) => sum + part, 0)
  const byRemainder = exact
    .map((value, place) => ({ place, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.place - other.place)
  for (const { place } of byRemainder.slice(0, left)) parts[place] = (parts[place] ?? 0) + 1
  return parts
}

/** What a month costs beside the plans, and who bears a visit that nobody of a firm pays. */
export interface MoneyTerms {
  /** For each firm with a plan: the chamber’s to the operator, and of that the operator’s to the insurer. */
  packageYen: number
  premiumYen: number
  /** Of a visit, in percent; the rest is the chamber’s. */
  insurerShare: number
}

export const NO_TERMS: MoneyTerms = { packageYen: 0, premiumYen: 0, insurerShare: 0 }

/** Nothing is owed for a month that has not begun; both as `2026-11…`. */
export const hasBegun = (month: string, today: string): boolean => month <= today.slice(0, 7)

/** A firm that has a plan on the first day of a month, and what that is for it. */
export interface Subscribed {
  firmId: string
  plan: string
  /** Null where it goes by the PC and nobody knows how many there are. */
  yen: number | null
}

/** A visit of the month that has ended. */
export interface EndedVisit {
  /** The dispatch, and which of its visits. */
  id: string
  firmId: string
  vendorId: string
  vendor: string
  on: string
  costYen: number
  selfPayYen: number
}

/** What it is known by however often the month is closed, and the entry without its own id. */
export type Charge = Omit<Entry, 'id' | 'reverses'> & { source: string }

export const CHAMBER: Party = { kind: 'chamber', id: '' }
const INSURER: Party = { kind: 'insurer', id: '' }
const OPERATOR: Party = { kind: 'operator', id: '' }

/**
 * Everything a month owes. A plan is paid for in each month on whose first day a firm has it, so that the month in which it
 * begins is free and none is paid for twice.
 */
export function chargesOf(
  month: string,
  {
    subscribed,
    visits,
    terms,
  }: { subscribed: readonly Subscribed[]; visits: readonly EndedVisit[]; terms: MoneyTerms },
): Charge[] {
  const on = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }).toString()
  const monthly = subscribed.flatMap(({ firmId, plan, yen }): Charge[] => {
    const charge = (kind: EntryKind, payer: Party, payee: Party, price: number, rate: TaxRate): Charge => ({
      ...{ source: `${kind}:${firmId}:${month}`, firmId, kind, month, on, payer, payee },
      ...{ yen: price, rate, says: plan },
    })
    return [
      charge('fee', { kind: 'firm', id: firmId }, CHAMBER, yen ?? 0, 10),
      charge('package', CHAMBER, OPERATOR, terms.packageYen, 10),
      charge('premium', OPERATOR, INSURER, terms.premiumYen, 0),
    ]
  })
  return [...monthly, ...visits.flatMap((visit) => chargesOfVisit(month, visit, terms))].filter(({ yen }) => yen > 0)
}

function chargesOfVisit(month: string, visit: EndedVisit, { insurerShare }: MoneyTerms): Charge[] {
  const { id, firmId, vendorId, vendor, on, costYen, selfPayYen } = visit
  const ofFirm = Math.min(selfPayYen, costYen)
  const [insurers = 0, chambers = 0] = shared(costYen - ofFirm, [insurerShare, 100 - insurerShare])
  const to: Party = { kind: 'vendor', id: vendorId }
  const charge = (payer: Party, payee: Party, yen: number): Charge => ({
    ...{ source: `visit:${id}:${payer.kind}`, firmId, kind: 'visit', month, on, payer, payee, yen },
    ...{ rate: 10, says: vendor },
  })
  // What the firm pays of it goes through the chamber's hands.
  return [
    charge({ kind: 'firm', id: firmId }, CHAMBER, ofFirm),
    charge(CHAMBER, to, chambers + ofFirm),
    charge(INSURER, to, insurers),
  ]
}
