import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { firmId, moment, regionId } from './columns.ts'
import { regions } from './organisation.ts'

/** What a region's months cost. */
export const moneyBooks = pgTable('money_books', {
  regionId: text('region_id')
    .primaryKey()
    .references(() => regions.id),
  terms: jsonb('terms').notNull(),
})

/** Who of a region's parties issues invoices, as it stands on them, and the number of the last, which is given under this row's lock. */
export const invoiceIssuers = pgTable(
  'invoice_issuers',
  {
    regionId: regionId().references(() => regions.id),
    party: text('party').notNull(),
    /** A vendor's; of the others there is one, and '' here. */
    partyId: text('party_id').notNull(),
    issuer: jsonb('issuer').notNull(),
    lastNumber: integer('last_number').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.regionId, table.party, table.partyId] }),
    check('invoice_issuers_party', sql`(${table.party} = 'vendor') = (${table.partyId} <> '')`),
  ],
)

/** Who owes whom what (engine/money.ts); only ever added to, but for the invoice that it stands on. */
export const moneyEntries = pgTable(
  'money_entries',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    firmId: firmId(),
    kind: text('kind').notNull(),
    month: text('month').notNull(),
    on: date('on').notNull(),
    payer: text('payer').notNull(),
    payerId: text('payer_id').notNull(),
    payee: text('payee').notNull(),
    payeeId: text('payee_id').notNull(),
    yen: integer('yen').notNull(),
    rate: integer('rate').notNull(),
    says: text('says').notNull(),
    /** By this it is known, however often its month is closed. */
    source: text('source').notNull(),
    reverses: text('reverses'),
    invoiceId: text('invoice_id'),
    by: text('by').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    unique('money_entries_once').on(table.regionId, table.source),
    uniqueIndex('money_entries_reversed_once').on(table.reverses).where(sql`${table.reverses} is not null`),
    index('money_entries_month').on(table.regionId, table.month),
    check('money_entries_kind', sql`${table.kind} in ('fee', 'package', 'visit', 'premium')`),
    check('money_entries_yen', sql`${table.yen} > 0`),
    check('money_entries_rate', sql`${table.rate} in (10, 8, 0)`),
  ],
)

/** As they were given (engine/invoice.ts): never changed, but for whether they were paid. */
export const invoices = pgTable(
  'invoices',
  {
    id: text('id').primaryKey(),
    regionId: regionId(),
    /** The firm that pays; null where it is another party. */
    firmId: text('firm_id'),
    payer: text('payer').notNull(),
    payee: text('payee').notNull(),
    payeeId: text('payee_id').notNull(),
    number: integer('number').notNull(),
    invoice: jsonb('invoice').notNull(),
    issuedAt: moment('issued_at').notNull(),
    paidOn: date('paid_on'),
    paidBy: text('paid_by'),
    /** The day on which the firm was told last that it is late. */
    remindedOn: date('reminded_on'),
    /** The note that takes it back. */
    creditedBy: text('credited_by'),
  },
  (table) => [
    unique('invoices_number').on(table.regionId, table.payee, table.payeeId, table.number),
    index('invoices_firm').on(table.firmId, table.number),
    check('invoices_payer', sql`(${table.payer} = 'firm') = (${table.firmId} is not null)`),
    check('invoices_paid', sql`(${table.paidOn} is null) = (${table.paidBy} is null)`),
  ],
)
