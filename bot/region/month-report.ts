import { enter, type Tx } from '#db/door.ts'
import type { Region } from '#db/regions.ts'
import { monthBefore } from '#engine/health-month.ts'
import type { RegionSheet } from '../pictures/region-sheet.ts'
import type { Coming } from '../recurrence.ts'
import { monthSheet } from './month-sheet.ts'
import { monthView } from './month-view.ts'

/** The chamber has the report on the month before. */
export const monthReportOf = (regionId: string): Coming => ({
  ...{ kind: 'month-report', key: `month-report:${regionId}`, lane: `month-report:${regionId}` },
  ...{ regionId, firmId: null, says: {} },
})

/** There is one of each month that is over. */
export const isReported = (month: string, { timezone }: Region, now: number): boolean =>
  month <= monthBefore(now, timezone)

/** In the system's scope; leaves in the region's. */
export async function monthReport(
  tx: Tx,
  { region, month, now, isMadeUp }: { region: Region; month: string; now: number; isMadeUp: boolean },
): Promise<RegionSheet | undefined> {
  if (!isReported(month, region, now)) return undefined
  await enter(tx, { kind: 'region', regionId: region.id })
  return monthSheet(await monthView(tx, { region, month, now }), { reader: region, isMadeUp })
}
