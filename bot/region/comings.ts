import type { Tx } from '#db/door.ts'
import { regionIds } from '#db/regions.ts'
import { whoseCallsOf } from '../asset/whose-call.ts'
import { healthRunOf } from '../health/run.ts'
import { latePaymentsOf, monthCloseOf } from '../money/coming.ts'
import { pilotLoaded } from '../pilot/loaded.ts'
import { programmeDayOf } from '../programme-day.ts'
import { quotaForecastOf } from '../quota-forecast.ts'
import { begin, type Coming, type Hours } from '../recurrence.ts'
import { monthReportOf } from './month-report.ts'

/** Everything that comes again to a region by the calendar. */
export const comingsOf = (regionId: string): Coming[] =>
  [healthRunOf, whoseCallsOf, programmeDayOf, monthCloseOf, monthReportOf, latePaymentsOf, quotaForecastOf].map((of) =>
    of(regionId),
  )

/** From the moment in which it is made, whether anybody uses it yet or not: what finds nothing says nothing. */
export async function armRegion(tx: Tx, app: Hours, regionId: string): Promise<void> {
  for (const coming of comingsOf(regionId)) await begin(tx, app, coming)
}

/** What was added since a region was made comes to it, too; the pilot is over, and nothing comes to its region (system scope). */
export async function armRegions(tx: Tx, app: Hours): Promise<void> {
  const pilot = await pilotLoaded(tx)
  for (const regionId of await regionIds(tx)) if (regionId !== pilot?.regionId) await armRegion(tx, app, regionId)
}
