import { sitesOfCase } from '#db/contractors.ts'
import { receive } from '#db/inbox.ts'
import { openNoticesOf } from '#db/notices.ts'
import { laneOf } from '../case/work.ts'
import type { Work } from './work.ts'

/** What is open of the firm is shown to whoever may see it from now on, each in the lane of its case. */
export async function showOpenNotices(
  { tx, app, place }: Work,
  personId: string,
  isNew: (seenAt: readonly (string | null)[]) => boolean = () => true,
): Promise<void> {
  const rows: Parameters<typeof receive>[1][number][] = []
  for (const { caseId } of await openNoticesOf(tx, place.firmId))
    if (isNew(await sitesOfCase(tx, place.firmId, caseId)))
      rows.push({
        ...{ lane: laneOf(caseId), kind: 'case-contractor-came', account: 'contractors', eventId: app.newUuid() },
        ...{ ...place, at: app.now, payload: { personId } },
      })
  await receive(tx, rows)
}
