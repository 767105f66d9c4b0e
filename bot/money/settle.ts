import type { Tx } from '#db/door.ts'
import type { StoredInvoice } from '#db/invoices.ts'
import { uninvoiced } from '#db/money.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import type { Text } from '#engine/message.ts'
import { bookOf } from './book.ts'
import { closeUpTo } from './close.ts'
import { type Desk, issueInvoices } from './issue.ts'

export interface Settled {
  /** Null where nothing was left to pay, or nobody issues the region's invoices. */
  invoice: StoredInvoice | null
  /** What the chamber has to know of it; the firm is named by its number, because its name is about to go. */
  says: Text[]
}

/** A firm is about to be erased: what it still owes is written down, and billed, while there is still somebody to bill. System scope. */
export async function settleFirm(tx: Tx, desk: Desk, firmId: string): Promise<Settled> {
  const { region, now, by } = desk
  const month = dayOf(region, now).toString().slice(0, 7)
  const { unpriced } = await closeUpTo(tx, { region, month, firmId, by, at: now }, () => desk.newId('entry'))
  const { issuing } = await bookOf(tx, region.id)
  const open = await uninvoiced(tx, { regionId: region.id, month, firmId })
  const owed = open.reduce((sum, { payer, yen }) => sum + (payer.kind === 'firm' ? yen : 0), 0)
  const [invoice = null] = await issueInvoices(tx, desk, { month, firmId, issuing })
  const told = (what: string, params: Record<string, number | string>): Text => ({
    key: `operations.money.${what}`,
    params: { id: firmId, ...params },
  })
  return {
    invoice,
    says: [
      ...(invoice ? [told('left-billed', { number: invoice.invoice.number, yen: invoice.invoice.total })] : []),
      ...(owed > 0 && !invoice ? [told('left-unbilled', { yen: owed })] : []),
      ...(unpriced.length > 0 ? [told('left-unpriced', {})] : []),
    ],
  }
}
