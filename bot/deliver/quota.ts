import type { Tx } from '#db/door.ts'
import type { OutboxRow } from '#db/outbox.ts'
import { release, reserve, settle } from '#db/quota.ts'

/** The quota runs by LINE's calendar month, which is Japan's. */
export const quotaMonth = (now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString().slice(0, 7)

const isMetered = (row: OutboxRow): boolean => row.to.platform === 'line'

export async function reserveQuota(tx: Tx, row: OutboxRow, now: number): Promise<boolean> {
  return !isMetered(row) || reserve(tx, row.regionId, quotaMonth(now), row.priority === 'incident')
}

export async function settleQuota(tx: Tx, row: OutboxRow, now: number): Promise<void> {
  if (isMetered(row) && row.route === 'push') await settle(tx, row.regionId, quotaMonth(now))
}

export async function releaseQuota(tx: Tx, row: OutboxRow, now: number): Promise<void> {
  if (isMetered(row) && row.route === 'push') await release(tx, row.regionId, quotaMonth(now))
}
