import { drafted } from '#engine/advisory.ts'
import { nextDue, RECURRENCES } from '#engine/recurrence.ts'
import { beginAt, type Coming } from '../recurrence.ts'
import type { CaseWork } from './work.ts'

/** A firm's お知らせ of a week have a lane of their own, in which they leave together. */
export const digestLane = (firmId: string): string => `advisories:${firmId}`

/** Armed by every case that waits for it; there is nothing to wait for in a week without any. */
export const digestOf = ({ regionId, firmId }: { regionId: string; firmId: string }): Coming => ({
  ...{ kind: 'advisory-digest', key: digestLane(firmId), lane: digestLane(firmId), regionId, firmId, says: {} },
})

/** お知らせ is no emergency: it goes out with the others of its week, never at night. Returns when. */
export async function joinDigest(work: CaseWork): Promise<number> {
  const { calendar, now } = work.app
  const goesAt = nextDue(RECURRENCES['advisory-digest'].when, calendar, now)
  work.case = { ...work.case, advisory: drafted(goesAt) }
  await beginAt(work.tx, digestOf({ regionId: work.region.id, firmId: work.firm.id }), goesAt)
  return goesAt
}
