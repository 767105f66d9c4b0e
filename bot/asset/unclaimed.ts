import { assetsOf } from '#db/assets.ts'
import { listAssets } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { calledOf } from '#db/inquiries.ts'
import { LIMIT_MAX } from '#db/page.ts'
import type { Contact } from '#db/people.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { type Called, type Callee, ownersOf, type Unclaimed, unspokenFor } from '#engine/roll-call.ts'
import type { FlowContext } from '../flow.ts'
import { peopleOf } from '../inquiry/people.ts'

/** A firm's PCs that nobody has spoken for, and those who may. */
export interface FirmsUnclaimed extends Unclaimed {
  contacts: Contact[]
  people: Callee[]
  called: Called[]
}

export async function unclaimedOf(
  tx: Tx,
  { now }: Pick<FlowContext, 'now'>,
  { firmId }: { firmId: string },
): Promise<FirmsUnclaimed> {
  const contacts = await peopleOf(tx, firmId)
  const { items: seen } = await listAssets(tx, { firmId, limit: LIMIT_MAX })
  const assets = await assetsOf(tx, firmId)
  return {
    contacts,
    people: contacts.map((one) => ({ ...one, isLeader: readsFirmResult(one.role) })),
    called: await calledOf(tx, firmId),
    devices: unspokenFor(seen, assets, now),
    owners: ownersOf(seen, assets),
  }
}
