import { z } from 'zod'
import { ENTRY_KINDS, PARTY_KINDS, TAX_RATES } from '#engine/money.ts'
import { id } from './common.ts'

/** The book of a region's money, and invoices. */

const month = z.string()
const rate = z.literal([...TAX_RATES])

export const book = z.strictObject({
  regionId: id,
  terms: z.strictObject({ packageYen: z.int(), premiumYen: z.int(), insurerShare: z.int() }),
  issuing: z.array(
    z.strictObject({
      ...{ party: z.enum(PARTY_KINDS), vendorId: id.nullable(), name: z.string(), registration: z.string() },
      ...{ address: z.string(), phone: z.string(), bank: z.string(), dueDays: z.int() },
    }),
  ),
})

export const closed = z.strictObject({
  month,
  entered: z.int(),
  unpriced: z.array(id).describe('Firms whose plan goes by the PC, and that have not said how many they have'),
})

export const entry = z.strictObject({
  ...{ id, regionId: id, firmId: id, firm: z.string(), kind: z.enum(ENTRY_KINDS), month, on: z.iso.date() },
  ...{ payer: z.enum(PARTY_KINDS), payee: z.enum(PARTY_KINDS), yen: z.int(), rate, says: z.string() },
  ...{ reverses: id.nullable(), invoiceId: id.nullable() },
})

export const statement = z.strictObject({
  month,
  items: z.array(
    z.strictObject({
      ...{ party: z.enum(PARTY_KINDS), firmId: id.nullable(), name: z.string().nullable() },
      lines: z.array(
        z.strictObject({ kind: z.enum(ENTRY_KINDS), with: z.enum(PARTY_KINDS), count: z.int(), yen: z.int() }),
      ),
      paper: z.string().describe('Its page, for thirty days; with .pdf behind it its paper'),
      total: z.int().describe('What comes in is more than 0, what goes out is less'),
    }),
  ),
  sum: z.literal(0),
})

export const invoice = z.strictObject({
  ...{
    id,
    regionId: id,
    firmId: id.nullable().describe('The firm that pays'),
    number: z.int(),
    kind: z.enum(['invoice', 'credit-note']),
  },
  ...{ payer: z.enum(PARTY_KINDS), payee: z.enum(PARTY_KINDS), vendorId: id.nullable(), from: z.string() },
  ...{ corrects: z.int().nullable(), to: z.string(), month, issuedOn: z.iso.date(), dueOn: z.iso.date().nullable() },
  ...{ total: z.int(), sums: z.array(z.strictObject({ rate, yen: z.int(), tax: z.int() })).readonly() },
  ...{ paidOn: z.iso.date().nullable(), creditedBy: id.nullable().describe('The note that takes it back') },
  paper: z.string().describe('Its PDF, for a day'),
})

export const issued = z.strictObject({ items: z.array(invoice) })
