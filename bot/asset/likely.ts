import { assetsOf } from '#db/assets.ts'
import { listAssets } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { askedAbout } from '#db/inquiries.ts'
import { LIMIT_MAX } from '#db/page.ts'
import type { Case } from '#engine/case.ts'
import type { Holder } from '#engine/device.ts'
import { resembles } from '#engine/resemblance.ts'
import { onlyOneLeft, ownersOf } from '#engine/roll-call.ts'

export interface Likely {
  personId: string
  /** Everybody else has a PC that sensors see, or has said that it was not theirs. */
  isOnlyOne: boolean
}

/** Of these people, whose the case's device may be, so that they are shown first; undefined where nothing tells. */
export async function likelyOf(
  tx: Tx,
  { id, firmId }: Pick<Case, 'id' | 'firmId'>,
  holder: Holder,
  people: readonly { personId: string; name: string }[],
): Promise<Likely | undefined> {
  const { items: seen } = await listAssets(tx, { firmId, limit: LIMIT_MAX })
  const denied = (await askedAbout(tx, [id])).filter(({ says }) => says === 'no').map(({ personId }) => personId)
  const accounted = [...ownersOf(seen, await assetsOf(tx, firmId)), ...denied]
  const left = onlyOneLeft([...new Set(people.map(({ personId }) => personId))], accounted)
  if (left !== undefined) return { personId: left, isOnlyOne: true }
  const like = people.find(({ personId, name }) => !denied.includes(personId) && resembles(nameOf(holder), name))
  return like && { personId: like.personId, isOnlyOne: false }
}

export const nameOf = (holder: Holder): string => ('name' in holder ? holder.name : '')
