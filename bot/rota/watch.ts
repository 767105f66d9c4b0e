import type { Tx } from '#db/door.ts'
import { type Contact, staffOf } from '#db/people.ts'
import { loadRota, type Region } from '#db/regions.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Text } from '#engine/message.ts'
import { HOLD_MINUTES, type Rota, type Turn, turnAt } from '#engine/rota.ts'
import { inRegion } from '../region-scope.ts'

export interface Watch extends Turn<Contact> {
  /** Whoever took a call is asked after so long whether they are at it. */
  holdMs: number
  /** Of those in order, as far as anybody wrote them down: for operations, where nobody hears a message. */
  phones: Text
}

/**
 * Whom to call now, in order, and how each can be reached; read in the midst of one firm's transaction, which may not see
 * the region's people.
 */
export const watchOf = (
  tx: Tx,
  { region, firmId }: { region: Pick<Region, 'id' | 'timezone'>; firmId: string | null },
  now: number,
): Promise<Watch> =>
  inRegion(tx, { regionId: region.id, firmId }, async () => {
    const rota = await loadRota(tx, region.id)
    const turn = turnAt(rota, await staffOf(tx, region.id, 'analyst'), now, region.timezone)
    return { ...turn, holdMs: (rota?.holdMinutes ?? HOLD_MINUTES) * 60_000, phones: phonesOf(rota, turn.order) }
  })

function phonesOf(rota: Rota | undefined, order: readonly PersonRef[]): Text {
  const known = order.flatMap(({ personId, name }) => {
    const found = rota?.phones?.find((one) => one.personId === personId)
    return found ? [`${name} ${found.phone}`] : []
  })
  return known.length > 0 ? { typed: known.join('、') } : { key: 'call.no-phones' }
}
