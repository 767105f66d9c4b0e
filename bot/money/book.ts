import type { Tx } from '#db/door.ts'
import { issuersOf, savedTerms } from '#db/money.ts'
import { type Issuer, type Issuing, issuerIn } from '#engine/invoice.ts'
import { CHAMBER, type MoneyTerms, NO_TERMS } from '#engine/money.ts'

interface Book {
  terms: MoneyTerms
  issuing: Issuing[]
  /** The chamber, as it stands on what firms are billed with. */
  issuer: Issuer | null
}

/** A region that has said nothing charges for the plans alone, and nobody issues its invoices. */
export async function bookOf(tx: Tx, regionId: string): Promise<Book> {
  const issuing = await issuersOf(tx, regionId)
  return { terms: (await savedTerms(tx, regionId)) ?? NO_TERMS, issuing, issuer: issuerIn(issuing, CHAMBER) }
}
