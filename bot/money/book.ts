import type { Tx } from '#db/door.ts'
import { type Book, savedBook } from '#db/money.ts'
import { NO_TERMS } from '#engine/money.ts'

/** A region that has said nothing charges for the plans alone, and nobody issues its invoices. */
export const bookOf = async (tx: Tx, regionId: string): Promise<Book> =>
  (await savedBook(tx, regionId)) ?? { terms: NO_TERMS, issuer: null }
