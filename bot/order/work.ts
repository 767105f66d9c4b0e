import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { findOrder, orderEvents, type StoredOrder } from '#db/orders.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { findSite, type Site } from '#db/sites.ts'
import type { OrderEvent } from '#engine/order.ts'
import { regionOf } from '../dialogue/work.ts'

/** Everything that an order is decided and shown by. */
export interface OrderFile {
  stored: StoredOrder
  events: readonly OrderEvent[]
  firm: Firm
  site: Site
  region: Region
  /** Whom of the firm LINE reaches first. */
  contact: Contact | undefined
}

export async function orderFile(
  tx: Tx,
  id: string,
  find: typeof findOrder = findOrder,
): Promise<OrderFile | undefined> {
  const stored = await find(tx, id)
  return stored && fileOf(tx, stored, await orderEvents(tx, id))
}

export async function fileOf(tx: Tx, stored: StoredOrder, events: readonly OrderEvent[]): Promise<OrderFile> {
  const [firm, site] = [await findFirm(tx, stored.firmId), await findSite(tx, stored.siteId)]
  if (!firm || !site) throw new Error(`order ${stored.id} stands without its firm or site`)
  const contact = (await contactsOf(tx, firm.id)).find(isOnLine)
  return { stored, events, firm, site, region: await regionOf(tx, stored.regionId), contact }
}
