import type { Tx } from '#db/door.ts'
import { findQuota, QUOTA_DEFAULT, type Quota, spentBy } from '#db/quota.ts'
import { type Forecast, forecast } from '#engine/quota.ts'
import { quotaDay } from './deliver/quota.ts'
import type { Coming } from './recurrence.ts'

/** A region's weekly look at how far LINE's messages will last. */
export const quotaForecastOf = (regionId: string): Coming => ({
  ...{ kind: 'quota-forecast', key: `quota-forecast:${regionId}`, lane: `quota-forecast:${regionId}` },
  ...{ regionId, firmId: null, says: {} },
})

/** How the month stands, and how it will end. */
export async function quotaAhead(tx: Tx, regionId: string, now: number): Promise<{ quota: Quota; ahead: Forecast }> {
  const day = quotaDay(now)
  const quota = (await findQuota(tx, regionId, day.slice(0, 7))) ?? { ...QUOTA_DEFAULT, reserved: 0, settled: 0 }
  const { day: today, daysInMonth } = Temporal.PlainDate.from(day)
  return { quota, ahead: forecast(await spentBy(tx, regionId, day), quota, daysInMonth - today) }
}
