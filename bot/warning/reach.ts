import type { Tx } from '#db/door.ts'
import { findQuota, QUOTA_DEFAULT } from '#db/quota.ts'
import { firmsToWarn, type ToWarn } from '#db/warnings.ts'
import type { Reach, WarningBody } from '#engine/warning.ts'
import { quotaMonth } from '../deliver/quota.ts'

/** Whom it would reach now, and what LINE would count for it (region scope). */
export async function reachOf(tx: Tx, regionId: string, body: WarningBody, now: number): Promise<Reach> {
  const firms = await firmsToWarn(tx, regionId, body)
  return {
    firms: firms.length,
    unreachable: firms.filter(({ messages }) => messages === 0).length,
    messages: messagesTo(firms),
    left: await quotaLeft(tx, regionId, now),
  }
}

const messagesTo = (firms: readonly ToWarn[]): number => firms.reduce((sum, { messages }) => sum + messages, 0)

/** Of this month, beside what is kept for incidents. */
async function quotaLeft(tx: Tx, regionId: string, now: number): Promise<number> {
  const { limit, reserveShare, reserved, settled } = {
    ...{ ...QUOTA_DEFAULT, reserved: 0, settled: 0 },
    ...(await findQuota(tx, regionId, quotaMonth(now))),
  }
  return Math.max(0, Math.floor(limit * (1 - reserveShare)) - reserved - settled)
}
