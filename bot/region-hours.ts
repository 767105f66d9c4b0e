import type { Tx } from '#db/door.ts'
import { loadHours } from '#db/regions.ts'
import type { FlowContext } from './flow.ts'

/** The same, by the clock and the holidays of that region. */
export async function inHoursOf(tx: Tx, app: FlowContext, regionId: string | null): Promise<FlowContext> {
  return regionId === null ? app : { ...app, ...app.hoursOf(await loadHours(tx, regionId)) }
}
