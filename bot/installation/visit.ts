import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { sitesOf } from '#db/sites.ts'
import type { PersonRef } from '#engine/case.ts'
import { requestFault } from '../dispatch/in-call.ts'
import { dispatchFor, dispatchLane } from '../dispatch/lanes.ts'
import type { FlowContext } from '../flow.ts'

interface Wish {
  cause: number
  /** The installation's id: one visit at a time comes of it. */
  about: string
  regionId: string
  firmId: string
  by: PersonRef
  reason: string
}

/**
 * A visit is asked for as the desk would (機器設置などのトラブル対応): its own lane tells the price, finds who can go and agrees on
 * the day. False where that cannot be: no price, no place, or nobody who may agree. Ends in the region's scope.
 */
export async function askVisit(tx: Tx, app: FlowContext, wish: Wish): Promise<boolean> {
  const { cause, about, regionId, firmId, by, reason } = wish
  const site = (await sitesOf(tx, firmId)).find(({ kind, municipality }) => kind === 'office' && municipality !== null)
  if (!site || (await requestFault(tx, { regionId, firmId }, { category: 'trouble', home: '' }))) return false
  const values = {
    category: 'trouble',
    skill: 'network',
    municipality: site.municipality ?? '',
    address: site.address ?? '',
    reason,
  }
  await receive(tx, [
    {
      ...{
        lane: dispatchLane(dispatchFor(about)),
        kind: 'dispatch',
        account: 'installation',
        eventId: `visit:${cause}`,
      },
      ...{ regionId, firmId, payload: { command: 'submit-request', values, by }, at: app.now },
    },
  ])
  return true
}
