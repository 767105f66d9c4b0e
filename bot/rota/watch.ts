import type { Tx } from '#db/door.ts'
import { type Contact, staffOf } from '#db/people.ts'
import { loadRota, type Region } from '#db/regions.ts'
import { type Turn, turnAt } from '#engine/rota.ts'
import { inRegion } from '../region-scope.ts'

/**
 * Whom to call now, in order, and how each can be reached; read in the midst of one firm's transaction, which may not see
 * the region's people.
 */
export const watchOf = (
  tx: Tx,
  { region, firmId }: { region: Pick<Region, 'id' | 'timezone'>; firmId: string },
  now: number,
): Promise<Turn<Contact>> =>
  inRegion(tx, { regionId: region.id, firmId }, async () =>
    turnAt(await loadRota(tx, region.id), await staffOf(tx, region.id, 'analyst'), now, region.timezone),
  )
