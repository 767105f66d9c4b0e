import type { Tx } from '#db/door.ts'
import { enterCharge, subscribedAt, unsettledBefore, visitsEnded } from '#db/money.ts'
import type { Region } from '#db/regions.ts'
import { periodOf } from '#engine/health-month.ts'
import { chargesOf } from '#engine/money.ts'
import { monthlyOf } from '#engine/plan.ts'
import { bookOf } from './book.ts'

export interface Closing {
  region: Region
  month: string
  /** Null: every firm of the region. */
  firmId: string | null
  by: string
  at: number
}

export interface Closed {
  entered: number
  /** Firms whose plan goes by the PC, and of which nobody knows how many they have. */
  unpriced: string[]
}

/** Writes down what a month owes. Closed again it writes only what has come to light since. */
export async function closeMonth(
  tx: Tx,
  { region, month, firmId, by, at }: Closing,
  newId: () => string,
): Promise<Closed> {
  const { id: regionId, timezone } = region
  const period = periodOf(month, timezone)
  const taken = await subscribedAt(tx, { regionId, firmId, at: period.from })
  const subscribed = taken.map(({ firmId, pcs, ...plan }) => ({ firmId, plan: plan.name, yen: monthlyOf(plan, pcs) }))
  const { terms } = await bookOf(tx, regionId)
  const visits = await visitsEnded(tx, { ...period, regionId, firmId, timezone })
  let entered = 0
  for (const charge of chargesOf(month, { subscribed, visits, terms }))
    if (await enterCharge(tx, { id: newId(), regionId, by, at }, charge)) entered++
  return { entered, unpriced: subscribed.filter(({ yen }) => yen === null).map(({ firmId }) => firmId) }
}

/** The same of that month, and of whatever is older and not in the book yet, however old it is. */
export async function closeUpTo(tx: Tx, closing: Closing, newId: () => string): Promise<Closed> {
  const { region, firmId, month } = closing
  const older = await unsettledBefore(tx, { regionId: region.id, firmId, month, timezone: region.timezone })
  const all: Closed[] = []
  for (const one of [...older, { firmId, month }]) all.push(await closeMonth(tx, { ...closing, ...one }, newId))
  return {
    entered: all.reduce((sum, { entered }) => sum + entered, 0),
    unpriced: [...new Set(all.flatMap(({ unpriced }) => unpriced))],
  }
}
