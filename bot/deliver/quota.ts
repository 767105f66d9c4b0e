import type { OutboxRow } from '#db/deliveries.ts'
import type { Tx } from '#db/door.ts'
import { release, reserve, settle } from '#db/quota.ts'
import { OPEN_SHARES } from '#engine/quota.ts'

/** The quota runs by LINE's calendar month, which is Japan's. */
export const quotaDay = (now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString()

export const quotaMonth = (now: number): string => quotaDay(now).slice(0, 7)

const isMetered = (row: OutboxRow): boolean => row.to.platform === 'line'

export async function reserveQuota(tx: Tx, row: OutboxRow, now: number): Promise<boolean> {
  const openShare = row.priority === 'incident' ? null : OPEN_SHARES[row.priority]
  return !isMetered(row) || reserve(tx, { regionId: row.regionId, month: quotaMonth(now), openShare })
}

export async function settleQuota(tx: Tx, row: OutboxRow, now: number): Promise<void> {
  const { regionId, priority } = row
  if (isMetered(row) && row.route === 'push') await settle(tx, { regionId, day: quotaDay(now), priority })
}

export async function releaseQuota(tx: Tx, row: OutboxRow, now: number): Promise<void> {
  if (isMetered(row) && row.route === 'push') await release(tx, row.regionId, quotaMonth(now))
}
