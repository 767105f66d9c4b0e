import type { Tx } from '#db/door.ts'
import { arm } from '#db/timers.ts'
import { digestAt, drafted } from '#engine/advisory.ts'
import type { CaseWork } from './work.ts'

/** A firm's お知らせ of a week have a lane of their own, in which they leave together. */
export const digestLane = (firmId: string): string => `advisories:${firmId}`

/** Armed by every case that waits for it; there is nothing to wait for in a week without any. */
export const armDigest = (tx: Tx, place: { regionId: string; firmId: string }, dueAt: number): Promise<void> =>
  arm(tx, {
    ...place,
    ...{ key: digestLane(place.firmId), lane: digestLane(place.firmId), dueAt },
    ...{ kind: 'advisory-digest', payload: {} },
  })

/** お知らせ is no emergency: it goes out with the others of its week, never at night. Returns when. */
export async function joinDigest(work: CaseWork): Promise<number> {
  const { calendar, now } = work.app
  const goesAt = digestAt(calendar, now)
  work.case = { ...work.case, advisory: drafted(goesAt) }
  await armDigest(work.tx, { regionId: work.region.id, firmId: work.firm.id }, goesAt)
  return goesAt
}
